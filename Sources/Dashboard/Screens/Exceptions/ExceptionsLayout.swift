import TerminalUI

/// Where the parts of the Exceptions screen lie.
struct ExceptionsLayout {
  /// With its frame; empty while a trace is read.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame.
  var trace: Rect
  /// The text of the trace.
  var inside: Rect

  init(_ size: Size, isReading: Bool) {
    let body = ScreenLayout(size).body
    let rows = isReading ? 0 : max(5, body.rows * 2 / 5)
    list = Rect(column: 0, row: body.row, columns: body.columns, rows: rows)
    trace = body.inset(top: rows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    inside = trace.inset(left: 1, top: 1, right: 1, bottom: 1)
  }
}
