import StreamModel
import TerminalUI

extension DashboardState {
  /// Arranges what is on the screen once, and brings cursors and windows back into what there is, after anything
  /// changed.
  mutating func normalize() {
    isListStale = false
    jobs.table.marked.formIntersection(cluster.jobOrder)
    if var jobs = wall?.jobs {
      jobs.arrange(jobRows(.all), in: JobTable.table)
      wall?.jobs = jobs
      advanceWall()
      return
    }
    switch screen {
    case .jobs: arrangeJobs()
    case .job, .checkpoints:
      guard let id = job?.id, let model = cluster.job(id) else { return }
      arrangeVertices(of: model)
      if screen == .job { arrangePanes(of: model) } else { arrangeCheckpoints(of: model) }
    case .operations:
      var table = operationsScreen.table
      table.arrange(operations.map(operationRow), in: OperationTable.table)
      table.scroll(height: OperationsLayout(size).table.visibleRows)
      operationsScreen.table = table
    }
  }

  private mutating func arrangeJobs() {
    var table = jobs.table
    table.arrange(jobRows(jobs.tab), in: JobTable.table)
    if table.order.isEmpty {
      // Behind a filter the job is found again; one that vanished is still to be told of.
      let isGone = table.selected.map { cluster.vanishedAt($0) != nil } ?? true
      if table.filter.isEmpty, cluster.jobsReceivedAt != nil, !isGone { table.select(nil) }
    }
    table.scroll(height: JobsLayout(size).table.rows)
    jobs.table = table
  }

  private mutating func arrangeVertices(of model: JobModel) {
    let rows = vertexRows(of: model)
    job?.arrange(rows)
    normalizeGraph(model)
  }

  /// Keeps the windows of the Job screen's panes where they are as long as the cursor is in them.
  private mutating func arrangePanes(of model: JobModel) {
    let rows = checkpointRows(of: model)
    job?.checkpoints.arrange(rows, in: CheckpointTable.table)
    for (pane, rect) in jobLayout.panes {
      let height = max(0, rect.rows - 3)
      switch pane {
      case .vertices: job?.vertices.scroll(height: height)
      case .watermarks: job?.watermarks.scroll(height: height)
      case .checkpoints:
        job?.checkpoints.scroll(height: CheckpointsPaneLayout(framed: rect).table.visibleRows)
      case .graph: break
      }
    }
  }

  private mutating func arrangeCheckpoints(of model: JobModel) {
    guard var screen = checkpoints, screen.job == model.id else { return }
    screen.history.arrange(checkpointRows(of: model), in: CheckpointTable.table)
    screen.history.scroll(height: CheckpointsLayout(size).table.visibleRows)
    if let open = screen.open {
      let height = max(0, checkpointBox(open, of: model).rows - 3)
      screen.vertices.arrange(
        checkpointVertexRows(open, of: model), in: CheckpointVertexTable.table)
      screen.vertices.scroll(height: height)
      if let vertex = screen.openVertex {
        let rows = model.checkpointSubtaskRows(open, vertex) ?? []
        screen.subtasks.arrange(rows, in: CheckpointSubtaskTable.table)
        screen.subtasks.scroll(height: height)
      }
    }
    checkpoints = screen
  }
}
