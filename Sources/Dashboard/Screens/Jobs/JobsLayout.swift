import TerminalUI

/// The Jobs screen: a rule, the table with its head, and the selected job in a few lines.
struct JobsLayout: Sendable {
  var head: Int
  var table: Rect
  /// The selected job's part with its rule; empty where there is no room.
  var detail: Rect
  private let columns: Int
  private let hidden: Set<String>

  /// Columns named in `hidden` are left out.
  init(_ size: Size, hiding hidden: Set<String> = []) {
    let body = ScreenLayout(size).body
    let detailRows =
      switch size.rows {
      case ..<16: 0
      case ..<24: 4
      case ..<30: 6
      case ..<45: 9
      default: 11
      }
    head = body.row + 1
    detail = Rect(
      column: 0, row: body.endRow - detailRows, columns: size.columns, rows: detailRows)
    table = Rect(
      column: 0, row: body.row + 2, columns: size.columns, rows: body.rows - 2 - detailRows)
    columns = size.columns
    self.hidden = hidden
  }

  /// The table with its head. Laid out each time: who only counts rows does not ask for it.
  var placement: TablePlacement {
    JobTable.fitted(columns: columns).placement(
      hiding: hidden, in: Rect(column: 0, row: head, columns: columns, rows: table.rows + 1))
  }
}
