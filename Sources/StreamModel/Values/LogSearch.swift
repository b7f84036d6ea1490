/// Finds a text in bytes: without regard to the case of ASCII letters, unless it has capitals itself.
package struct LogSearch: Sendable {
  private let needle: [UInt8]
  private let isExact: Bool

  package init(_ text: String) {
    needle = Array(text.utf8)
    isExact = text.contains(where: \.isUppercase)
  }

  package var isEmpty: Bool { needle.isEmpty }

  /// Calls for each place where it is found within a range, from the front, until `found` returns false. Places do not
  /// overlap.
  package func forEach(
    in bytes: [UInt8], _ range: Range<Int>, _ found: (Range<Int>) -> Bool
  ) {
    guard let first = needle.first, range.count >= needle.count else { return }
    let other = isExact ? first : Self.otherCase(first)
    bytes.withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { needle in
        var place = range.lowerBound
        let last = range.upperBound - needle.count
        while place <= last {
          let byte = bytes[place]
          guard byte == first || byte == other, matches(bytes, at: place, needle) else {
            place += 1
            continue
          }
          guard found(place..<place + needle.count) else { return }
          place += needle.count
        }
      }
    }
  }

  /// True where it is found within a range.
  package func isFound(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
    var isThere = false
    forEach(in: bytes, range) { _ in
      isThere = true
      return false
    }
    return isThere
  }

  private func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, at place: Int, _ needle: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for index in 1..<max(1, needle.count) {
      let byte = bytes[place + index]
      guard byte == needle[index] || (!isExact && byte == Self.otherCase(needle[index])) else {
        return false
      }
    }
    return true
  }

  private static func otherCase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) ? byte ^ 0x20 : byte
  }
}

/// Which lines of a log are shown: those that have all words, and none that begins with `!`.
package struct LogFilter: Sendable {
  private let wanted: [LogSearch]
  private let unwanted: [LogSearch]

  package init(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    wanted = words.filter { !$0.hasPrefix("!") }.map { LogSearch($0) }
    unwanted = words.filter { $0.hasPrefix("!") && $0.count > 1 }.map {
      LogSearch(String($0.dropFirst()))
    }
  }

  package var isEmpty: Bool { wanted.isEmpty && unwanted.isEmpty }

  /// The lines that it lets through, in order.
  package func lines(of text: LogText) -> [Int] {
    text.lines.indices.filter { index in
      let range = text.range(index)
      return wanted.allSatisfy { $0.isFound(in: text.bytes, range) }
        && !unwanted.contains { $0.isFound(in: text.bytes, range) }
    }
  }
}
