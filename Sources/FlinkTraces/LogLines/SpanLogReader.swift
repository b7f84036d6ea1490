package import StreamModel

/// Finds the spans in a log while it comes, whatever else is in it and however it is cut into pieces.
///
/// A line counts where it has `Reported span: `, as `Slf4jTraceReporter` writes it; what stands before is the layout's
/// business. What is kept of an unfinished line is bounded.
package struct SpanLogReader: Sendable {
  /// A span line is some 555 bytes a subtask at the finest level of detail: this is that of 30,000.
  package static let longestLine = 16 << 20
  /// A line without a span by then has none.
  static let farthestSpan = 64 << 10

  /// Lines that told of a span and could not be read.
  package private(set) var unread = UnreadLines()
  /// Whole lines that have come, since the file began.
  package private(set) var lineCount = 0

  private var pending: [UInt8] = []
  private var isSkipping = false
  private var zone = LogZone()
  /// What lines tell of jobs, where that is wanted; taken away by whoever reads it.
  var jobLines: [LoggedJobLine] = []
  private let takesJobLines: Bool

  package init() { takesJobLines = false }

  init(takesJobLines: Bool) { self.takesJobLines = takesJobLines }

  /// Milliseconds that the log's times are ahead of UTC; nil until a line has told.
  var zoneOffset: Int64? { zone.offset }

  /// The spans of the lines that end in these bytes.
  package mutating func take(_ bytes: [UInt8]) -> [LoggedSpan] {
    var spans: [LoggedSpan] = []
    bytes.withUnsafeBufferPointer { bytes in
      var first = 0
      while let end = bytes.first("\n", from: first) {
        takeEnd(UnsafeBufferPointer(rebasing: bytes[first..<end]), into: &spans)
        lineCount += 1
        first = end + 1
      }
      keep(UnsafeBufferPointer(rebasing: bytes[first...]))
    }
    return spans
  }

  /// No more comes: what is left is a line too. It may be cut.
  package mutating func end() -> [LoggedSpan] {
    var spans: [LoggedSpan] = []
    [UInt8]().withUnsafeBufferPointer { takeEnd($0, into: &spans) }
    return spans
  }

  /// The next bytes begin a file, or go on further behind: nothing that came before ends in them.
  package mutating func beginAnew() -> [LoggedSpan] {
    defer { lineCount = 0 }
    return end()
  }

  private mutating func takeEnd(
    _ rest: UnsafeBufferPointer<UInt8>, into spans: inout [LoggedSpan]
  ) {
    if isSkipping {
      isSkipping = false
    } else if pending.isEmpty {
      read(rest, into: &spans)
    } else {
      keep(rest)
      guard !isSkipping else {
        isSkipping = false
        return
      }
      let line = pending
      pending = []
      line.withUnsafeBufferPointer { read($0, into: &spans) }
    }
  }

  /// Keeps the beginning of a line whose end is still to come.
  private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isSkipping, !bytes.isEmpty else { return }
    pending.append(contentsOf: bytes)
    guard pending.count > Self.farthestSpan + SpanMark.length else { return }
    let place = pending.withUnsafeBufferPointer { SpanMark.place(in: $0) }
    if place == nil || pending.count > Self.longestLine {
      if let place { note(tooLong(place)) }
      pending = []
      isSkipping = true
    }
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, into spans: inout [LoggedSpan]) {
    guard let mark = SpanMark.place(in: line) else {
      if takesJobLines { readJobLine(line) }
      return
    }
    var parser = SpanLine(line, from: mark + SpanMark.length)
    do throws(SpanLineError) {
      guard line.count <= Self.longestLine else { throw tooLong(mark) }
      let span = try parser.span()
      let written = LogHead.time(in: line.prefix(64))
      spans.append(
        LoggedSpan(
          span: span, line: lineCount + 1, loggedAt: zone.time(of: written, telling: span)))
    } catch {
      note(error)
    }
  }

  private mutating func readJobLine(_ line: UnsafeBufferPointer<UInt8>) {
    guard let first = line.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "["),
      let told = JobLine(line), let written = LogHead.time(in: line.prefix(64))
    else { return }
    if case .triggering(_, _, let time) = told { zone.learn(from: written, writtenAt: time) }
    jobLines.append(LoggedJobLine(told: told, line: lineCount + 1, written: written))
  }

  private func tooLong(_ place: Int) -> SpanLineError {
    SpanLineError(place, "it is longer than \(Self.longestLine >> 20) MiB")
  }

  private mutating func note(_ error: SpanLineError) {
    unread.count += 1
    if unread.first == nil {
      unread.first = UnreadLines.First(
        line: lineCount + 1, column: error.place + 1, reason: error.reason)
    }
  }
}

/// A span with where it was found.
package struct LoggedSpan: Hashable, Sendable {
  package var span: TraceSpan
  /// From 1, in its file or in what was read of it; nil where it did not come in a log.
  package var line: Int?
  /// When the line was written; nil where it has no time, or nothing has told yet in which zone its times are. A
  /// checkpoint that failed without a known end had failed by then.
  package var loggedAt: Timestamp?

  package init(span: TraceSpan, line: Int?, loggedAt: Timestamp?) {
    self.span = span
    self.line = line
    self.loggedAt = loggedAt
  }
}

/// What could not be read.
package struct UnreadLines: Hashable, Sendable {
  package struct First: Hashable, Sendable {
    /// From 1.
    package var line: Int
    /// The byte of the line, from 1.
    package var column: Int
    package var reason: String
  }

  package static let none = UnreadLines()

  package var count = 0
  package var first: First?
}

/// Where a line tells of a span.
private enum SpanMark {
  static let length = "Reported span: ".utf8.count

  static func place(in line: UnsafeBufferPointer<UInt8>) -> Int? {
    line.first(
      "Reported span: ", from: 0, before: min(line.count, SpanLogReader.farthestSpan + length))
  }
}

/// Learns in which time zone a log is written: its lines have the JobManager's local time, spans have UTC.
private struct LogZone: Sendable {
  private static let step: Int64 = 15 * 60_000

  /// Milliseconds that the log is ahead of UTC.
  private(set) var offset: Int64?

  /// A span is told within seconds of its end, and zones differ by quarters of an hour.
  mutating func time(of written: Timestamp?, telling span: TraceSpan) -> Timestamp? {
    guard let written else { return nil }
    if let end = span.end { learn(from: written, writtenAt: end) }
    return offset.map { Timestamp(milliseconds: written.milliseconds - $0) }
  }

  /// Learns from a line that was written at this moment, or within two minutes of it.
  mutating func learn(from written: Timestamp, writtenAt time: Timestamp) {
    let difference = written.since(time).wholeMilliseconds
    guard abs(difference) <= 20 * 3_600_000 else { return }
    let (steps, rest) = (difference + 1_000).quotientAndRemainder(dividingBy: Self.step)
    let late = rest < 0 ? rest + Self.step : rest
    let offset = (rest < 0 ? steps - 1 : steps) * Self.step
    if late <= 120_000, abs(offset) <= 15 * 3_600_000 { self.offset = offset }
  }
}
