import StreamModel
import TerminalUI

/// The panes of the Job screen.
enum JobPane: Int, CaseIterable, Hashable, Sendable {
  case vertices, graph, watermarks, checkpoints

  var title: String {
    switch self {
    case .vertices: "Vertices"
    case .graph: "Graph"
    case .watermarks: "Watermarks"
    case .checkpoints: "Checkpoints"
    }
  }
}

/// The graph as it is laid out for its pane. Kept between frames, so that it stands still and costs nothing.
struct GraphPaneState: Hashable, Sendable {
  var pane: Size
  var layout: GraphLayout
  var viewport = GraphViewport()
}

/// The Job screen: vertices, graph, watermarks and checkpoints of one job.
struct JobScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "job", title: "Job", key: "2",
    summary: "Job: vertices, graph, watermarks, checkpoints", topic: .job, actsOnJobs: true)

  var id: JobID
  var pane = JobPane.vertices
  var isZoomed = false
  /// The vertex under the cursor in vertices, watermarks and graph alike.
  var vertex: VertexID?
  /// True once the user has moved in the vertices: until then the worst one is under the cursor.
  var hasMoved = false
  var vertices = TableState<VertexID>(sort: VertexTable.worstFirst)
  var watermarks = TableState<VertexID>()
  var checkpoints = TableState<CheckpointID>()
  /// The laid-out graph and what part of it is in view; nil until the structure is known.
  var graph: GraphPaneState?
  /// Details of the vertex under the cursor are open.
  var isVertexOpen = false

  init?(_ subject: Subject, in context: Context) {
    guard case .job(let id) = subject else { return nil }
    self.id = id
  }

  var subject: Subject { .job(id) }

  func vertex(in context: Context) -> VertexID? { cursor ?? vertex }

  mutating func settle(in context: Context) {
    guard let model = context.cluster.job(id) else { return }
    arrange(context.vertexRows(of: model), in: picture(in: context).verticesList)
    settleGraph(model, in: context)
    checkpoints.arrange(context.checkpointRows(of: model), in: CheckpointTable.table)
    // The windows of the panes stay where they are as long as the cursor is in them.
    for (pane, rect) in layout(in: context).panes {
      let height = max(0, rect.rows - 3)
      switch pane {
      case .vertices: vertices.scroll(height: height)
      case .watermarks: watermarks.scroll(height: height)
      case .checkpoints:
        checkpoints.scroll(height: CheckpointsPaneLayout(framed: rect).table.visibleRows)
      case .graph: break
      }
    }
  }

  func demand(in context: Context) -> Demand {
    Demand(openJob: id, visibleVertices: verticesToAsk(in: context))
  }

  /// Vertices whose own load and watermarks are worth a request: the rows of the pane, with the one under
  /// the cursor first. The graph is coloured by what is known of the others.
  private func verticesToAsk(in context: Context) -> [VertexID] {
    let rows = layout(in: context).panes.map(\.rect.rows).max() ?? 0
    let selected = vertex.map { [$0] } ?? []
    return selected + vertices.order.filter { $0 != vertex }.prefix(max(8, rows))
  }

  /// Where its parts lie now: the verdict has a second line where it needs one and there is room.
  func layout(in context: Context) -> JobLayout {
    let most = JobLayout.mostVerdictRows(context.size, isZoomed: isZoomed)
    return JobLayout(
      context.size, pane: pane, isZoomed: isZoomed,
      verdictRows: max(1, context.headLines(of: id, limit: most).count))
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    let limit = layout(in: context).verdictRows
    context.drawHeadLines(context.headLines(of: id, limit: limit), in: &frame)
  }

  func copied(in context: Context) -> String? {
    switch pane {
    case .checkpoints:
      let entry = checkpoints.cursor.flatMap { context.cluster.job(id)?.knownCheckpoint($0) }
      return entry?.restorePath ?? id.text
    case .vertices, .graph, .watermarks: return id.text
    }
  }

  func canOpen(in context: Context) -> Bool {
    guard !isVertexOpen else { return false }
    return pane == .checkpoints ? checkpoints.cursor != nil : cursor != nil
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    if pane == .checkpoints {
      guard let checkpoint = checkpoints.cursor else { return [] }
      return [.go(Place(CheckpointsScreen.self, .checkpoint(id, checkpoint)))]
    }
    if let vertex = cursor {
      // From here on the box is about this vertex, whichever is the worst.
      self.vertex = vertex
      hasMoved = true
      isVertexOpen = true
    }
    return []
  }

  mutating func back(in context: Context) -> Bool {
    if isVertexOpen {
      isVertexOpen = false
    } else if clearFilter(in: context) {
      return true
    } else if isZoomed {
      isZoomed = false
    } else {
      return false
    }
    return true
  }

  /// Tabs, panes, and heads and rows in them; what lies under an open vertex is not there to be clicked.
  mutating func click(column: Int, row: Int, in context: Context) -> ClickOutcome {
    guard !isVertexOpen else { return .taken }
    let layout = layout(in: context)
    if row == layout.tabs {
      let tab = JobPane.tabs(shown: pane).first { $0.cells.contains(column) }
      if let tab { pane = tab.pane }
      return .taken
    }
    guard
      let clicked = layout.panes.first(where: { $0.rect.contains(column: column, row: row) })?.pane
    else { return .taken }
    // A click that gives a pane the keys opens nothing in it.
    let isOther = pane != clicked
    pane = clicked
    guard let list = list(in: context) else { return .taken }
    let line = list.placement.line(column: column, row: row)
    return isOther && list.place == line.map { $0 + list.offset } ? .taken : .forList
  }
}
