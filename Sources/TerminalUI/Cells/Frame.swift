/// One character cell: a base scalar, at most a few combining marks, and a style.
package struct Cell: Hashable, Sendable {
  /// The base character; a space where nothing was drawn.
  package var scalar: Unicode.Scalar
  /// Combining marks and joiners that belong to it; empty nearly always.
  package var marks: [Unicode.Scalar]
  /// 1, 2 for a wide character, 0 for the right half of one (its scalar is a space).
  package var width: UInt8
  package var style: Style

  package init(
    scalar: Unicode.Scalar = " ", marks: [Unicode.Scalar] = [], width: UInt8 = 1,
    style: Style = .text
  ) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
    self.style = style
  }
}

/// A whole screen as a value. Everything drawn is clipped to it and made safe: no cell ever holds a
/// control character, so nothing a server sent can reach the terminal as a command.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Row by row, `size.columns` cells each.
  package private(set) var cells: [Cell]
  /// Where the terminal's cursor is to be shown (a text field), or nil to hide it.
  package var cursor: (column: Int, row: Int)? {
    get { cursorCell.map { ($0.column, $0.row) } }
    set { cursorCell = newValue.map { Rect(column: $0.0, row: $0.1, columns: 1, rows: 1) } }
  }
  private var cursorCell: Rect?

  package init(size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: Cell(), count: self.size.columns * self.size.rows)
  }

  package var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell at a place inside the frame.
  package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

  /// Writes text from `column` on, at most `limit` cells and never past the frame's edge. A wide character
  /// that does not fit whole is left out. Control characters are shown as `SafeText` spells them.
  ///
  /// Returns the number of cells used.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, column: Int, row: Int, limit: Int = Int.max, style: Style = .text
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, limit > 0 else { return 0 }
    let start = column
    let end = min(size.columns, limit > size.columns ? size.columns : column + limit)
    var column = column
    for glyph in Glyph.Sequence(text) {
      let width = Int(glyph.width)
      if width == 0 { continue }
      if column + width > end { break }
      if column >= 0 {
        store(
          Cell(scalar: glyph.scalar, marks: glyph.marks, width: glyph.width, style: style),
          column: column, row: row)
      }
      column += width
    }
    return max(0, column - start)
  }

  /// Fills a rectangle with one narrow character.
  package mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .text)
  {
    for row in max(0, rect.row)..<max(0, rect.row, min(size.rows, rect.endRow)) {
      for column in max(0, rect.column)..<max(0, rect.column, min(size.columns, rect.endColumn)) {
        store(Cell(scalar: scalar, style: style), column: column, row: row)
      }
    }
  }

  /// Changes the style of what is drawn already, as for the selected row.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    for row in max(0, rect.row)..<max(0, rect.row, min(size.rows, rect.endRow)) {
      for column in max(0, rect.column)..<max(0, rect.column, min(size.columns, rect.endColumn)) {
        change(&cells[row * size.columns + column].style)
      }
    }
  }

  /// Keeps wide characters whole: overwriting one half blanks the other.
  private mutating func store(_ cell: Cell, column: Int, row: Int) {
    let index = row * size.columns + column
    if cells[index].width == 0, column > 0 {
      cells[index - 1] = Cell(style: cells[index - 1].style)
    }
    let last = index + max(1, Int(cell.width)) - 1
    if cells[last].width == 2, column + Int(cell.width) < size.columns {
      cells[last + 1] = Cell(style: cells[last + 1].style)
    }
    cells[index] = cell
    if cell.width == 2 { cells[index + 1] = Cell(width: 0, style: cell.style) }
  }

  /// The text of each row without trailing blanks, for tests and for saving the screen.
  package var lines: [String] {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.columns {
        let cell = self[column, row]
        if cell.width == 0 { continue }
        line.append(cell.scalar)
        line.append(contentsOf: cell.marks)
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}
