import StreamModel
import TerminalUI

extension DashboardState {
  /// What lies over the screen, if anything does.
  func drawOverlay(in frame: inout Frame) {
    switch overlay {
    case .dialog(let dialog): drawDialog(dialog, in: &frame)
    case .form(let form): drawForm(form, in: &frame)
    case .help, .operation, .text, .tool:
      if let readingText { drawText(readingText, in: &frame) }
    case .columns(let cursor): drawColumns(cursor, in: &frame)
    case .picker(let picker): drawPicker(picker, in: &frame)
    case .formula(let entry): drawFormula(entry, in: &frame)
    case .filter, .search, .commandLine, nil: break
    }
  }

  /// A box in the middle of the screen over what was there.
  func window(
    columns: Int, rows: Int, title: String, remark: String = "", role: Role?, in frame: inout Frame
  )
    -> Rect
  {
    let columns = min(columns, size.columns - 2)
    let rows = min(rows, size.rows - 2)
    let rect = Rect(
      column: (size.columns - columns) / 2, row: max(1, (size.rows - rows) / 2), columns: columns,
      rows: rows)
    frame.fill(rect, style: Style(.dialog))
    return Box.draw(
      rect, title: title, remark: remark, isFocused: role == nil, role: role,
      charset: settings.charset, in: &frame)
  }

  private func drawText(_ text: ReadingText, in frame: inout Frame) {
    let more = text.lastOffset - text.offset
    let inside = window(
      columns: text.width, rows: text.rows + 2, title: text.title,
      remark: more > 0 ? "\(more) more lines below" : "any key closes", role: nil, in: &frame)
    for (index, line) in text.lines.dropFirst(text.offset).prefix(inside.rows).enumerated() {
      frame.put(
        line, column: inside.column + 1, row: inside.row + index, limit: inside.columns - 2,
        charset: settings.charset)
    }
  }
}
