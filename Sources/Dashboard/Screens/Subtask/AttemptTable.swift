import StreamModel
import TerminalUI

/// One attempt of a subtask; nothing but its number is known of one that was not told yet.
struct AttemptRow {
  var number: Int
  var attempt: Subtask?
  /// What was learnt of the job since it was told, so that it is not so any more.
  var later: LaterWord?
  /// Counted by Flink: neither a source's records in nor a sink's out are.
  var isSource: Bool
  var isSink: Bool
  var clock: LocalClock
  /// On the JobManager's clock.
  var now: Timestamp

  var records: (in: Int64?, out: Int64?) {
    let counters = attempt?.counters
    return (isSource ? nil : counters?.recordsIn, isSink ? nil : counters?.recordsOut)
  }

  /// One that a restart has ended takes no longer than it was told to.
  var duration: Duration? { later == nil ? attempt?.duration(at: now) : attempt?.duration }

  var place: String? { attempt?.taskManager?.text ?? attempt?.host }
}

/// The attempts of a subtask.
enum AttemptTable {
  static let table = Table<AttemptRow, Int>(
    columns: [
      TableColumn(
        "attempt", ColumnSpec("ATTEMPT", minimum: 7, alignment: .right), canBeHidden: false,
        cell: { row, _ in CellText("#\(row.number)", .title) },
        key: { .number(Double($0.number)) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 8, maximum: 12),
        cell: { row, _ in
          row.attempt.map { $0.state.cell(row.later) } ?? .unknown
        }, key: { .text($0.attempt?.state.name ?? "~") }),
      time("start", "START", dropOrder: 3) { $0.attempt?.startTime },
      time("end", "END", dropOrder: 2) { $0.attempt?.endTime },
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right),
        cell: { row, _ in
          row.duration.map { CellText(Format.duration($0)) } ?? .unknown
        }, key: { .duration($0.duration) }),
      count("in", "IN", dropOrder: 4) { $0.records.in },
      count("out", "OUT", dropOrder: 5) { $0.records.out },
      TableColumn(
        "place", ColumnSpec("TASKMANAGER", minimum: 14, maximum: 60, dropOrder: 1),
        cell: { row, _ in row.place.map { CellText($0, .dim) } ?? .unknown },
        key: { .text($0.place ?? "~") }),
    ], givenOrder: "newest first", id: \.number,
    searched: { ["#\($0.number)", $0.attempt?.state.name ?? "", $0.place ?? ""] })

  private static func time(
    _ name: String, _ title: String, dropOrder: Int,
    _ time: @escaping @Sendable (AttemptRow) -> Timestamp?
  ) -> TableColumn<AttemptRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 11, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        time(row).map { CellText(row.clock.brief($0, now: row.now), .dim) } ?? .unknown
      }, key: { .time(time($0)) })
  }

  private static func count(
    _ name: String, _ title: String, dropOrder: Int,
    _ count: @escaping @Sendable (AttemptRow) -> Int64?
  ) -> TableColumn<AttemptRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 6, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in count(row).map { CellText(Format.count(Double($0))) } ?? .unknown },
      key: { .number(count($0).map(Double.init)) })
  }
}

extension ContextReader {
  /// The attempts of a subtask, the current one first, then those that run beside it and those before it.
  func attemptRows(of index: Int, of vertex: VertexID, in job: JobID) -> [AttemptRow] {
    guard let current = subtaskRow(index, of: vertex, in: job) else { return [] }
    func row(_ number: Int, _ attempt: Subtask?) -> AttemptRow {
      AttemptRow(
        number: number, attempt: attempt,
        later: attempt.flatMap { laterWord(on: $0, of: job, than: current.receivedAt) },
        isSource: current.isSource, isSink: current.isSink,
        clock: settings.clock, now: serverKnownAt)
    }
    let number = current.subtask.attempt ?? 0
    let others = current.subtask.otherAttempts.map { row($0.attempt ?? 0, $0) }
    let beside = Set(others.map(\.number))
    return [row(number, current.subtask)] + others
      + formerAttempts(before: number).filter { !beside.contains($0) }.map {
        row($0, cluster.answers[.attempt(job, vertex, index, attempt: $0)]?.value)
      }
  }
}
