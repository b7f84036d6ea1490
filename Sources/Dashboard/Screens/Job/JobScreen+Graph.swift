import StreamModel
import TerminalUI

/// The graph pane, in which the cursor goes from box to box.
extension JobScreen {
  var isInGraph: Bool { pane == .graph }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("The graph", "Tab goes to the lists")
  }

  /// Lays the graph out anew where its structure or its pane has changed, and brings the vertex under the
  /// cursor into view.
  mutating func settleGraph(_ model: JobModel, in context: Context) {
    guard let vertices = model.detail?.value.vertices, !vertices.isEmpty else {
      graph = nil
      return
    }
    guard let rect = layout(in: context).panes.first(where: { $0.pane == .graph })?.rect else {
      return
    }
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let size = Size(columns: inside.columns, rows: inside.rows)
    let structure = GraphModel(vertices: vertices) { $0.shortName }
    if graph?.layout.model != structure || graph?.pane != size {
      graph = GraphPaneState(pane: size, layout: GraphLayout.best(for: structure, in: size))
    }
    guard let graph else { return }
    self.graph?.viewport = graph.viewport.revealing(
      vertex.flatMap { graph.layout.box(of: $0) }, of: graph.layout, in: size)
  }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard isInGraph else { return moveInList(move, in: context) }
    switch move {
    case .by(let step): go(step < 0 ? .up : .down)
    case .page(let direction):
      go { $0.layout.page(from: $1, by: direction, in: $0.pane) }
    case .end(let direction): go { graph, _ in graph.layout.end(direction) }
    }
  }

  /// Goes to the neighbouring box; the view follows.
  mutating func go(_ direction: GraphLayout.Direction) {
    go { $0.layout.neighbour(of: $1, direction: direction) }
  }

  private mutating func go(_ next: (GraphPaneState, VertexID) -> VertexID?) {
    guard isInGraph, let graph, let current = vertex, let vertex = next(graph, current) else {
      return
    }
    hasMoved = true
    self.vertex = vertex
  }
}
