package import StreamModel
package import TerminalUI

/// The table of a job's vertices: in the vertices pane, on the wall, and in the text report.
package enum VertexTable {
  package static let table = Table<VertexRow, VertexID>(
    columns: [
      TableColumn(
        "severity", ColumnSpec("", minimum: 1), order: "worst first", canBeHidden: false,
        cell: { row, _ in row.sign }, key: { $0.severity }),
      TableColumn(
        "name", ColumnSpec("VERTEX", minimum: 14, maximum: 44), canBeHidden: false,
        cell: { row, width in
          CellText(row.name(width: width), row.isCulprit ? .warning : .title)
        }, key: { .text($0.vertex.name.lowercased()) }),
      TableColumn(
        "parallelism", ColumnSpec("P", minimum: 3, alignment: .right, dropOrder: 3),
        cell: { row, _ in row.parallelism },
        key: { .number($0.vertex.parallelism.map(Double.init)) }),
      TableColumn(
        "busy", ColumnSpec("BUSY", minimum: 5, alignment: .right),
        cell: { row, _ in row.share(\.busy, high: 0.9, role: .busy) },
        key: { .share($0.pressure?.busy) }),
      TableColumn(
        "backpressure", ColumnSpec("BACKP.", minimum: 6, alignment: .right),
        cell: { row, _ in row.share(\.backpressured, high: 0.5, role: .backpressured) },
        key: { .share($0.pressure?.backpressured) }),
      TableColumn(
        "bar", ColumnSpec("", minimum: 5, maximum: 30), legend: barLegend,
        cell: { $0.bar(width: $1) }),
      TableColumn(
        "in", ColumnSpec("IN/s", minimum: 6, alignment: .right, dropOrder: 2),
        cell: { row, _ in row.recordsIn }, key: { .rate($0.shown($0.inputRate)) }),
      TableColumn(
        "out", ColumnSpec("OUT/s", minimum: 6, alignment: .right, dropOrder: 1),
        cell: { row, _ in row.recordsOut }, key: { .rate($0.shown($0.model?.recordsOut)) }),
      TableColumn(
        "trend", ColumnSpec("5 min", minimum: 6, maximum: 20, dropOrder: 4),
        cell: { $0.course(width: $1) }),
      TableColumn(
        "skew", ColumnSpec("SKEW", minimum: 4, alignment: .right, dropOrder: 5),
        cell: { row, _ in row.skew },
        key: { .number($0.pressure == nil ? nil : $0.model?.skewPercent) }),
    ], givenOrder: "in plan order", id: { $0.vertex.id },
    searched: { [$0.vertex.name, $0.vertex.id.text, $0.vertex.state.name] })

  /// The order until the user chooses another; plan order only breaks its ties.
  static let worstFirst = "severity"

  /// What a history server never tells.
  static let ofNow: Set = ["busy", "backpressure", "bar", "trend", "skew"]

  /// Which shade of the bar is which share.
  private static func barLegend(_ charset: Charset) -> [Span] {
    [
      Span("\(charset.busyFill) busy ", .busy),
      Span("\(charset.backpressuredFill) backpressured ", .backpressured),
      Span("\(charset.idleFill) idle", .idle),
    ]
  }
}
