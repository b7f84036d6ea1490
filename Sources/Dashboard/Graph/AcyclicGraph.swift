import StreamModel

/// A graph model by index, with what a layered layout cannot use taken away: second nodes of one id,
/// edges to nowhere or to itself, doubled edges; edges that close a cycle are turned around.
struct AcyclicGraph {
  /// An edge in the direction of the layout. `isReversed` where data flows the other way.
  struct Arc: Hashable {
    var tail: Int
    var head: Int
    var isReversed: Bool
  }

  /// The nodes' places in the model, without repeated ids.
  private(set) var nodes: [Int] = []
  private(set) var arcs: [Arc] = []
  /// The parts that no edge joins, each with its nodes in the server's order.
  private(set) var components: [[Int]] = []

  init(_ model: GraphModel) {
    var indexOf: [VertexID: Int] = [:]
    for (index, node) in model.nodes.enumerated() where indexOf[node.id] == nil {
      indexOf[node.id] = nodes.count
      nodes.append(index)
    }
    var successors = Array(repeating: [Int](), count: nodes.count)
    var predecessorCount = Array(repeating: 0, count: nodes.count)
    var seen: Set<GraphEdge> = []
    for edge in model.edges {
      guard let tail = indexOf[edge.from], let head = indexOf[edge.to], tail != head,
        seen.insert(edge).inserted
      else { continue }
      successors[tail].append(head)
      predecessorCount[head] += 1
    }
    for tail in successors.indices { successors[tail].sort() }
    let roots = nodes.indices.filter { predecessorCount[$0] == 0 } + Array(nodes.indices)
    arcs = Self.withoutCycles(successors, roots: roots)
    components = Self.components(of: nodes.count, arcs)
  }

  /// Walks depth first and turns each edge around that leads back to where the walk came from.
  private static func withoutCycles(_ successors: [[Int]], roots: [Int]) -> [Arc] {
    enum Visit { case never, onPath, done }
    var visits = Array(repeating: Visit.never, count: successors.count)
    var arcs: [Arc] = []
    for root in roots where visits[root] == .never {
      visits[root] = .onPath
      var path = [(node: root, next: 0)]
      while let (node, next) = path.last {
        guard next < successors[node].count else {
          visits[node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let head = successors[node][next]
        let closesCycle = visits[head] == .onPath
        arcs.append(
          closesCycle
            ? Arc(tail: head, head: node, isReversed: true)
            : Arc(tail: node, head: head, isReversed: false))
        if visits[head] == .never {
          visits[head] = .onPath
          path.append((head, 0))
        }
      }
    }
    return arcs.sorted { ($0.tail, $0.head) < ($1.tail, $1.head) }
  }

  private static func components(of count: Int, _ arcs: [Arc]) -> [[Int]] {
    var leader = Array(0..<count)
    func find(_ node: Int) -> Int {
      var node = node
      while leader[node] != node { node = leader[node] }
      return node
    }
    for arc in arcs {
      let (a, b) = (find(arc.tail), find(arc.head))
      leader[max(a, b)] = min(a, b)
    }
    var members: [[Int]] = Array(repeating: [], count: count)
    for node in 0..<count { members[find(node)].append(node) }
    return members.filter { !$0.isEmpty }
  }
}
