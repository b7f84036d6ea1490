extension [UInt8] {
  /// A copy with a few bytes changed, dropped, doubled or inserted.
  package func mutated(using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = self
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      guard let place = bytes.indices.randomElement(using: &generator) else { return bytes }
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes[place] = UInt8.random(in: 1...255, using: &generator)
      case 1: bytes[place] = Array("{}[]\",:0-.e\\".utf8).randomElement(using: &generator) ?? 0
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(bytes[place], at: place)
      default: bytes.removeSubrange(place..<Swift.min(bytes.count, place + 9))
      }
    }
    return bytes
  }
}
