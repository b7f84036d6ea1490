/// The end of a log file as it was read, taken apart into lines. The bytes may be anything at all.
package struct LogText: Sendable {
  package let bytes: [UInt8]
  /// Where in the file they begin.
  package let start: Int
  /// Never empty unless the bytes are. Those longer than `longestLine` are in parts.
  package let lines: [LogLine]
  /// How long it took to get.
  package let readFor: Duration

  /// A longer line is cut: no row of a screen costs more than this.
  package static let longestLine = 4096

  /// `start` above 0 says that bytes before these were not kept: then a first line that is cut is left out.
  package init(bytes: [UInt8], start: Int = 0, readFor: Duration = .zero) {
    var bytes = bytes
    var start = start
    if start > 0, let end = bytes.firstIndex(of: UInt8(ascii: "\n")), end + 1 < bytes.count {
      bytes.removeFirst(end + 1)
      start += end + 1
    }
    self.bytes = bytes
    self.start = start
    self.readFor = readFor
    lines = Self.lines(of: bytes)
  }

  /// Where in the file they end: its size when it was read.
  package var end: Int { start + bytes.count }

  /// The bytes of a line, without what ends it.
  package func range(_ index: Int) -> Range<Int> {
    let first = Int(lines[index].start)
    var end = index + 1 < lines.count ? Int(lines[index + 1].start) : bytes.count
    if end > first, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > first, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return first..<end
  }

  /// The last line that begins at this place in the file or before it; 0 where all begin behind it.
  package func line(at place: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if start + Int(lines[middle].start) <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// A line's first byte, counted from the beginning of the file.
  package func place(ofLine index: Int) -> Int {
    lines.indices.contains(index) ? start + Int(lines[index].start) : end
  }

  private static func lines(of bytes: [UInt8]) -> [LogLine] {
    var lines: [LogLine] = []
    bytes.withUnsafeBufferPointer { bytes in
      var level = LogLevel.none
      var first = 0
      while first < bytes.count {
        var end = first
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        let head = LogHead.read(bytes[first..<end])
        if let head { level = head }
        var part = first
        repeat {
          lines.append(
            LogLine(start: UInt32(part), level: level, isHead: head != nil && part == first))
          part = cut(bytes, from: part, to: end)
        } while part < end
        first = end + 1
      }
    }
    return lines
  }

  /// The end of a part of a line: not within a character.
  private static func cut(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int, to end: Int) -> Int
  {
    guard end - first > longestLine else { return end }
    var cut = first + longestLine
    while cut > first + longestLine - 4, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    return cut
  }
}
