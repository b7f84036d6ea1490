package import StreamModel

/// A vertex as the graph pane knows it: who it is, and how wide its name is.
package struct GraphNode: Hashable, Sendable {
  package var id: VertexID
  /// What its box must hold; the box is sized for it, not for what is drawn in it later.
  package var label: String

  package init(id: VertexID, label: String) {
    self.id = id
    self.label = label
  }
}

/// Data flows along it, from one vertex to the next.
package struct GraphEdge: Hashable, Sendable {
  package var from: VertexID
  package var to: VertexID

  package init(from: VertexID, to: VertexID) {
    self.from = from
    self.to = to
  }
}

/// The structure of a job's graph, and nothing that changes while the job runs: two equal models have
/// the same picture, so a layout may be kept for as long as its model and the pane's size are equal.
package struct GraphModel: Hashable, Sendable {
  /// In the server's order, which settles every tie of the layout.
  package var nodes: [GraphNode]
  package var edges: [GraphEdge]

  package init(nodes: [GraphNode], edges: [GraphEdge]) {
    self.nodes = nodes
    self.edges = edges
  }

  /// The graph of a job's vertices; `label` says what their boxes are called.
  package init(vertices: [Vertex], label: (Vertex) -> String = { $0.name }) {
    self.init(
      nodes: vertices.map { GraphNode(id: $0.id, label: label($0)) },
      edges: vertices.flatMap { vertex in
        vertex.inputs.map { GraphEdge(from: $0.from, to: vertex.id) }
      })
  }
}
