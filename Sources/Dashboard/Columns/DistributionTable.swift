import StreamModel
import TerminalUI

/// One figure of all checkpoints that Flink keeps, from the lowest to the highest.
struct DistributionRow {
  var name: String
  var figures: Distribution?
  var format: @Sendable (Double) -> String

  /// The figures side by side.
  static let table = Table<DistributionRow, String>(
    columns: [
      TableColumn(
        "name", ColumnSpec("", minimum: 10), cell: { row, _ in CellText(row.name, .dim) }),
      column("MIN", dropOrder: 1) { $0.min }, column("AVG") { $0.average },
      column("P50", dropOrder: 3) { $0.p50 },
      column("P90", dropOrder: 4) { $0.p90 }, column("P99", dropOrder: 2) { $0.p99 },
      column("MAX") { $0.max },
    ], id: { $0.name }, searched: { [$0.name] })

  private static func column(
    _ title: String, dropOrder: Int = 0, _ value: @escaping @Sendable (Distribution) -> Double?
  ) -> TableColumn<DistributionRow> {
    TableColumn(
      title.lowercased(),
      ColumnSpec(title, minimum: 9, maximum: 12, alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        row.figures.flatMap(value).map { CellText(row.format($0)) } ?? .unknown
      })
  }
}
