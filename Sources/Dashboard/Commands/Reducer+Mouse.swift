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
    case .checkpoints, .operations: break
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

  /// Tabs, heads and rows of the Jobs screen; the selected row is opened.
  private mutating func clickInJobs(column: Int, row: Int) {
    let layout = jobsLayout
    if row == ScreenLayout(size).header.row + 1 {
      if let tab = jobTabs.first(where: { $0.cells.contains(column) })?.tab { jobs.tab = tab }
      return
    }
    if let head = layout.placement.head(column: column, row: row) { return sort(by: head) }
    guard let line = layout.placement.line(column: column, row: row) else { return }
    let place = jobs.table.offset + line
    guard jobs.table.order.indices.contains(place) else { return }
    jobs.table.hasMoved = true
    let id = jobs.table.order[place]
    if jobs.table.selected == id { openJob(id) } else { inList(.go(to: place)) }
  }

  /// Tabs, panes and the heads of the vertices; what lies under an open vertex is not there to be clicked.
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
    job?.pane = pane
    guard pane == .vertices, let list,
      let head = list.placement.head(column: column, row: row)
    else { return }
    sort(by: head)
  }
}
