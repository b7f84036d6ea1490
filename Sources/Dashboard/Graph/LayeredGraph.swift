/// One connected part of a graph in layers: every edge goes from one layer to the next, long edges through
/// way points. What leaves one vertex for several layers shares its way points, so it is one line.
struct LayeredGraph {
  /// The model's node of an item; nil for a way point.
  private(set) var nodes: [Int?] = []
  private(set) var above: [[Int]] = []
  private(set) var below: [[Int]] = []
  /// Items by layer, in the order of the picture.
  var layers: [[Int]] = []
  /// The items each arc goes through, from its tail to its head.
  private(set) var routes: [(arc: AcyclicGraph.Arc, items: [Int])] = []

  /// All parts of a model, each in layers and with few crossings.
  static func parts(of model: GraphModel) -> [LayeredGraph] {
    let graph = AcyclicGraph(model)
    var arcsByTail = Array(repeating: [AcyclicGraph.Arc](), count: graph.nodes.count)
    for arc in graph.arcs { arcsByTail[arc.tail].append(arc) }
    return graph.components.map { members in
      var part = LayeredGraph(members: members, arcs: members.flatMap { arcsByTail[$0] })
      for item in part.nodes.indices { part.nodes[item] = part.nodes[item].map { graph.nodes[$0] } }
      CrossingReduction.run(on: &part)
      return part
    }
  }

  private init(members: [Int], arcs: [AcyclicGraph.Arc]) {
    var itemOf: [Int: Int] = [:]
    for node in members {
      itemOf[node] = nodes.count
      nodes.append(node)
    }
    let ends = arcs.compactMap { arc in
      itemOf[arc.tail].flatMap { tail in itemOf[arc.head].map { (arc: arc, tail: tail, head: $0) } }
    }
    let ranks = NetworkSimplex(
      nodeCount: nodes.count,
      edges: ends.map { .init(tail: $0.tail, head: $0.head, minimum: 1, weight: 1) }
    ).positions
    layers = Array(repeating: [], count: (ranks.max() ?? -1) + 1)
    for item in nodes.indices { layers[ranks[item]].append(item) }
    above = Array(repeating: [], count: nodes.count)
    below = above

    var wayPoints: [[Int]: Int] = [:]
    for (arc, tail, head) in ends {
      var items = [tail]
      for rank in (ranks[tail] + 1)..<max(ranks[tail] + 1, ranks[head]) {
        let known = wayPoints[[tail, rank]]
        let point = known ?? addWayPoint(rank: rank)
        wayPoints[[tail, rank]] = point
        connect(items[items.count - 1], to: point)
        items.append(point)
      }
      connect(items[items.count - 1], to: head)
      routes.append((arc, items + [head]))
    }
  }

  private mutating func addWayPoint(rank: Int) -> Int {
    nodes.append(nil)
    above.append([])
    below.append([])
    layers[rank].append(nodes.count - 1)
    return nodes.count - 1
  }

  private mutating func connect(_ upper: Int, to lower: Int) {
    if below[upper].contains(lower) { return }
    below[upper].append(lower)
    above[lower].append(upper)
  }
}
