package import StreamModel
package import TerminalUI

/// An accumulator in a list.
package struct AccumulatorRow {
  /// The place among all, as nothing keeps two from having one name.
  package var id: Int
  package var accumulator: Accumulator
  /// The subtask whose it is, where that is told.
  var part: SubtaskAccumulators?

  package static func all(_ accumulators: [Accumulator]) -> [AccumulatorRow] {
    accumulators.enumerated().map { AccumulatorRow(id: $0.offset, accumulator: $0.element) }
  }

  /// Those of each subtask, one after the other.
  package static func all(_ parts: [SubtaskAccumulators]) -> [AccumulatorRow] {
    let pairs = parts.flatMap { part in part.accumulators.map { (part, $0) } }
    return pairs.enumerated().map { place, pair in
      AccumulatorRow(id: place, accumulator: pair.1, part: pair.0)
    }
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
    columns: columns, givenOrder: "as told", id: \.id, searched: { searched($0) })

  /// By subtask.
  package static let bySubtask = Table<AccumulatorRow, Int>(
    columns: [
      TableColumn(
        "subtask", ColumnSpec("SUBTASK", minimum: 7, alignment: .right), canBeHidden: false,
        cell: { row, _ in row.part.map { CellText(String($0.subtask)) } ?? .unknown },
        key: { .number($0.part.map { Double($0.subtask) }) })
    ] + columns + [
      TableColumn(
        "attempt", ColumnSpec("ATTEMPT", minimum: 7, alignment: .right, dropOrder: 3),
        cell: { row, _ in
          row.part?.attempt.map { CellText("#\($0)", .dim) } ?? .unknown
        }, key: { .number($0.part?.attempt.map(Double.init)) }),
      TableColumn(
        "host", ColumnSpec("HOST", minimum: 12, maximum: 40, dropOrder: 2),
        cell: { row, _ in row.part?.host.map { CellText($0, .dim) } ?? .unknown },
        key: { .text($0.part?.host ?? "~") }),
    ], givenOrder: "by subtask", id: \.id,
    searched: { row in
      searched(row) + [row.part?.host ?? "", row.part.map { String($0.subtask) } ?? ""]
    })

  private static func searched(_ row: AccumulatorRow) -> [String] {
    [row.accumulator.name, row.accumulator.type ?? "", row.accumulator.value ?? ""]
  }

  private static let columns: [TableColumn<AccumulatorRow>] = [
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
  ]
}

extension ContextReader {
  /// What was told last; empty until something was.
  func accumulatorRows(_ question: AccumulatorsQuestion) -> [AccumulatorRow] {
    AccumulatorRow.all(cluster.answers[question]?.value ?? [])
  }

  /// Those of the subtasks of a vertex; empty until they were told.
  func accumulatorRows(_ question: SubtaskAccumulatorsQuestion) -> [AccumulatorRow] {
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
    drawAccumulatorRows(
      accumulatorRows(question), of: AccumulatorTable.table, table, in: rect, edge: edge,
      isFocused: isFocused, frame: &frame)
  }

  func drawAccumulatorRows(
    _ question: SubtaskAccumulatorsQuestion, _ table: TableState<Int>, in rect: Rect, edge: Rect,
    isFocused: Bool, frame: inout Frame
  ) {
    guard cluster.answers[question] != nil else {
      return drawReason(waitingText(question), in: rect, frame: &frame)
    }
    drawAccumulatorRows(
      accumulatorRows(question), of: AccumulatorTable.bySubtask, table, in: rect, edge: edge,
      isFocused: isFocused, frame: &frame)
  }

  private func drawAccumulatorRows(
    _ rows: [AccumulatorRow], of columns: Table<AccumulatorRow, Int>, _ table: TableState<Int>,
    in rect: Rect, edge: Rect, isFocused: Bool, frame: inout Frame
  ) {
    guard !rows.isEmpty else {
      return drawReason("Its code adds up nothing.", in: rect, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("accumulator", table.filter), in: rect, frame: &frame)
    }
    let placement = columns.placement(hiding: table.hidden, in: rect)
    columns.draw(
      table, at: placement, isFocused: isFocused, charset: settings.charset, in: &frame
    ) { rows.indices.contains($0) ? rows[$0] : nil }
    drawMore(placement, offset: table.offset, count: table.order.count, edge, in: &frame)
  }
}
