package import StreamModel
package import TerminalUI

/// An accumulator in a list.
package struct AccumulatorRow {
  /// The place among all, as nothing keeps two from having one name.
  package var id: Int
  package var accumulator: Accumulator

  package static func all(_ accumulators: [Accumulator]) -> [AccumulatorRow] {
    accumulators.enumerated().map { AccumulatorRow(id: $0.offset, accumulator: $0.element) }
  }

  /// Its whole value, over the screen.
  var reading: ScreenEffect {
    let value = accumulator.value ?? "-"
    return .show(.text(title: SafeText.plain(accumulator.name), body: value, offset: 0))
  }
}

/// The table of accumulators.
package enum AccumulatorTable {
  package static let table = Table<AccumulatorRow, Int>(
    columns: [
      TableColumn(
        "name", ColumnSpec("NAME", minimum: 16, maximum: 50), canBeHidden: false,
        cell: { row, _ in CellText(row.accumulator.name, .title) },
        key: { .text($0.accumulator.name.lowercased()) }),
      TableColumn(
        "type", ColumnSpec("TYPE", minimum: 14, maximum: 30, dropOrder: 1),
        cell: { row, _ in row.accumulator.type.map { CellText($0, .dim) } ?? .unknown },
        key: { .text($0.accumulator.type?.lowercased() ?? "~") }),
      TableColumn(
        "value", ColumnSpec("VALUE", minimum: 14, maximum: 200), canBeHidden: false,
        cell: { row, _ in
          // What no line has room for need not be made safe whole each time.
          row.accumulator.value.map { CellText(String($0.prefix(400))) } ?? .unknown
        }, key: { .number($0.accumulator.value.flatMap(Double.init)) }),
    ], givenOrder: "as told", id: \.id,
    searched: { [$0.accumulator.name, $0.accumulator.type ?? "", $0.accumulator.value ?? ""] })
}

extension ContextReader {
  /// What was told last; empty until something was.
  func accumulatorRows(_ question: AccumulatorsQuestion) -> [AccumulatorRow] {
    AccumulatorRow.all(cluster.answers[question]?.value ?? [])
  }

  /// The rows of accumulators, or why there are none; `edge` is the inside of the frame around them.
  func drawAccumulatorRows(
    _ question: AccumulatorsQuestion, _ table: TableState<Int>, in rect: Rect, edge: Rect,
    isFocused: Bool, frame: inout Frame
  ) {
    guard cluster.answers[question] != nil else {
      return drawReason(waitingText(question), in: rect, frame: &frame)
    }
    let rows = accumulatorRows(question)
    guard !rows.isEmpty else {
      return drawReason("Its code adds up nothing.", in: rect, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("accumulator", table.filter), in: rect, frame: &frame)
    }
    let placement = AccumulatorTable.table.placement(hiding: table.hidden, in: rect)
    AccumulatorTable.table.draw(
      table, at: placement, isFocused: isFocused, charset: settings.charset, in: &frame
    ) { rows.indices.contains($0) ? rows[$0] : nil }
    drawMore(placement, offset: table.offset, count: table.order.count, edge, in: &frame)
  }
}
