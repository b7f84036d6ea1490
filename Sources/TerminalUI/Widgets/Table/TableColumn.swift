/// What is known of a column without its rows: its name, where it lies, what its head says.
package struct ColumnHead: Sendable {
  /// Its name in `:sort`, `:columns` and the configuration, in small letters.
  package var name: String
  package var spec: ColumnSpec
  /// True where rows can be ordered by it.
  package var isSortable: Bool
  /// Says the order in words where it is not `by TITLE`.
  package var order: String?
  /// False for what a row is known by: it can't be left out.
  package var canBeHidden: Bool
  /// Stands in the head in place of a title, where it has room.
  package var legend: (@Sendable (Charset) -> [Span])?

  /// The word for it in the command line: its title in small letters, or its name where it has none.
  package var word: String { spec.title.isEmpty ? name : spec.title.lowercased() }

  /// The order in words, with the column named as its head does: `by LAG`, `worst first`.
  package var orderWords: String { order ?? "by \(spec.title)" }

  /// True where a typed word means this column, by title or name, in any case.
  package func isCalled(_ text: String) -> Bool {
    let text = text.lowercased()
    return word == text || name == text
  }
}

/// A column of a table as a value: where it lies, what it shows of a row, and how it orders rows.
package struct TableColumn<Row>: Sendable {
  package var head: ColumnHead
  /// What it shows in a row; `width` is what a sparkline or a bar has.
  package var cell: @Sendable (_ row: Row, _ width: Int) -> CellText
  /// What it orders rows by; nil where there is nothing to order by.
  package var key: (@Sendable (Row) -> SortKey)?

  package init(
    _ name: String, _ spec: ColumnSpec, order: String? = nil, canBeHidden: Bool = true,
    legend: (@Sendable (Charset) -> [Span])? = nil,
    cell: @escaping @Sendable (_ row: Row, _ width: Int) -> CellText,
    key: (@Sendable (Row) -> SortKey)? = nil
  ) {
    head = ColumnHead(
      name: name, spec: spec, isSortable: key != nil, order: order, canBeHidden: canBeHidden,
      legend: legend)
    self.cell = cell
    self.key = key
  }
}
