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
  // Combining marks by cell index; empty nearly always.
  private var marks: [Int: [Unicode.Scalar]] = [:]

  package init(size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: Cell(), count: self.size.columns * self.size.rows)
  }

  package var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell at a place inside the frame.
  package subscript(column: Int, row: Int) -> Cell { cells[row * size.columns + column] }

  /// Whether any cell has combining marks at all.
  package var hasMarks: Bool { !marks.isEmpty }

  /// The combining marks of the cell at a place inside the frame, at most `Glyph.maximumMarks`.
  package func marks(column: Int, row: Int) -> [Unicode.Scalar] {
    marks.isEmpty ? [] : marks[row * size.columns + column] ?? []
  }

  /// Writes text from `column` on, at most `limit` cells and never past the frame's edge. A wide character
  /// that does not fit whole is left out. Control characters are shown as `SafeText` spells them.
  ///
  /// Returns the number of cells used.
  @discardableResult
  package mutating func put(
    _ text: String, column: Int, row: Int, limit: Int = Int.max, style: Style = .text
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, limit > 0 else { return 0 }
    let (sum, isBeyond) = column.addingReportingOverflow(limit)
    let end = isBeyond ? size.columns : min(size.columns, sum)
    if let count = putASCII(text, column: column, end: end, row: row, style: style) { return count }
    var place = column
    for glyph in Glyph.Sequence(text) {
      let width = Int(glyph.width)
      if place + width > end { break }
      if place >= 0 { store(glyph, column: place, row: row, style: style) }
      place += width
    }
    return place - column
  }

  /// Writes text from `column` on, as for a `String`.
  @discardableResult
  package mutating func put(
    _ text: some StringProtocol, column: Int, row: Int, limit: Int = Int.max, style: Style = .text
  ) -> Int {
    put(String(text), column: column, row: row, limit: limit, style: style)
  }

  /// Fills a rectangle with one narrow character; any other is taken as a blank.
  package mutating func fill(_ rect: Rect, with scalar: Unicode.Scalar = " ", style: Style = .text)
  {
    let cell = Cell(scalar: ScalarKind(scalar) == .narrow ? scalar : " ", style: style)
    let (columns, rows) = clipped(rect)
    if columns.isEmpty { return }
    for row in rows {
      blankCutWideCharacters(columns, row: row)
      let start = row * size.columns
      for index in (start + columns.lowerBound)..<(start + columns.upperBound) {
        cells[index] = cell
      }
    }
  }

  /// Changes the style of what is drawn already, as for the selected row.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let (columns, rows) = clipped(rect)
    for row in rows {
      for column in columns { change(&cells[row * size.columns + column].style) }
    }
  }

  /// The text of each row without trailing blanks, for tests and for saving the screen.
  package var lines: [String] {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.columns {
        let cell = self[column, row]
        if cell.width == 0 { continue }
        line.append(cell.scalar)
        line.append(contentsOf: marks(column: column, row: row))
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}

extension Frame {
  /// The fast way, for text that is all printable ASCII; nil where it is not.
  private mutating func putASCII(_ text: String, column: Int, end: Int, row: Int, style: Style)
    -> Int?
  {
    guard let count = SafeText.printableASCIICount(text) else { return nil }
    let last = min(end, column + count)
    let columns = max(0, column)..<max(0, column, last)
    if columns.isEmpty { return max(0, last - column) }
    blankCutWideCharacters(columns, row: row)
    var index = row * size.columns + columns.lowerBound
    var skipped = columns.lowerBound - column
    for byte in text.utf8 {
      if skipped > 0 {
        skipped -= 1
        continue
      }
      if index == row * size.columns + columns.upperBound { break }
      cells[index] = Cell(scalar: Unicode.Scalar(byte), style: style)
      index += 1
    }
    return last - column
  }

  private mutating func store(_ glyph: Glyph, column: Int, row: Int, style: Style) {
    let width = Int(glyph.width)
    blankCutWideCharacters(column..<(column + width), row: row)
    let index = row * size.columns + column
    cells[index] = Cell(scalar: glyph.scalar, width: glyph.width, style: style)
    if width == 2 { cells[index + 1] = Cell(width: 0, style: style) }
    if !glyph.marks.isEmpty { marks[index] = glyph.marks }
  }

  /// Makes room for new cells: a wide character of which only one half is overwritten loses the other, and the
  /// marks of what stood there go.
  private mutating func blankCutWideCharacters(_ columns: Range<Int>, row: Int) {
    let start = row * size.columns
    let first = start + columns.lowerBound
    let last = start + columns.upperBound - 1
    if cells[first].width == 0, columns.lowerBound > 0 {
      cells[first - 1] = Cell(style: cells[first - 1].style)
      if !marks.isEmpty { marks[first - 1] = nil }
    }
    if cells[last].width == 2, columns.upperBound < size.columns {
      cells[last + 1] = Cell(style: cells[last + 1].style)
    }
    if !marks.isEmpty {
      for index in first...last { marks[index] = nil }
    }
  }

  private func clipped(_ rect: Rect) -> (columns: Range<Int>, rows: Range<Int>) {
    let column = max(0, rect.column)
    let row = max(0, rect.row)
    return (
      column..<max(column, min(size.columns, rect.endColumn)),
      row..<max(row, min(size.rows, rect.endRow))
    )
  }
}
