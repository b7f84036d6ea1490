import StreamModel
import TerminalUI

extension DashboardState {
  /// Jumps to a screen; those about one job take the one under the cursor.
  mutating func show(_ target: ScreenKind) {
    isListStale = true
    let id = job?.id ?? jobs.table.cursor
    switch target {
    case .jobs: screen = target
    case .operations:
      if screen != .operations { operationsScreen = OperationsScreenState() }
      screen = target
    case .job, .checkpoints:
      let chosen = screen == .jobs ? jobs.table.cursor ?? id : id
      guard let chosen else { return say("Select a job first.") }
      openJob(chosen)
      if target == .checkpoints { openCheckpoints(of: chosen, at: nil) }
    }
  }

  /// Shows the Job screen of a job.
  mutating func openJob(_ id: JobID) {
    jobs.table.hasMoved = true
    jobs.table.select(id)
    if job?.id != id { job = JobScreenState(id: id) }
    if checkpoints?.job != id { checkpoints = nil }
    screen = .job
  }

  private mutating func openCheckpoints(of id: JobID, at checkpoint: CheckpointID?) {
    if checkpoints?.job != id { checkpoints = CheckpointsScreenState(job: id) }
    if let checkpoint {
      checkpoints?.history.select(checkpoint)
      openCheckpoint(checkpoint)
    }
    screen = .checkpoints
  }

  /// Shows one checkpoint by vertex, with the cursor on its slowest.
  private mutating func openCheckpoint(_ id: CheckpointID?) {
    checkpoints?.history.hasMoved = true
    checkpoints?.open = id
    checkpoints?.vertices.rewind()
    checkpoints?.openVertex = nil
  }

  /// Opens what is under the cursor.
  mutating func open() {
    isListStale = true
    switch screen {
    case .jobs:
      if let selected = jobs.table.cursor { openJob(selected) }
    case .job:
      guard let screen = job else { return }
      if screen.pane == .checkpoints {
        openCheckpoints(of: screen.id, at: screen.checkpoints.cursor)
      } else if let vertex = screen.cursor {
        // From here on the box is about this vertex, whichever is the worst.
        job?.vertex = vertex
        job?.hasMoved = true
        job?.isVertexOpen = true
      }
    case .checkpoints:
      guard let screen = checkpoints else { return }
      if screen.open == nil {
        openCheckpoint(screen.history.cursor)
      } else if screen.openVertex == nil {
        checkpoints?.vertices.hasMoved = true
        checkpoints?.openVertex = screen.vertices.cursor
        checkpoints?.subtasks.rewind()
      }
    case .operations:
      guard let operation = selectedOperation else { return }
      overlay = .operation(id: operation.id, offset: 0)
    }
  }

  /// One step back: out of a detail, out of a zoom, out of a filter, out of a screen.
  mutating func back() {
    isListStale = true
    if let notice, notice.severity >= .warning { self.notice = nil }
    switch screen {
    case .jobs:
      if isOutcomeClearedByBack {
        dismissedOperations.formUnion(operations.filter(\.state.isSettled).map(\.id))
      } else if !jobs.table.filter.isEmpty {
        jobs.table.filter = ""
      } else if !jobs.table.marked.isEmpty {
        jobs.table.marked = []
      }
    case .job:
      if job?.isVertexOpen == true {
        job?.isVertexOpen = false
      } else if clearFilter() {
        break
      } else if job?.isZoomed == true {
        job?.isZoomed = false
      } else {
        screen = .jobs
      }
    case .checkpoints:
      if clearFilter() {
        break
      } else if checkpoints?.openVertex != nil {
        checkpoints?.openVertex = nil
      } else if checkpoints?.open != nil {
        checkpoints?.open = nil
      } else {
        screen = .job
      }
    case .operations:
      if !clearFilter() { screen = .jobs }
    }
  }

  /// Shows all rows of the list again; false where they were shown.
  private mutating func clearFilter() -> Bool {
    guard let list, !list.filter.isEmpty else { return false }
    inList(.filter(""))
    return true
  }
}
