import Testing

@testable import Dashboard

@Suite("Network simplex")
struct NetworkSimplexTests {
  private typealias Edge = NetworkSimplex.Edge

  @Test("a source is pulled to its late consumer")
  func pullsLate() {
    let edges = [(0, 1), (1, 2), (2, 3), (4, 3)].map {
      Edge(tail: $0.0, head: $0.1, minimum: 1, weight: 1)
    }
    #expect(NetworkSimplex(nodeCount: 5, edges: edges).positions == [0, 1, 2, 3, 2])
  }

  @Test("heavy edges are shorter than light ones")
  func weights() {
    func position(_ light: Int, _ heavy: Int) -> Int {
      let edges = [
        Edge(tail: 0, head: 1, minimum: 10, weight: 1),
        Edge(tail: 0, head: 2, minimum: 1, weight: light),
        Edge(tail: 2, head: 1, minimum: 1, weight: heavy),
      ]
      return NetworkSimplex(nodeCount: 3, edges: edges).positions[2]
    }
    #expect(position(1, 5) == 9)
    #expect(position(5, 1) == 1)
  }

  @Test("no solution of small problems is better", arguments: 1...150)
  func isOptimal(seed: Int) {
    var random = FixedRandom(seed: seed)
    let count = Int.random(in: 2...5, using: &random)
    var edges: [Edge] = []
    for head in 1..<count {
      for tail in 0..<head where tail == head - 1 || Bool.random(using: &random) {
        edges.append(
          Edge(
            tail: tail, head: head, minimum: Int.random(in: 0...2, using: &random),
            weight: Int.random(in: 0...4, using: &random)))
      }
    }
    let solution = NetworkSimplex(nodeCount: count, edges: edges).positions
    #expect(isValid(solution, edges))
    #expect(cost(solution, edges) == leastCost(count, edges))
  }

  @Test("stopping early gives valid positions", arguments: 0...6)
  func earlyStop(steps: Int) {
    var random = FixedRandom(seed: 5)
    var edges: [Edge] = []
    for head in 1..<40 {
      edges.append(
        Edge(tail: Int.random(in: 0..<head, using: &random), head: head, minimum: 1, weight: 1))
      edges.append(
        Edge(tail: Int.random(in: 0..<head, using: &random), head: head, minimum: 2, weight: 3))
    }
    let solution = NetworkSimplex(nodeCount: 40, edges: edges, maximumSteps: steps).positions
    #expect(isValid(solution, edges))
  }

  @Test("nodes that nothing joins, and none at all, have positions too")
  func disjoint() {
    #expect(NetworkSimplex(nodeCount: 3, edges: []).positions == [0, 0, 0])
    #expect(NetworkSimplex(nodeCount: 0, edges: []).positions == [])
  }

  private func isValid(_ positions: [Int], _ edges: [Edge]) -> Bool {
    edges.allSatisfy { positions[$0.head] - positions[$0.tail] >= $0.minimum }
  }

  private func cost(_ positions: [Int], _ edges: [Edge]) -> Int {
    edges.reduce(0) { $0 + $1.weight * (positions[$1.head] - positions[$1.tail]) }
  }

  /// The least cost of all positions in reach.
  private func leastCost(_ count: Int, _ edges: [Edge]) -> Int {
    let reach = 2 * (count - 1) + 1
    var least = Int.max
    var positions = Array(repeating: 0, count: count)
    func place(_ node: Int) {
      if node == count {
        if isValid(positions, edges) { least = min(least, cost(positions, edges)) }
        return
      }
      for position in 0..<reach {
        positions[node] = position
        place(node + 1)
      }
    }
    place(0)
    return least
  }
}
