/// How the first line of an entry begins: a time or a level. Flink's own pattern is
/// `%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n`; others put brackets around either, or a `T` between.
package enum LogHead {
  /// Bytes of a line that a level is looked for in.
  private static let reach = 100

  /// The level of an entry that a line begins; nil for a line that goes on with the entry above it.
  static func read(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> LogLevel? {
    let line = line.prefix(reach)
    let isTimed = time(in: line) != nil
    guard isTimed || level(atStartOf: line[line.startIndex...]) != nil else { return nil }
    var rest = line
    while !rest.isEmpty {
      if let level = level(atStartOf: rest) { return level }
      // To the next word.
      rest = rest.drop { isLetter($0) }.drop { !isLetter($0) }
    }
    return LogLevel.none
  }

  private static let words: [(name: StaticString, level: LogLevel)] = [
    ("INFO", .info), ("WARNING", .warning), ("WARN", .warning), ("ERROR", .error),
    ("FATAL", .error), ("SEVERE", .error), ("DEBUG", .debug), ("TRACE", .trace),
  ]

  private static func level(atStartOf text: Slice<UnsafeBufferPointer<UInt8>>) -> LogLevel? {
    let text = text.drop { $0 == UInt8(ascii: "[") }
    for (name, level) in words {
      let count = name.utf8CodeUnitCount
      guard text.count >= count else { continue }
      let isThere = name.withUTF8Buffer { text.prefix(count).elementsEqual($0) }
      if isThere, text.dropFirst(count).first.map({ !isLetter($0) }) ?? true { return level }
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let upper = byte & 0xDF
    return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(upper) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$")
  }

  /// The time that a line begins with, as its clock has it, as if that were UTC; nil where it begins with none.
  /// `2026-11-21 02:11:40,506`, `[2026-11-21T02:11:40.506`.
  package static func time(in line: some Collection<UInt8>) -> Timestamp? {
    var rest = line.drop { $0 == UInt8(ascii: "[") }
    func number(_ digits: Int, then mark: UInt8?) -> Int? {
      var value = 0
      for _ in 0..<digits {
        guard let byte = rest.first, (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
        rest = rest.dropFirst()
      }
      if let mark {
        guard rest.first == mark else { return nil }
        rest = rest.dropFirst()
      }
      return value
    }
    guard let year = number(4, then: UInt8(ascii: "-")),
      let month = number(2, then: UInt8(ascii: "-")), let day = number(2, then: nil),
      let between = rest.first, between == UInt8(ascii: " ") || between == UInt8(ascii: "T")
    else { return nil }
    rest = rest.dropFirst()
    guard let hour = number(2, then: UInt8(ascii: ":")),
      let minute = number(2, then: UInt8(ascii: ":")), let second = number(2, then: nil),
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    var milliseconds = 0
    if let mark = rest.first, mark == UInt8(ascii: ",") || mark == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      milliseconds = number(3, then: nil) ?? 0
    }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    return Timestamp(milliseconds: Int64(seconds * 1000 + milliseconds))
  }

  /// Days since 1970-01-01: years begin in March, so that the leap day comes last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension LogText {
  /// The time of the entry that a line belongs to, on the clock of whoever wrote it; nil where no entry above it has
  /// one.
  package func time(ofLine index: Int) -> Timestamp? {
    var index = index
    while index > 0, !lines[index].isHead { index -= 1 }
    return lines.indices.contains(index) ? LogHead.time(in: bytes[range(index)]) : nil
  }

  /// The time of the last entry that has one.
  package var lastTime: Timestamp? {
    for index in lines.indices.reversed() where lines[index].isHead {
      if let time = LogHead.time(in: bytes[range(index)]) { return time }
    }
    return nil
  }

  /// The first entry of this time or a later one; nil where all are earlier.
  package func line(atOrAfter time: Timestamp) -> Int? {
    lines.indices.first { index in
      lines[index].isHead
        && LogHead.time(in: bytes[range(index)]).map { $0 >= time } ?? false
    }
  }
}
