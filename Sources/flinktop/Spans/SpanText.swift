import Dashboard
import FlinkTraces
import StreamModel
import TerminalUI

/// A line for each span, its children below it.
struct SpanText {
  /// Parts that are named, the longest first.
  private static let mostParts = 3

  private enum Column {
    case time, job, span, took, size, parts

    var head: String {
      switch self {
      case .time: "START"
      case .job: "JOB"
      case .span: "SPAN"
      case .took: "TOOK"
      case .size: "SIZE"
      case .parts: "LONGEST BY SUBTASK"
      }
    }

    /// Cells; what is longer pushes the rest of its line to the right.
    var width: Int {
      switch self {
      case .time: 19
      case .job: 18
      case .span: 27
      case .took: 7
      case .size: 8
      case .parts: 0
      }
    }

    var isRight: Bool { self == .took || self == .size }
  }

  var clock: LocalClock
  var charset: Charset
  var width: TextWidth
  /// Names by id, for spans that do not tell it (1.20).
  var jobNames: [JobID: String] = [:]
  /// False where all are of one job.
  var namesJobs = true

  var head: String { line { $0.head } }

  /// The line of a span and those of its children.
  func lines(_ logged: LoggedSpan) -> [String] {
    lines(logged.span, depth: 0, givenUpAfter: givenUpAfter(logged))
  }

  /// The line of an event, with what it tells behind it.
  func line(_ event: ReceivedEvent) -> String {
    line { column in
      switch column {
      case .time: event.time.map { clock.full($0) } ?? "-"
      case .job: event.jobName ?? event.job.map { jobNames[$0] ?? String($0.text.prefix(8)) } ?? "-"
      case .span: "event \(event.name)"
      case .took, .size: ""
      case .parts: told(by: event)
      }
    }
  }

  /// `newJobStatus RUNNING`: without what the other columns have.
  private func told(by event: ReceivedEvent) -> String {
    let known: Set = ["jobId", "job_id", "job_name", "host"]
    return event.attributes.all.filter { !known.contains($0.name) }
      .map { "\($0.name) \($0.value.words)" }.joined(separator: ", ")
  }

  /// A failed checkpoint ends with the last subtask that acknowledged it. How long it was waited for tells the line.
  private func givenUpAfter(_ logged: LoggedSpan) -> Duration? {
    guard logged.span.kind == .checkpoint, logged.span.hasFailed, let start = logged.span.start,
      let loggedAt = logged.loggedAt, loggedAt > start
    else { return nil }
    return loggedAt.since(start)
  }

  private func lines(
    _ span: TraceSpan, depth: Int, givenUpAfter: Duration? = nil
  ) -> [String] {
    let own = line { column in
      switch column {
      case .time: span.start.map { clock.full($0) } ?? "-"
      case .job: depth > 0 ? "" : job(of: span)
      case .span: String(repeating: " ", count: 2 * min(depth, 20)) + title(span)
      case .took: span.kind == .jobFailure ? "" : span.duration.map { Format.duration($0) } ?? "-"
      case .size: size(of: span)
      case .parts:
        ([givenUpAfter.map { "given up after \(Format.duration($0))" }] + parts(of: span))
          .compactMap(\.self).joined(separator: ", ")
      }
    }
    return [own] + span.children.flatMap { lines($0, depth: depth + 1) }
  }

  /// What does not fit on a terminal is left out: sizes first, then names.
  private var columns: [Column] {
    let room = width.isTerminal ? width.columns ?? .max : .max
    let all: [Column] = [.time, .job, .span, .took, .size, .parts]
    return all.filter { column in
      switch column {
      case .job: namesJobs && room >= 118
      case .size: room >= 100
      default: true
      }
    }
  }

  private func line(_ text: (Column) -> String) -> String {
    var line = ""
    for column in columns {
      var cell = SafeText.plain(text(column))
      if column == .job, width.columns != nil {
        cell = CellWidth.truncate(cell, to: column.width, isASCII: charset.isASCII)
      }
      let padding = String(repeating: " ", count: max(0, column.width - CellWidth.of(cell)))
      line += (column.isRight ? padding + cell : cell + padding) + "  "
    }
    while line.last == " " { line.removeLast() }
    guard width.isTerminal, let room = width.columns else { return line }
    return CellWidth.truncate(line, to: room, isASCII: charset.isASCII)
  }

  private func job(of span: TraceSpan) -> String {
    if let name = span.jobName { return name }
    guard let id = span.job else { return "-" }
    return jobNames[id] ?? String(id.text.prefix(8))
  }

  /// `checkpoint 12 COMPLETED`, `recovery from 12 COMPLETED`.
  private func title(_ span: TraceSpan) -> String {
    let number = span.checkpoint.map { String($0.number) }
    let subject =
      switch span.kind {
      case .checkpoint: "\(span.checkpointType?.lowercased() ?? "checkpoint") \(number ?? "-")"
      case .checkpointTask: "vertex \(span.vertex.map { shown($0) } ?? "-")"
      case .checkpointSubtask: "subtask \(span.subtask.map { String($0) } ?? "-")"
      case .jobInitialization: number.map { "recovery from \($0)" } ?? "start"
      case .jobFailure: "failure"
      case .other(let name): name
      }
    return [subject, span.status].compactMap(\.self).joined(separator: " ")
  }

  private func shown(_ vertex: VertexID) -> String {
    width.isTerminal ? String(vertex.text.prefix(8)) : vertex.text
  }

  private func size(of span: TraceSpan) -> String {
    if span.kind == .jobFailure { return "" }
    // Nothing was acknowledged: the 0 is of nobody.
    if span.kind == .checkpoint, span.end == nil { return "-" }
    let size = span.fullSize ?? span.sizes.first { $0.name == "StateSize" }?.sum
    return size.map { Format.bytes(Double($0.bytes)) } ?? "-"
  }

  private func parts(of span: TraceSpan) -> [String] {
    if span.kind == .jobFailure {
      let scope = span.isGlobalFailure == true ? "of the whole job" : "of a task"
      return [scope] + (span.canRestart == false ? ["can't restart"] : [])
    }
    let longest = span.parts.filter { $0.max ?? .zero > .zero }
      .sorted { $0.max ?? .zero > $1.max ?? .zero }
    let words = longest.prefix(Self.mostParts).map { part in
      "\(Self.words[part.name] ?? part.name) \(part.max.map { Format.duration($0) } ?? "-")"
    }
    return (span.isUnaligned == true ? ["unaligned"] : []) + words
  }

  private static let words = [
    "CheckpointStartDelay": "start delay", "Alignment": "alignment", "SyncCheckpoint": "sync",
    "AsyncCheckpoint": "async", "MailboxStart": "mailbox", "ReadOutputData": "output data",
    "InitializeState": "state", "GateRestore": "gates", "RestoreAsyncCompaction": "compaction",
  ]
}

extension SpanValue {
  fileprivate var words: String {
    switch self {
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .text(let text): text
    case .integers(let numbers): numbers.map(String.init).joined(separator: " ")
    }
  }
}
