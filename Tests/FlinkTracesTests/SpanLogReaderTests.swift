import StreamModel
import Testing

@testable import FlinkTraces

@Suite("Spans in a log that comes in pieces")
struct SpanLogReaderTests {
  @Test("a log cut anywhere gives the same spans", arguments: Recording.logs)
  func cuts(name: String) throws {
    let bytes = try Recording.bytes(name)
    let whole = Recording.read(bytes)
    #expect(!whole.spans.isEmpty)
    for size in [1, 7, 200, 4096] {
      var reader = SpanLogReader()
      var spans: [LoggedSpan] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        spans += reader.take(Array(bytes[start..<min(bytes.count, start + size)]))
      }
      spans += reader.end()
      #expect(spans == whole.spans && reader.unread == whole.reader.unread)
      #expect(reader.lineCount == whole.reader.lineCount)
    }
  }

  @Test("lines may end as Windows has it, and a last one in nothing")
  func lineEnds() throws {
    let line = Recording.line("checkpointId=1")
    let text = String(line.dropLast())
    let (spans, reader) = Recording.read(text + "\r\n" + text)
    #expect(spans.map(\.span.checkpoint) == [CheckpointID(1), CheckpointID(1)])
    #expect(spans.map(\.line) == [1, 2] && reader.unread.count == 0)
  }

  @Test("what a layout writes before and behind a span does not matter")
  func layouts() {
    let span = Recording.line("checkpointId=1").drop { $0 != "R" }.dropLast()
    let (spans, reader) = Recording.read(
      "{\"message\":\"\(span)\",\"level\":\"INFO\"}\n\(span)\n[2026-11-21T01:56:56.200] x \(span)\n"
    )
    #expect(spans.map(\.span.checkpoint?.number) == [1, 1, 1] && reader.unread.count == 0)
    #expect(spans.map(\.loggedAt?.milliseconds) == [nil, nil, 1_795_226_216_200])
  }

  @Test("a line that was cut at its beginning is no span, one cut later is told with its place")
  func cutLines() throws {
    let line = Recording.line("checkpointId=1, <job_name>=orders")
    let tail = String(line.dropFirst(80))
    let (none, silent) = Recording.read(tail + line)
    #expect(none.count == 1 && silent.unread.count == 0)
    for length in [55, 75, 90, 120, 170, 195, 200, 203, 205, 206] {
      let (spans, reader) = Recording.read("INFO x\n" + line.prefix(length))
      #expect(spans.isEmpty && reader.unread.count == 1)
      let first = try #require(reader.unread.first)
      #expect(first.line == 2 && first.column > 40 && first.column <= length + 1)
      #expect(first.reason.hasPrefix("the line ends before the span does"), "\(first)")
    }
  }

  @Test("only the first line that can't be read is told, the others are counted")
  func unread() {
    let good = Recording.line("checkpointId=1")
    let (spans, reader) = Recording.read(
      "x\nReported span: nothing\n\(good)Reported span: SimpleSpan{scope=a, name=b, "
        + "startTsMillis=soon, endTsMillis=1, attributes={}}\n")
    #expect(spans.count == 1 && reader.unread.count == 2)
    #expect(
      reader.unread.first
        == UnreadLines.First(line: 2, column: 16, reason: "'SimpleSpan{scope=' is expected"))
  }

  @Test("a line of half a megabyte is read, and stays quick")
  func longLine() throws {
    let subtask =
      "SimpleSpan{scope=a.B, name=Checkpoint_Subtask, startTsMillis=1795226216096, "
      + "endTsMillis=1795226216122, attributes={subtaskId=7, <job_name>=a, b=c}, x, "
      + "\((0..<20).map { "StateSizeBytes.\($0)=123, " }.joined())<host>=h}, children=[]}"
    let line = Recording.line(
      "checkpointId=9",
      children: Array(repeating: subtask, count: 1200).joined(separator: ", "))
    #expect(line.utf8.count > 500_000)
    let (spans, reader) = Recording.read(line)
    #expect(reader.unread == UnreadLines())
    #expect(spans.first?.span.children.count == 1200)
    #expect(spans.first?.span.children.last?.jobName == "a, b=c}, x")
  }

  @Test("of a line that does not end little is kept, and the next one is read")
  func endless() throws {
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    let good = Array(("\n" + Recording.line("checkpointId=1")).utf8)
    var reader = SpanLogReader()
    for _ in 0..<40 { #expect(reader.take(piece).isEmpty) }
    #expect(reader.take(good).map(\.line) == [2])
    #expect(reader.unread.count == 0)
    #expect(reader.take(Array("Reported span: SimpleSpan{scope=".utf8)).isEmpty)
    for _ in 0..<40 { #expect(reader.take(piece).isEmpty) }
    #expect(reader.unread.first?.reason == "it is longer than 16 MiB" && reader.unread.count == 1)
    #expect(reader.take(good).map(\.line) == [4])
  }

  @Test("spans nested without end are refused")
  func nesting() {
    let one =
      "SimpleSpan{scope=a, name=b, startTsMillis=1, endTsMillis=2, attributes={}, children=["
    let (spans, reader) = Recording.read(
      "Reported span: " + String(repeating: one, count: 5_000)
        + String(repeating: "]}", count: 5_000))
    #expect(spans.isEmpty)
    #expect(reader.unread.first?.reason == "its spans are nested more than 32 deep")
  }

  @Test("bytes that are no text become signs for that")
  func badText() {
    var bytes = Array(Recording.line("<job_name>=a?b, checkpointId=1").utf8)
    bytes[bytes.lastIndex(of: UInt8(ascii: "?")) ?? 0] = 0xFF
    let (spans, reader) = Recording.read(bytes)
    #expect(spans.first?.span.jobName == "a\u{FFFD}b" && reader.unread.count == 0)
  }

  @Test("the zone of a log is learned from its spans", arguments: [0, 60, -210, 345, 840])
  func zone(minutes: Int64) throws {
    var text = ""
    for (start, end, handled) in [(1000, -1, 2000), (1000, 2500, 3519), (3000, -1, 9000)] {
      let written = Timestamp(1_795_219_200_000 + Int64(handled) + minutes * 60_000)
      text +=
        "\(written.logTime) INFO  x [] - Reported span: SimpleSpan{scope=a.B, name=Checkpoint, "
        + "startTsMillis=\(1_795_219_200_000 + start), "
        + "endTsMillis=\(end < 0 ? -1 : 1_795_219_200_000 + end), attributes={}}\n"
    }
    let (spans, reader) = Recording.read(text)
    #expect(reader.unread.count == 0)
    #expect(
      spans.map(\.loggedAt) == [nil, Timestamp(1_795_219_203_519), Timestamp(1_795_219_209_000)])
  }

  @Test("a line long after its span's end tells nothing of the zone", arguments: [0, 60, -210])
  func lateLine(minutes: Int64) throws {
    let written = Timestamp(1_795_219_200_000 + 600_000 + minutes * 60_000)
    let (spans, reader) = Recording.read(
      "\(written.logTime) INFO  x [] - Reported span: SimpleSpan{scope=a.B, name=Checkpoint, "
        + "startTsMillis=1795219199000, endTsMillis=1795219200000, attributes={}}\n")
    #expect(spans.count == 1 && reader.unread.count == 0 && spans[0].loggedAt == nil)
  }

  @Test("a file that begins anew ends the line that was being read")
  func anew() {
    var reader = SpanLogReader()
    let line = Recording.line("checkpointId=1")
    #expect(reader.take(Array((line + line.prefix(100)).utf8)).count == 1)
    #expect(reader.beginAnew().isEmpty && reader.unread.count == 1)
    #expect(reader.take(Array(line.utf8)).map(\.line) == [1])
    #expect(reader.take(Array(line.dropLast().utf8)).isEmpty)
    #expect(reader.beginAnew().map(\.line) == [2])
  }
}

extension Timestamp {
  /// `2026-11-21 00:00:01,000`, for times on that day and the one before and behind it.
  fileprivate var logTime: String {
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: count - text.count) + text
    }
    let sinceNoon = milliseconds - 1_795_219_200_000 + 86_400_000
    let (day, rest) = sinceNoon.quotientAndRemainder(dividingBy: 86_400_000)
    return "2026-11-\(20 + day) \(digits(rest / 3_600_000, 2)):\(digits(rest / 60_000 % 60, 2)):"
      + "\(digits(rest / 1000 % 60, 2)),\(digits(rest % 1000, 3))"
  }
}
