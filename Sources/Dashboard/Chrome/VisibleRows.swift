import StreamModel
import TerminalUI

/// A list with its head, and below it a few lines for what does not fit into the selected row.
struct TableLayout: Hashable {
  /// The head and the rows.
  var list: Rect
  /// Empty where rows are scarce.
  var detail: Rect

  init(in rect: Rect) {
    let rows =
      switch rect.rows {
      case ..<6: 0
      case ..<8: 1
      case ..<20: 2
      default: 3
      }
    list = rect.inset(bottom: rows)
    detail = Rect(
      column: rect.column, row: rect.endRow - rows, columns: rect.columns, rows: rows)
  }

  /// Rows of the list that are seen at once.
  var visibleRows: Int { max(0, list.rows - 1) }
}

extension ContextReader {
  /// Writes what the selected row is too narrow for, in as many lines as there are.
  func drawDetail(_ cell: CellText, in rect: Rect, frame: inout Frame) {
    let lines = Wrapping.lines(
      cell.text, width: rect.columns - 2, limit: rect.rows, isASCII: settings.charset.isASCII)
    for (index, line) in lines.enumerated() {
      frame.put(
        line, column: rect.column + 1, row: rect.row + index,
        style: Style(cell.role, isBold: cell.isBold))
    }
  }

  /// Says why a pane has no rows, in as many lines as that takes.
  func drawReason(_ text: String, in rect: Rect, frame: inout Frame) {
    drawDetail(CellText(text, .dim), in: rect, frame: &frame)
  }
}
