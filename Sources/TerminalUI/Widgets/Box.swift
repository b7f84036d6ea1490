/// Frames with a title on the left and a remark on the right of their upper edge.
package enum Box {
  /// Draws a frame around `rect`'s edge and returns the inside.
  @discardableResult
  package static func draw(
    _ rect: Rect, title: String, remark: String = "", isFocused: Bool = false, role: Role? = nil,
    charset: Charset, in frame: inout Frame
  ) -> Rect {
    guard rect.columns >= 4, rect.rows >= 2 else { return rect }
    let style = Style(role ?? (isFocused ? .borderFocused : .border))
    let line = String(repeating: charset.horizontal, count: rect.columns - 2)
    frame.put(
      "\(charset.corners[0])\(line)\(charset.corners[1])", column: rect.column, row: rect.row,
      style: style)
    frame.put(
      "\(charset.corners[3])\(line)\(charset.corners[2])", column: rect.column,
      row: rect.endRow - 1,
      style: style)
    let side = String(charset.vertical)
    for row in (rect.row + 1)..<max(rect.row + 1, rect.endRow - 1) {
      frame.put(side, column: rect.column, row: row, style: style)
      frame.put(side, column: rect.endColumn - 1, row: row, style: style)
    }
    let titleRoom = rect.columns - 4
    guard titleRoom > 2 else { return rect.inset(left: 1, top: 1, right: 1, bottom: 1) }
    let shown = CellWidth.truncate(title, to: titleRoom - 2, isASCII: charset.isASCII)
    let titleStyle = Style(isFocused ? .accent : role ?? .title, isBold: isFocused)
    let used = frame.put(
      " \(shown) ", column: rect.column + 1, row: rect.row, limit: titleRoom, style: titleStyle)
    let remarkRoom = titleRoom - used - 1
    if !remark.isEmpty, remarkRoom > 6 {
      let text = " \(CellWidth.truncate(remark, to: remarkRoom - 2, isASCII: charset.isASCII)) "
      frame.put(
        text, column: rect.endColumn - 2 - CellWidth.of(text), row: rect.row, style: .dim)
    }
    return rect.inset(left: 1, top: 1, right: 1, bottom: 1)
  }

  /// A rule over the whole width, with a title set into it.
  package static func rule(
    row: Int, title: String = "", remark: String = "", columns: Int, charset: Charset,
    in frame: inout Frame
  ) {
    frame.put(
      String(repeating: charset.horizontal, count: columns), column: 0, row: row,
      style: Style(.border))
    guard !title.isEmpty else { return }
    let shown = CellWidth.truncate(title, to: max(0, columns - 8), isASCII: charset.isASCII)
    let used = frame.put(" \(shown) ", column: 2, row: row, style: Style(.title, isBold: true))
    guard !remark.isEmpty, columns - used - 10 > CellWidth.of(remark) else { return }
    frame.put(
      " \(remark) ", column: columns - CellWidth.of(remark) - 4, row: row, style: .dim)
  }
}
