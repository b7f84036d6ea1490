/// Places the items of a layered graph across the flow: in the order of their layers, apart as they must
/// be, and otherwise so that lines are straight: the longer a line the more, and the main path of a job
/// before its branches.
enum CrossPlacement {
  /// Room an item takes on both sides of the cell its lines are tied to.
  struct Extent: Hashable {
    var before: Int
    var after: Int
    var isBox: Bool
  }

  /// Enough for the best places of any graph that fits a screen; beyond that good ones will do.
  private static let maximumSteps = 6000

  /// The cell across the flow that the lines of each item are tied to; the first is about 0.
  static func positions(
    of graph: LayeredGraph, extents: [Extent], metrics: GraphMetrics
  ) -> [Int] {
    var edges: [NetworkSimplex.Edge] = []
    let isKnot = knots(of: graph)
    for layer in graph.layers {
      for (first, second) in zip(layer, layer.dropFirst()) {
        let (a, b) = (extents[first], extents[second])
        let room = isKnot[first] || isKnot[second] ? 1 : 0
        let gap = max(room, metrics.gap(isBox: a.isBox, beforeBox: b.isBox))
        edges.append(
          .init(tail: first, head: second, minimum: a.after + 1 + gap + b.before, weight: 0))
      }
    }
    // A line costs its weight for each cell that its ends differ by: a helper node below both ends of
    // it, tied to each, makes the two ties sum up to that difference.
    var nodeCount = graph.nodes.count
    let spine = spineEnds(of: graph)
    for upper in graph.nodes.indices {
      for lower in graph.below[upper] {
        let weight = straightness(of: upper, lower, graph, extents) + spine.bonus(upper, lower)
        edges.append(.init(tail: nodeCount, head: upper, minimum: 0, weight: weight))
        edges.append(.init(tail: nodeCount, head: lower, minimum: 0, weight: weight))
        nodeCount += 1
      }
    }
    let solution = NetworkSimplex(nodeCount: nodeCount, edges: edges, maximumSteps: maximumSteps)
    return Array(solution.positions.prefix(graph.nodes.count))
  }

  /// The ends of lines that leave a fan and join another one: their channel needs rows to keep them apart.
  private static func knots(of graph: LayeredGraph) -> [Bool] {
    var isKnot = Array(repeating: false, count: graph.nodes.count)
    for upper in graph.nodes.indices where graph.below[upper].count > 1 {
      for lower in graph.below[upper] where graph.above[lower].count > 1 {
        isKnot[upper] = true
        isKnot[lower] = true
      }
    }
    return isKnot
  }

  /// What it costs a line to be off by one cell.
  private static func straightness(
    of upper: Int, _ lower: Int, _ graph: LayeredGraph, _ extents: [Extent]
  ) -> Int {
    if !extents[upper].isBox && !extents[lower].isBox { return 32 }
    // A fan has bends whatever is done, a chain need not.
    return graph.below[upper].count == 1 && graph.above[lower].count == 1 ? 8 : 4
  }

  /// For each item the neighbour on its longest path down, and up: what it should be in line with.
  private struct Spine {
    var below: [Int]
    var above: [Int]

    func bonus(_ upper: Int, _ lower: Int) -> Int {
      (below[upper] == lower ? 1 : 0) + (above[lower] == upper ? 1 : 0)
    }
  }

  private static func spineEnds(of graph: LayeredGraph) -> Spine {
    func longest(_ layers: [[Int]], _ neighbours: [[Int]]) -> [Int] {
      var depth = Array(repeating: 0, count: graph.nodes.count)
      var next = Array(repeating: -1, count: graph.nodes.count)
      for item in layers.joined() {
        for neighbour in neighbours[item] where depth[neighbour] + 1 > depth[item] {
          depth[item] = depth[neighbour] + 1
          next[item] = neighbour
        }
      }
      return next
    }
    return Spine(
      below: longest(graph.layers.reversed(), graph.below),
      above: longest(graph.layers, graph.above))
  }
}
