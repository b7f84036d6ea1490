import StreamModel
package import TerminalUI

/// The table of the subtasks of a vertex.
package enum SubtaskTable {
  /// The order until the user chooses another.
  static let worstFirst = "state"

  package static let table = Table<SubtaskRow, Int>(
    columns: identity + load + traffic + place, givenOrder: "by subtask", id: \.index,
    searched: { row in
      [
        String(row.index), row.subtask.state.name, row.subtask.host ?? "",
        row.subtask.taskManager?.text ?? "",
      ]
    })

  private static let identity: [TableColumn<SubtaskRow>] = [
    TableColumn(
      "subtask", ColumnSpec("SUBTASK", minimum: 7, alignment: .right), canBeHidden: false,
      cell: { row, _ in CellText(String(row.index), .title) },
      key: { .number(-Double($0.index)) }),
    TableColumn(
      worstFirst, ColumnSpec("STATE", minimum: 8, maximum: 12), order: "worst first",
      cell: { row, _ in row.subtask.state.cell(row.later) },
      key: { $0.severity }),
    TableColumn(
      "attempt", ColumnSpec("ATTEMPT", minimum: 7, alignment: .right, dropOrder: 7),
      cell: { row, _ in
        row.subtask.attempt.map {
          CellText("#\($0)", $0 > 0 && row.later == nil ? .warning : .dim)
        } ?? .unknown
      }, key: { .number($0.subtask.attempt.map(Double.init)) }),
  ]

  private static let load: [TableColumn<SubtaskRow>] = [
    TableColumn(
      "busy", ColumnSpec("BUSY", minimum: 5, alignment: .right),
      cell: { row, _ in row.share(\.busy, high: 0.9, role: .busy) },
      key: { .share($0.pressure?.value.busy) }),
    TableColumn(
      "backpressure", ColumnSpec("BACKP.", minimum: 6, alignment: .right, dropOrder: 1),
      cell: { row, _ in row.share(\.backpressured, high: 0.5, role: .backpressured) },
      key: { .share($0.pressure?.value.backpressured) }),
    TableColumn(
      "idle", ColumnSpec("IDLE", minimum: 5, alignment: .right, dropOrder: 8),
      cell: { row, _ in row.share(\.idle, high: 2, role: .text) },
      key: { .share($0.pressure?.value.idle) }),
    TableColumn(
      "bar", ColumnSpec("", minimum: 5, maximum: 16, dropOrder: 4), cell: { $0.bar(width: $1) }),
  ]

  private static let traffic: [TableColumn<SubtaskRow>] = [
    rate("in", "IN/s", dropOrder: 2) { $0.recordsIn },
    rate("out", "OUT/s", dropOrder: 3) { $0.recordsOut },
    bytes("bytesin", "BYTES IN/s", dropOrder: 10) { $0.bytesIn },
    bytes("bytesout", "BYTES OUT/s", dropOrder: 11) { $0.bytesOut },
    TableColumn(
      "lag", ColumnSpec("LAG", minimum: 8, alignment: .right, dropOrder: 0),
      cell: { row, _ in row.lagText }, key: { .duration($0.lag) }),
  ]

  private static let place: [TableColumn<SubtaskRow>] = [
    TableColumn(
      "uptime", ColumnSpec("UP", minimum: 7, alignment: .right, dropOrder: 6),
      cell: { row, _ in
        row.duration.map { CellText(Format.age($0), row.later == nil ? .text : .dim) } ?? .unknown
      }, key: { .age($0.duration) }),
    TableColumn(
      "start", ColumnSpec("START", minimum: 11, alignment: .right, dropOrder: 9),
      cell: { row, _ in
        row.subtask.startTime.map { CellText(row.clock.brief($0, now: row.now), .dim) } ?? .unknown
      }, key: { .time($0.subtask.startTime) }),
    TableColumn(
      "host", ColumnSpec("HOST", minimum: 21, maximum: 44, dropOrder: 5),
      cell: { row, _ in
        row.subtask.host.map { CellText($0, .dim) } ?? .unknown
      }, key: { .text($0.subtask.host ?? "") }),
  ]

  private static func rate(
    _ name: String, _ title: String, dropOrder: Int,
    _ rate: @escaping @Sendable (SubtaskRow) -> Observed<Rate>?
  ) -> TableColumn<SubtaskRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: 6, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in row.cell(rate(row)) { CellText(Format.count($0.perSecond)) } },
      key: { .rate(rate($0)?.value) })
  }

  private static func bytes(
    _ name: String, _ title: String, dropOrder: Int,
    _ rate: @escaping @Sendable (SubtaskRow) -> Observed<Rate>?
  ) -> TableColumn<SubtaskRow> {
    TableColumn(
      name, ColumnSpec(title, minimum: title.count, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in row.cell(rate(row)) { CellText(Format.bytes($0.perSecond)) } },
      key: { .rate(rate($0)?.value) })
  }
}
