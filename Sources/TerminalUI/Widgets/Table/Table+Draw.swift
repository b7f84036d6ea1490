extension Table {
  /// Where the table lies in `rect` (head and rows), without the columns named.
  package func placement(hiding hidden: Set<String> = [], in rect: Rect) -> TablePlacement {
    TablePlacement(heads, hiding: hidden, in: rect)
  }

  /// Draws head and rows as last arranged; `row` finds what is shown of one. The cursor is shown where `isFocused`.
  package func draw(
    _ state: TableState<ID>, at placement: TablePlacement, isFocused: Bool, charset: Charset,
    in frame: inout Frame, row: (ID) -> Row?
  ) {
    placement.drawHeads(
      sort: state.sort, isReversed: state.isReversed, charset: charset, in: &frame)
    for (line, id) in state.visible(height: placement.height).enumerated() {
      guard let row = row(id) else { continue }
      let rect = placement.line(line)
      draw(row, line: rect.row, at: placement, charset: charset, in: &frame)
      let isMarked = state.marked.contains(id)
      if isMarked { frame.restyle(rect) { $0.role = .marked } }
      if isFocused, state.selected == id { placement.select(rect, charset: charset, in: &frame) }
      if isMarked {
        frame.put("+", column: rect.column, row: rect.row, style: Style(.marked, isBold: true))
      }
    }
  }

  /// The cells of one row, in a line of the screen.
  package func draw(
    _ row: Row, line: Int, at placement: TablePlacement, charset: Charset, in frame: inout Frame
  ) {
    for placed in placement.columns {
      placement.put(
        columns[placed.index].cell(row, placed.width), in: placed, row: line, charset: charset,
        frame: &frame)
    }
  }
}
