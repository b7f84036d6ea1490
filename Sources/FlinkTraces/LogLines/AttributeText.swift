/// Takes apart what stands between the braces of `attributes={...}`: pairs of a name and a value, as Java prints a map.
///
/// A text may hold what separates pairs. Only values of variables, `<job_name>` above all, are a user's to choose. Within
/// them a pair begins only at a name that Flink could have given: `<word>=`, or one with a hump, as all its attributes
/// have (`fullSize`). Where a name comes twice, which no map has, the one that stands behind the variable belongs to its
/// text.
struct AttributeText {
  /// No name is longer.
  private static let longestName = 128

  private struct Pair {
    var name: Range<Int>
    var value: Range<Int>
    var isVariable: Bool
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let range: Range<Int>

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  func attributes() throws(SpanLineError) -> SpanAttributes {
    var attributes = SpanAttributes()
    var names: Set<String> = []
    for pair in foldingDoubles(try pairs()) {
      let written = bytes.text(pair.name)
      var name = pair.isVariable ? String(written.dropFirst().dropLast()) : written
      // A variable may be called as an attribute is.
      if !names.insert(name).inserted {
        guard pair.isVariable, names.insert(written).inserted else { continue }
        name = written
      }
      let text = bytes.text(pair.value)
      attributes.append(name, pair.isVariable ? .text(text) : SpanValue(of: name, text: text))
    }
    return attributes
  }

  private func pairs() throws(SpanLineError) -> [Pair] {
    var pairs: [Pair] = []
    var place = range.lowerBound
    while place < range.upperBound {
      guard let name = name(at: place) else {
        throw SpanLineError(place, "the name of an attribute is expected")
      }
      let isVariable = bytes[name.lowerBound] == UInt8(ascii: "<")
      let end = endOfValue(from: name.upperBound + 1, isVariable: isVariable)
      pairs.append(Pair(name: name, value: name.upperBound + 1..<end, isVariable: isVariable))
      place = min(range.upperBound, end + 2)
    }
    return pairs
  }

  private func endOfValue(from place: Int, isVariable: Bool) -> Int {
    var place = place
    while let comma = bytes.first(", ", from: place, before: range.upperBound) {
      if let next = name(at: comma + 2),
        !isVariable || bytes[next.lowerBound] == UInt8(ascii: "<") || hasHump(next)
      {
        return comma
      }
      place = comma + 2
    }
    return range.upperBound
  }

  /// A name that stands here with its equals sign: letters first, then digits, dots and the like, or anything in angle
  /// brackets.
  private func name(at place: Int) -> Range<Int>? {
    let last = min(range.upperBound, place + Self.longestName)
    guard place < last else { return nil }
    if bytes[place] == UInt8(ascii: "<") {
      for end in place + 1..<last {
        switch bytes[end] {
        case UInt8(ascii: ">"):
          let isName = end > place + 1 && end + 1 < range.upperBound
          return isName && bytes[end + 1] == UInt8(ascii: "=") ? place..<end + 1 : nil
        case UInt8(ascii: "<"), UInt8(ascii: "="): return nil
        default: continue
        }
      }
      return nil
    }
    guard Self.isLetter(bytes[place]) else { return nil }
    for end in place + 1..<last {
      let byte = bytes[end]
      if byte == UInt8(ascii: "=") { return place..<end }
      guard
        Self.isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".")
          || byte == UInt8(ascii: "-") || byte >= 0x80
      else { return nil }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
  }

  private func hasHump(_ name: Range<Int>) -> Bool {
    zip(name, name.dropFirst()).contains { first, second in
      (0x61...0x7A).contains(bytes[first]) && (0x41...0x5A).contains(bytes[second])
    }
  }

  /// Gives back to the text of a variable what looks like a pair and can't be one.
  private func foldingDoubles(_ pairs: [Pair]) -> [Pair] {
    var counts: [String: Int] = [:]
    let names = pairs.map { bytes.text($0.name) }
    for name in names { counts[name, default: 0] += 1 }
    guard counts.count < pairs.count else { return pairs }
    var folded: [Pair] = []
    for (pair, name) in zip(pairs, names) {
      if let last = folded.last, last.isVariable, counts[name, default: 0] > 1 {
        folded[folded.count - 1].value = last.value.lowerBound..<pair.value.upperBound
        counts[name, default: 0] -= 1
      } else {
        folded.append(pair)
      }
    }
    return folded
  }
}
