package import StreamModel
import TerminalUI

extension DashboardState {
  /// What the visible screen needs to be polled. The other running jobs are asked about now and then all the same.
  package var demand: Demand {
    var demand = Demand(isPaused: isPaused)
    if let wall {
      // The job shown first, then those with a problem, then the rest as far as a budget goes.
      let shown = wall.job.map { [$0] } ?? []
      demand.visibleJobs = shown + wallJobs.filter { $0 != wall.job }.prefix(60)
      return demand
    }
    switch screen {
    case .operations: break
    case .jobs:
      let visible = jobs.table.visible(height: JobsLayout(size).table.rows)
      let selected = jobs.table.cursor.map { [$0] } ?? []
      demand.visibleJobs = selected + visible.filter { $0 != jobs.table.cursor }
    case .job:
      demand.openJob = job?.id
      demand.visibleVertices = visibleVertices
    case .checkpoints:
      demand.openJob = checkpoints?.job
      // The verdict is shown here too, and lives on these.
      demand.visibleVertices = visibleVertices
      demand.openCheckpoint = checkpoints?.open
      demand.openCheckpointVertex = checkpointVertexToAsk
    }
    return demand
  }

  /// Vertices whose own load and watermarks are worth a request: the rows of the pane, with the one under
  /// the cursor first. The graph is coloured by what is known of the others.
  private var visibleVertices: [VertexID] {
    guard let screen = job else { return [] }
    let rows = jobLayout.panes.map(\.rect.rows).max() ?? 0
    let listed = screen.vertices.order
    let selected = screen.vertex.map { [$0] } ?? []
    return selected + listed.filter { $0 != screen.vertex }.prefix(max(8, rows))
  }

  /// The vertex whose subtasks are asked for: the open one, else the one under the cursor, which is the
  /// slowest until the user moves.
  private var checkpointVertexToAsk: VertexID? {
    guard let screen = checkpoints, screen.open != nil else { return nil }
    return screen.openVertex ?? screen.vertices.cursor
  }
}
