import TerminalUI

/// Where the parts of every screen lie: two lines of header, the body, a line for notices, the keys.
struct ScreenLayout: Hashable, Sendable {
  /// Below this nothing useful fits: one line says so instead.
  static let smallest = Size(columns: 40, rows: 10)

  var header: Rect
  var body: Rect
  var notice: Rect
  var keys: Rect

  init(_ size: Size) {
    let rows = size.rows
    header = Rect(column: 0, row: 0, columns: size.columns, rows: min(2, rows))
    keys = Rect(column: 0, row: rows - 1, columns: size.columns, rows: 1)
    notice = Rect(column: 0, row: rows - 2, columns: size.columns, rows: 1)
    body = Rect(column: 0, row: 2, columns: size.columns, rows: rows - 4)
  }
}
