/// Finds whole positions for the nodes of an acyclic graph so that every edge is at least as long as it
/// must be and the weighted sum of the lengths is least: ranks of vertices as well as rows of boxes.
///
/// After Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs" (1993). The positions
/// are valid from the start and never get worse, so stopping early is safe.
struct NetworkSimplex {
  struct Edge {
    var tail: Int
    var head: Int
    /// The least that the head's position exceeds the tail's by.
    var minimum: Int
    var weight: Int
  }

  /// Smallest is 0.
  private(set) var positions: [Int]
  private let edges: [Edge]
  private let incident: [[Int]]
  /// The spanning tree of tight edges: parent and the edge to it (-1 at a root), and the edges at each node.
  private var parent: [Int]
  private var parentEdge: [Int]
  private var treeEdges: [[Int]]
  /// Weight of edges going out minus coming in, summed over the subtree: how much it would gain by moving.
  private var surplus: [Int]
  private var mark: [Int]
  private var markNumber = 0

  /// How many candidates are looked at before the best of them leaves the tree.
  private static let searchSize = 30

  init(nodeCount: Int, edges: [Edge], maximumSteps: Int = Int.max) {
    self.edges = edges
    var incident = Array(repeating: [Int](), count: nodeCount)
    for (index, edge) in edges.enumerated() {
      incident[edge.tail].append(index)
      incident[edge.head].append(index)
    }
    self.incident = incident
    positions = Self.longestPaths(nodeCount, edges, incident)
    parent = Array(repeating: -1, count: nodeCount)
    parentEdge = parent
    treeEdges = Array(repeating: [], count: nodeCount)
    surplus = Array(repeating: 0, count: nodeCount)
    mark = surplus
    for edge in edges {
      surplus[edge.tail] += edge.weight
      surplus[edge.head] -= edge.weight
    }
    growTree()
    var cursor = 0
    var steps = 0
    while steps < maximumSteps, let leaving = nextLeaving(from: &cursor), pivot(at: leaving) {
      steps += 1
    }
    let lowest = positions.min() ?? 0
    for node in positions.indices { positions[node] -= lowest }
  }

  private func slack(_ index: Int) -> Int {
    let edge = edges[index]
    return positions[edge.head] - positions[edge.tail] - edge.minimum
  }

  private func otherEnd(of index: Int, from node: Int) -> Int {
    edges[index].tail == node ? edges[index].head : edges[index].tail
  }

  private static func longestPaths(_ nodeCount: Int, _ edges: [Edge], _ incident: [[Int]]) -> [Int]
  {
    var positions = Array(repeating: 0, count: nodeCount)
    var waiting = positions
    for edge in edges { waiting[edge.head] += 1 }
    var ready = (0..<nodeCount).filter { waiting[$0] == 0 }
    while let node = ready.popLast() {
      for index in incident[node] where edges[index].tail == node {
        let edge = edges[index]
        positions[edge.head] = max(positions[edge.head], positions[node] + edge.minimum)
        waiting[edge.head] -= 1
        if waiting[edge.head] == 0 { ready.append(edge.head) }
      }
    }
    return positions
  }

  /// Builds a first spanning tree: takes in what is tight, else moves the tree till its nearest neighbour is.
  private mutating func growTree() {
    var isInTree = Array(repeating: false, count: positions.count)
    for root in positions.indices where !isInTree[root] {
      isInTree[root] = true
      var members = [root]
      var next = 0
      while true {
        while next < members.count {
          let node = members[next]
          for index in incident[node] where slack(index) == 0 {
            let other = otherEnd(of: index, from: node)
            if isInTree[other] { continue }
            isInTree[other] = true
            members.append(other)
            link(other, to: node, by: index)
          }
          next += 1
        }
        var nearest = -1
        var leastSlack = Int.max
        for index in edges.indices where isInTree[edges[index].tail] != isInTree[edges[index].head]
        {
          let slack = slack(index)
          if slack < leastSlack { (nearest, leastSlack) = (index, slack) }
        }
        if nearest < 0 { break }
        let edge = edges[nearest]
        let tailIsInside = isInTree[edge.tail]
        for member in members { positions[member] += tailIsInside ? leastSlack : -leastSlack }
        let (inside, outside) = tailIsInside ? (edge.tail, edge.head) : (edge.head, edge.tail)
        isInTree[outside] = true
        members.append(outside)
        link(outside, to: inside, by: nearest)
      }
      for member in members.reversed() where parent[member] >= 0 {
        surplus[parent[member]] += surplus[member]
      }
    }
  }

  private mutating func link(_ child: Int, to node: Int, by index: Int) {
    parent[child] = node
    parentEdge[child] = index
    treeEdges[child].append(index)
    treeEdges[node].append(index)
  }

  /// What the total would gain, if negative, by stretching the edge above a node.
  private func cutValue(above node: Int) -> Int {
    edges[parentEdge[node]].tail == node ? surplus[node] : -surplus[node]
  }

  private func nextLeaving(from cursor: inout Int) -> Int? {
    var best: Int?
    var bestValue = 0
    var found = 0
    for _ in positions.indices {
      cursor = cursor + 1 < positions.count ? cursor + 1 : 0
      if parentEdge[cursor] < 0 { continue }
      let value = cutValue(above: cursor)
      if value >= 0 { continue }
      if value < bestValue { (best, bestValue) = (cursor, value) }
      found += 1
      if found == Self.searchSize { break }
    }
    return best
  }

  /// Takes the edge above a node out of the tree, moves the subtree as far as it may, and ties it to what
  /// stopped it. False if nothing stops it.
  private mutating func pivot(at node: Int) -> Bool {
    let leaving = parentEdge[node]
    let isTailSide = edges[leaving].tail == node
    markNumber += 1
    var members = [node]
    mark[node] = markNumber
    var next = 0
    while next < members.count {
      let member = members[next]
      for index in treeEdges[member] where index != parentEdge[member] {
        let child = otherEnd(of: index, from: member)
        mark[child] = markNumber
        members.append(child)
      }
      next += 1
    }
    var entering = -1
    var leastSlack = Int.max
    for member in members {
      for index in incident[member] {
        let edge = edges[index]
        let (inner, outer) = isTailSide ? (edge.head, edge.tail) : (edge.tail, edge.head)
        if inner != member || mark[outer] == markNumber { continue }
        let slack = slack(index)
        if slack < leastSlack || (slack == leastSlack && index < entering) {
          (entering, leastSlack) = (index, slack)
        }
      }
    }
    if entering < 0 { return false }
    for member in members { positions[member] += isTailSide ? -leastSlack : leastSlack }
    exchange(leaving, above: node, for: entering)
    return true
  }

  private mutating func exchange(_ leaving: Int, above node: Int, for entering: Int) {
    let moved = surplus[node]
    addSurplus(-moved, from: parent[node])
    treeEdges[node].removeAll { $0 == leaving }
    treeEdges[parent[node]].removeAll { $0 == leaving }
    let edge = edges[entering]
    let (inside, outside) =
      mark[edge.tail] == markNumber ? (edge.tail, edge.head) : (edge.head, edge.tail)
    var path = [inside]
    while let last = path.last, last != node { path.append(parent[last]) }
    for step in path.indices.dropFirst().reversed() {
      surplus[path[step]] = moved - surplus[path[step - 1]]
      parent[path[step]] = path[step - 1]
      parentEdge[path[step]] = parentEdge[path[step - 1]]
    }
    surplus[inside] = moved
    link(inside, to: outside, by: entering)
    addSurplus(moved, from: outside)
  }

  private mutating func addSurplus(_ amount: Int, from node: Int) {
    var node = node
    while node >= 0 {
      surplus[node] += amount
      node = parent[node]
    }
  }
}
