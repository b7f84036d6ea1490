/// The graph of a job, with nothing of how it runs: `/jobs/:id/plan`, and of a jar before it is started.
package struct JobPlan: Hashable, Sendable {
  package var name: String
  /// "STREAMING" or "BATCH"; nil where the version does not say.
  package var type: String?
  /// Each behind those that feed it.
  package var nodes: [PlanNode]

  package init(name: String, type: String?, nodes: [PlanNode]) {
    self.name = name
    self.type = type
    self.nodes = nodes
  }
}

/// A vertex to be.
package struct PlanNode: Hashable, Sendable, Identifiable {
  package var id: VertexID
  /// The chain of operators, as vertices are called: `Source: orders -> decode`.
  package var name: String
  /// Nil where it is decided only when the inputs are there.
  package var parallelism: Int?
  package var inputs: [Edge]

  package init(id: VertexID, name: String, parallelism: Int?, inputs: [Edge]) {
    self.id = id
    self.name = name
    self.parallelism = parallelism
    self.inputs = inputs
  }
}

extension JobPlan {
  /// One line of it as a tree that grows from its sources.
  package struct Line: Hashable, Sendable {
    package var depth: Int
    /// Counted from 1, in the order of `nodes`.
    package var number: Int
    package var node: PlanNode
    /// How records come to it from the node above: `HASH`.
    package var shipStrategy: String?
    /// It is told elsewhere what follows it: it has several inputs.
    package var isRepeated: Bool
  }

  /// The tree, each node with what follows it once.
  package var lines: [Line] {
    var numbers: [VertexID: Int] = [:]
    var followers: [VertexID: [(PlanNode, String?)]] = [:]
    for (index, node) in nodes.enumerated() {
      numbers[node.id] = index + 1
      for edge in node.inputs {
        followers[edge.from, default: []].append((node, edge.shipStrategy))
      }
    }
    var lines: [Line] = []
    var isTold: Set<VertexID> = []
    // A stack of our own: a chain of thousands of vertices must not overflow the thread's.
    func grow(from root: PlanNode) {
      var stack: [(node: PlanNode, strategy: String?, depth: Int)] = [(root, nil, 0)]
      while let (node, strategy, depth) = stack.popLast() {
        let isFirst = isTold.insert(node.id).inserted
        lines.append(
          Line(
            depth: depth, number: numbers[node.id] ?? 0, node: node, shipStrategy: strategy,
            isRepeated: !isFirst))
        guard isFirst else { continue }
        for (next, strategy) in (followers[node.id] ?? []).reversed() {
          stack.append((next, strategy, depth + 1))
        }
      }
    }
    for node in nodes where !node.inputs.contains(where: { numbers[$0.from] != nil }) {
      grow(from: node)
    }
    // What only a cycle leads to.
    for node in nodes where !isTold.contains(node.id) { grow(from: node) }
    return lines
  }
}
