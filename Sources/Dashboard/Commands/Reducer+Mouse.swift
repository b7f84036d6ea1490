import StreamModel
import TerminalUI

/// Clicks. None does more than a key would, and none confirms anything: a foot key that acts opens its dialog, and over
/// a dialog clicks do nothing.
extension DashboardState {
  /// Takes a click of the first button at a cell.
  mutating func click(column: Int, row: Int) -> [Effect] {
    // A report that comes late, or in a paste, is not of a mouse that is on.
    guard settings.isMouseOn, wall == nil, isLargeEnough else { return [] }
    if row == ScreenLayout(size).keys.row { return clickFoot(column: column) }
    guard overlay == nil else { return [] }
    switch screen {
    case .jobs: clickInJobs(column: column, row: row)
    case .job: clickInJob(column: column, row: row)
    case .checkpoints, .operations: clickInList(column: column, row: row)
    }
    return []
  }

  private mutating func clickFoot(column: Int) -> [Effect] {
    switch overlay {
    case .dialog, .help, .operation, .commandLine: return []
    case .filter, nil: break
    }
    guard let key = footKeys.first(where: { $0.cells.contains(column) })?.key else { return [] }
    return handle(key)
  }

  /// Tabs, heads and rows of the Jobs screen.
  private mutating func clickInJobs(column: Int, row: Int) {
    if row == ScreenLayout(size).header.row + 1 {
      if let tab = jobTabs.first(where: { $0.cells.contains(column) })?.tab { jobs.tab = tab }
      return
    }
    clickInList(column: column, row: row)
  }

  /// A head sorts by its column, a row is selected, the selected row is opened.
  private mutating func clickInList(column: Int, row: Int) {
    guard let list else { return }
    if let head = list.placement.head(column: column, row: row) { return sort(by: head) }
    guard let line = list.placement.line(column: column, row: row), list.offset + line < list.count
    else { return }
    let place = list.offset + line
    if list.place == place { open() } else { inList(.go(to: place)) }
    if screen == .jobs { jobs.table.hasMoved = true }
  }

  /// Tabs, panes, and heads and rows in them; what lies under an open vertex is not there to be clicked.
  private mutating func clickInJob(column: Int, row: Int) {
    guard let screen = job, !screen.isVertexOpen else { return }
    let layout = jobLayout
    if row == layout.tabs {
      let tab = JobPane.tabs(shown: screen.pane).first { $0.cells.contains(column) }
      if let tab { job?.pane = tab.pane }
      return
    }
    guard
      let pane = layout.panes.first(where: { $0.rect.contains(column: column, row: row) })?.pane
    else { return }
    // A click that gives a pane the keys opens nothing in it.
    let isOther = pane != screen.pane
    job?.pane = pane
    guard let list else { return }
    let line = list.placement.line(column: column, row: row)
    if isOther, list.place == line.map({ $0 + list.offset }) { return }
    clickInList(column: column, row: row)
  }
}
