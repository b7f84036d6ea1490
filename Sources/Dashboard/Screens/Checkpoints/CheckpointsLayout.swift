import TerminalUI

/// The Checkpoints screen: summary and configuration above, the history below.
struct CheckpointsLayout {
  var summary: Rect
  /// With its frame.
  var history: Rect
  /// Inside of the history's frame.
  var table: TableLayout

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let rows = min(body.rows / 2, size.columns >= 100 ? 10 : 8)
    summary = Rect(column: 0, row: body.row, columns: body.columns, rows: rows)
    history = Rect(
      column: 0, row: body.row + rows, columns: body.columns, rows: body.rows - rows)
    table = TableLayout(in: history.inset(left: 1, top: 1, right: 1, bottom: 1))
  }
}
