package import StreamModel
package import TerminalUI

/// A rescale in a list.
package struct RescaleRow {
  package var record: RescaleRecord
  var clock: LocalClock
  var now: Timestamp

  /// It counts on while the rescale goes on.
  var duration: Duration? {
    guard record.endTime == nil, let start = record.startTime else { return record.duration }
    return max(.zero, now.since(start))
  }

  var outcome: CellText {
    switch record.outcome {
    case nil: CellText("in progress", .accent)
    case "COMPLETED": CellText("COMPLETED", .good)
    case "FAILED": CellText("FAILED", .critical)
    case let other?: CellText(other, .dim)
    }
  }
}

/// The table of the rescales of a job.
package enum RescaleTable {
  package static let table = Table<RescaleRow, String>(
    columns: [
      TableColumn(
        "start", ColumnSpec("START", minimum: 11, alignment: .right), canBeHidden: false,
        cell: { row, _ in
          row.record.startTime.map { CellText(row.clock.brief($0, now: row.now), .title) }
            ?? .unknown
        }, key: { .time($0.record.startTime) }),
      TableColumn(
        "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.duration.map { CellText(Format.duration($0)) } ?? .unknown
        }, key: { .duration($0.duration) }),
      TableColumn(
        "outcome", ColumnSpec("OUTCOME", minimum: 11, maximum: 14, dropOrder: 2),
        cell: { row, _ in row.outcome },
        key: { .text($0.record.outcome ?? "") }),
      TableColumn(
        "cause", ColumnSpec("CAUSE", minimum: 18, maximum: 30),
        cell: { row, _ in row.record.cause.map { CellText($0) } ?? .unknown },
        key: { .text($0.record.cause ?? "~") }),
      TableColumn(
        "reason", ColumnSpec("REASON", minimum: 12, maximum: 60, dropOrder: 4),
        cell: { row, _ in row.record.reason.map { CellText($0, .dim) } ?? .unknown },
        key: { .text($0.record.reason ?? "~") }),
      TableColumn(
        "attempt", ColumnSpec("ATTEMPT", minimum: 7, alignment: .right, dropOrder: 5),
        cell: { row, _ in
          row.record.attempt.map { CellText(String($0), .dim) } ?? .unknown
        }, key: { .number(row($0)) }),
    ], givenOrder: "newest first", id: \.record.id,
    searched: { row in
      [row.record.cause ?? "", row.record.outcome ?? "", row.record.reason ?? ""]
    })

  private static func row(_ row: RescaleRow) -> Double? { row.record.attempt.map(Double.init) }

  /// A rescale by vertex.
  static let vertices = Table<RescaleDetail.VertexPart, VertexID>(
    columns: [
      TableColumn(
        "vertex", ColumnSpec("VERTEX", minimum: 16, maximum: 60),
        cell: { part, _ in CellText(Vertex.shortName(of: part.name), .title) }),
      count("before", "BEFORE", 0) { $0.before }, count("after", "AFTER", 0) { $0.after },
      count("desired", "DESIRED", 1) { $0.desired }, count("least", "LEAST", 2) { $0.sufficient },
    ], id: \.vertex, searched: { [$0.name] })

  private static func count(
    _ name: String, _ title: String, _ dropOrder: Int,
    _ count: @escaping @Sendable (RescaleDetail.VertexPart) -> Int?
  ) -> TableColumn<RescaleDetail.VertexPart> {
    TableColumn(
      name, ColumnSpec(title, minimum: 7, alignment: .right, dropOrder: dropOrder),
      cell: { part, _ in count(part).map { CellText(String($0)) } ?? .unknown })
  }
}

extension ReportContext {
  /// Newest first.
  package func rescales(of job: JobID) -> [RescaleRow] { rescaleRows(of: job) }
}

extension ContextReader {
  func rescaleRows(of job: JobID) -> [RescaleRow] {
    (cluster.answers[.rescales(job)]?.value ?? []).map {
      RescaleRow(record: $0, clock: settings.clock, now: serverKnownAt)
    }
  }
}
