import StreamModel
import TerminalUI

/// Clicks. None does more than a key would, and none confirms anything: a foot key that acts opens its dialog, and over
/// a dialog clicks do nothing.
extension DashboardState {
  /// Takes a click of the first button at a cell.
  mutating func click(column: Int, row: Int) -> [Effect] {
    // A report that comes late, or in a paste, is not of a mouse that is on.
    guard settings.isMouseOn, !isBare, isLargeEnough else { return [] }
    if row == ScreenLayout(size).keys.row { return clickFoot(column: column) }
    guard overlay == nil else { return [] }
    switch visits.top.click(column: column, row: row, in: context) {
    case .taken: return []
    case .forList: return clickInList(column: column, row: row)
    }
  }

  private mutating func clickFoot(column: Int) -> [Effect] {
    switch overlay {
    case .dialog, .form, .columns, .picker, .formula, .help, .operation, .text, .tool,
      .commandLine:
      return []
    case .filter, .search, nil: break
    }
    guard let key = footKeys.first(where: { $0.cells.contains(column) })?.key else { return [] }
    return handle(key)
  }

  /// A head sorts by its column, a row is selected, the selected row is opened.
  private mutating func clickInList(column: Int, row: Int) -> [Effect] {
    guard let list else { return [] }
    if let head = list.placement.head(column: column, row: row) {
      sort(by: head)
      return []
    }
    guard let line = list.placement.line(column: column, row: row), list.offset + line < list.count
    else { return [] }
    let place = list.offset + line
    visits.top.hold()
    if list.place == place { return visits.top.open(in: context).flatMap { carryOut($0) } }
    inList(.go(to: place))
    return []
  }
}
