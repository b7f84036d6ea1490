/// Where a table lies: its head in the first row, its rows below, one cell at the left for the bar of the selected row
/// and one blank at the right. Drawing, clicks and page keys go by the same.
package struct TablePlacement: Sendable {
  /// Head and rows.
  package var rect: Rect
  /// The columns that have room, from left to right.
  package var columns: [PlacedColumn]
  private let heads: [ColumnHead]

  /// Columns go in their fixed order where room is short; those named in `hidden` are left out from the start.
  package init(_ heads: [ColumnHead], hiding hidden: Set<String> = [], in rect: Rect) {
    self.rect = rect
    self.heads = heads
    let shown = heads.indices.filter { !heads[$0].canBeHidden || !hidden.contains(heads[$0].name) }
    columns = ColumnLayout.place(shown.map { heads[$0].spec }, width: rect.columns - 2)
    for place in columns.indices { columns[place].index = shown[columns[place].index] }
  }

  /// Rows that are seen at once.
  package var height: Int { max(0, rect.rows - 1) }

  /// The first cell of a placed column on the screen.
  package func start(of placed: PlacedColumn) -> Int { rect.column + 1 + placed.column }

  /// The columns on the screen.
  package var shown: [ColumnHead] { columns.map { heads[$0.index] } }

  /// The column whose head a cell belongs to, the blank behind it included.
  package func head(column: Int, row: Int) -> ColumnHead? {
    guard row == rect.row, height > 0 else { return nil }
    return columns.first { placed in
      (start(of: placed)...start(of: placed) + placed.width).contains(column)
    }.map { heads[$0.index] }
  }

  /// The line of rows, from 0, that a cell belongs to.
  package func line(column: Int, row: Int) -> Int? {
    let line = row - rect.row - 1
    guard (rect.column..<rect.endColumn).contains(column), (0..<height).contains(line) else {
      return nil
    }
    return line
  }

  /// Titles, with the mark of the order on the one sorted by.
  package func drawHeads(
    sort: String?, isReversed: Bool, charset: Charset, in frame: inout Frame
  ) {
    guard rect.rows > 0 else { return }
    for placed in columns {
      let head = heads[placed.index]
      if let legend = head.legend {
        let spans = legend(charset)
        if spans.width <= placed.width {
          frame.put(spans, column: start(of: placed), row: rect.row)
        }
        continue
      }
      let isSorted = head.isSortable && head.name == sort
      let mark = isSorted ? String(isReversed ? charset.ascending : charset.descending) : ""
      let title = head.spec.title
      // The name matters more than its blank, and than the mark: colour and weight tell it too.
      let wanted = title.isEmpty ? [mark] : ["\(title) \(mark)", title + mark, title]
      let text = mark.isEmpty ? title : wanted.first { CellWidth.of($0) <= placed.width } ?? title
      put(
        CellText(text, isSorted ? .accent : .tableHead, isBold: isSorted), in: placed,
        row: rect.row, charset: charset, frame: &frame)
    }
  }

  /// Writes a cell, cut to its column and aligned in it.
  package func put(
    _ cell: CellText, in placed: PlacedColumn, row: Int, charset: Charset, frame: inout Frame
  ) {
    let shown = CellWidth.truncate(cell.text, to: placed.width, isASCII: charset.isASCII)
    let isRight = heads[placed.index].spec.alignment == .right
    let indent = isRight ? placed.width - CellWidth.of(shown) : 0
    let used = frame.put(
      shown, column: start(of: placed) + indent, row: row,
      style: Style(cell.role, isBold: cell.isBold))
    guard !cell.tail.isEmpty else { return }
    frame.put(cell.tail, column: start(of: placed) + indent + used, row: row)
  }

  /// A row's whole line.
  package func line(_ line: Int) -> Rect {
    Rect(column: rect.column, row: rect.row + 1 + line, columns: rect.columns, rows: 1)
  }

  /// The selected row: a bar at its left and reverse video, not colour alone.
  package func select(_ line: Rect, charset: Charset, in frame: inout Frame) {
    frame.restyle(line) { style in
      style.isReversed = true
      if style.role != .critical && style.role != .warning { style.role = .selection }
    }
    frame.put(
      String(charset.selected), column: line.column, row: line.row,
      style: Style(.accent, isBold: true))
  }

  /// ` 3-12 of 40 ` where there are more rows than are seen; nil where all are.
  package func position(offset: Int, count: Int) -> Span? {
    guard count > height, height > 0 else { return nil }
    return Span(" \(offset + 1)-\(min(count, offset + height)) of \(count) ", .dim)
  }
}
