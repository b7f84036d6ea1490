package import StreamModel
import TerminalUI

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
  /// Matched anywhere in name, id or state, without regard to case; `!word` excludes.
  package var filter = ""
  package var sort = JobColumn.health
  /// Turns the column's natural order (largest or worst first) around.
  package var isReversed = false
  package var selected: JobID?
  /// False while nothing is listed, as behind a filter that no job matches: then no key is about `selected`.
  package var isSelectionShown = false
  /// True once the user has moved the cursor or used the job under it: until then the first row is the selected one, so that the worst job is.
  package var hasMoved = false
  /// Where the selection was, for when the selected job vanishes.
  package var selectedRow = 0
  package var offset = 0
  package var marked: Set<JobID> = []

  /// The job that the cursor is seen to be on.
  package var cursor: JobID? { isSelectionShown ? selected : nil }
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
  package var vertexSort = VertexColumn.severity
  package var isReversed = false
  /// The vertex under the cursor in vertices, watermarks and graph alike.
  package var vertex: VertexID?
  /// True once the user has moved in the vertices: until then the worst one is under the cursor.
  package var hasMoved = false
  package var vertexOffset = 0
  package var watermarkOffset = 0
  /// The laid-out graph and what part of it is in view; nil until the structure is known.
  package var graph: GraphPaneState?
  /// The checkpoint under the cursor in the checkpoints pane.
  package var checkpoint: CheckpointID?
  /// True once the user has moved there: until then the newest one is under the cursor.
  package var hasMovedInCheckpoints = false
  package var checkpointOffset = 0
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
  package var selected: CheckpointID?
  /// True once the user has moved or opened one: until then the newest is under the cursor.
  package var hasMoved = false
  package var offset = 0
  package var open: CheckpointID?
  package var vertex: VertexID?
  /// The same among the vertices of the open one, of which the slowest comes first.
  package var hasMovedInVertices = false
  package var vertexOffset = 0
  package var openVertex: VertexID?
  package var subtaskOffset = 0

  package init(job: JobID) { self.job = job }
}

/// The Operations screen.
package struct OperationsScreenState: Hashable, Sendable {
  package var selected: String?
  /// True once the user has moved since the screen was opened: until then the newest is under the cursor.
  package var hasMoved = false
  package var offset = 0
}

/// The wall display: which job it shows, and since when.
package struct WallState: Hashable, Sendable {
  /// How long one job is shown.
  package var rotation: Duration
  package var job: JobID?
  package var shownSince: Timestamp?

  package init(rotation: Duration) { self.rotation = rotation }
}
