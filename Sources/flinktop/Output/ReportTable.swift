import TerminalUI

/// A column of a table in plain text, with what it shows of a row.
struct ReportColumn<Row> {
  var column: TextColumn
  var cell: (Row) -> TextCell

  init(_ column: TextColumn, cell: @escaping (Row) -> TextCell) {
    self.column = column
    self.cell = cell
  }

  /// A column of the screens' own table by its name, so that a text says what a screen says. `head` is the title where
  /// a line of text wants another; `minimum` and `dropOrder` are as for `TextColumn`. Nil where the table has no such
  /// column.
  init?<ID>(
    _ name: String, of table: Table<Row, ID>, head: String? = nil, minimum: Int? = nil,
    dropOrder: Int = 0
  ) {
    guard let shared = table.column(name) else { return nil }
    let spec = shared.head.spec
    column = TextColumn(
      head ?? spec.title, isRight: spec.alignment == .right, minimum: minimum,
      dropOrder: dropOrder)
    cell = { TextCell(shared.cell($0, spec.maximum).text) }
  }
}

extension TextTable {
  /// A row of text for each of `rows`.
  init<Row>(
    _ columns: [ReportColumn<Row>?], _ rows: [Row], width: TextWidth, charset: Charset
  ) {
    let known = columns.compactMap(\.self)
    self.init(
      columns: known.map(\.column), rows: rows.map { row in known.map { $0.cell(row) } },
      width: width, charset: charset)
  }
}
