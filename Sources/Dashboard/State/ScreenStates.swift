package import StreamModel
package import TerminalUI

/// The screens of the dashboard, by the digit that jumps to them.
package enum ScreenKind: Int, CaseIterable, Hashable, Sendable {
  case jobs = 1
  case job = 2
  case checkpoints = 3
  case operations = 9

  package var title: String {
    switch self {
    case .jobs: "Jobs"
    case .job: "Job"
    case .checkpoints: "Checkpoints"
    case .operations: "Operations"
    }
  }
}

/// Which jobs the Jobs screen lists.
package enum JobTab: String, CaseIterable, Hashable, Sendable {
  case all, alive, ended

  /// True where jobs in this state are listed.
  func contains(_ state: JobState) -> Bool {
    switch self {
    case .all: true
    case .alive: !state.isTerminal
    case .ended: state.isTerminal
    }
  }
}

/// The Jobs screen: what is listed, in which order, and where the user is in it.
package struct JobsScreenState: Hashable, Sendable {
  package var tab = JobTab.all
  package var table = TableState<JobID>(sort: JobTable.worstFirst)
}

/// The panes of the Job screen.
package enum JobPane: Int, CaseIterable, Hashable, Sendable {
  case vertices, graph, watermarks, checkpoints

  package var title: String {
    switch self {
    case .vertices: "Vertices"
    case .graph: "Graph"
    case .watermarks: "Watermarks"
    case .checkpoints: "Checkpoints"
    }
  }
}

/// The Job screen.
package struct JobScreenState: Hashable, Sendable {
  package var id: JobID
  package var pane = JobPane.vertices
  package var isZoomed = false
  /// The vertex under the cursor in vertices, watermarks and graph alike.
  package var vertex: VertexID?
  /// True once the user has moved in the vertices: until then the worst one is under the cursor.
  package var hasMoved = false
  package var vertices = TableState<VertexID>(sort: VertexTable.worstFirst)
  package var watermarks = TableState<VertexID>()
  package var checkpoints = TableState<CheckpointID>()
  /// The laid-out graph and what part of it is in view; nil until the structure is known.
  package var graph: GraphPaneState?
  /// Details of the vertex under the cursor are open.
  package var isVertexOpen = false

  package init(id: JobID) { self.id = id }
}

/// The graph as it is laid out for its pane. Kept between frames, so that it stands still and costs nothing.
package struct GraphPaneState: Hashable, Sendable {
  var pane: Size
  var layout: GraphLayout
  var viewport = GraphViewport()
}

/// The Checkpoints screen: the list, one checkpoint by vertex, one vertex of it by subtask.
package struct CheckpointsScreenState: Hashable, Sendable {
  package var job: JobID
  package var history = TableState<CheckpointID>()
  package var open: CheckpointID?
  /// Vertices of the open one, of which the slowest comes first.
  package var vertices = TableState<VertexID>()
  package var openVertex: VertexID?
  /// Subtasks of the open vertex, by their index.
  package var subtasks = TableState<Int>()

  package init(job: JobID) { self.job = job }
}

/// The Operations screen.
package struct OperationsScreenState: Hashable, Sendable {
  /// Until the cursor is moved the newest is under it.
  package var table = TableState<String>()
}

/// The wall display: which job it shows, and since when.
package struct WallState: Hashable, Sendable {
  /// How long one job is shown.
  package var rotation: Duration
  package var job: JobID?
  /// Every job, worst first, as of the last input.
  package var jobs = TableState<JobID>(sort: JobTable.worstFirst)
  package var shownSince: Timestamp?

  package init(rotation: Duration) { self.rotation = rotation }
}
