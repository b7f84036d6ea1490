extension [UInt8] {
  /// A copy with a few bytes changed, dropped, doubled or inserted, a number made long, or a place nested deeply.
  package func mutated(using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = self
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      guard let place = bytes.indices.randomElement(using: &generator) else { return bytes }
      let part = place..<Swift.min(bytes.count, place + Int.random(in: 1...60, using: &generator))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 1...255, using: &generator)
      case 1: bytes[place] = Array("{}[]\",:0-.e\\=#'\n".utf8).randomElement(using: &generator) ?? 0
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(bytes[place], at: place)
      case 4: bytes.removeSubrange(place..<Swift.min(bytes.count, place + 9))
      case 5: bytes.insert(contentsOf: bytes[part], at: place)
      case 6: bytes.lengthenNumber(from: place, using: &generator)
      default: bytes.nest(at: place, using: &generator)
      }
    }
    return bytes
  }

  /// Puts digits before the first one behind `place`: more than any integer has, or any double.
  private mutating func lengthenNumber(from place: Int, using generator: inout SeededGenerator) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let first = self[place...].firstIndex(where: digits.contains) ?? place
    let count = [12, 25, 400].randomElement(using: &generator) ?? 0
    insert(contentsOf: [UInt8](repeating: UInt8(ascii: "9"), count: count), at: first)
  }

  /// Puts what begins at `place` into lists: a few, or more than any parser goes down.
  private mutating func nest(at place: Int, using generator: inout SeededGenerator) {
    let depth = [3, 40, 5_000].randomElement(using: &generator) ?? 0
    let closes = Bool.random(using: &generator)
    if closes { insert(contentsOf: [UInt8](repeating: UInt8(ascii: "]"), count: depth), at: place) }
    insert(contentsOf: [UInt8](repeating: UInt8(ascii: "["), count: depth), at: place)
  }
}
