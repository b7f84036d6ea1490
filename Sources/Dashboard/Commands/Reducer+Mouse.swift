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
    if row == layout.head {
      let placed = layout.columns.first {
        ($0.column...$0.column + $0.width).contains(column - JobsLayout.origin)
      }
      if let placed { sort(by: JobColumn.allCases[placed.index]) }
      return
    }
    let ids = listedJobs()
    let index = jobs.offset + row - layout.table.row
    guard row >= layout.table.row, row < layout.table.endRow, ids.indices.contains(index) else {
      return
    }
    jobs.hasMoved = true
    if jobs.selected == ids[index] { openJob(ids[index]) } else { jobs.selected = ids[index] }
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
      let (pane, rect) = layout.panes.first(where: { $0.rect.contains(column: column, row: row) })
    else { return }
    job?.pane = pane
    guard pane == .vertices, row == rect.row + 1 else { return }
    let head = VertexColumn.placed(inPane: rect, isHistory: isHistory).first {
      $0.cells.contains(column)
    }?.column
    if let head, head.isSortable { sort(by: head) }
  }
}
