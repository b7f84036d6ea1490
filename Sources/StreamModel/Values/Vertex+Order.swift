extension Array {
  /// Each vertex behind those that feed it, else in the server's order. Inputs that are not in the list, and
  /// cycles, are no obstacle.
  package func sortedFromSources(id: (Element) -> VertexID, inputs: (Element) -> [Edge])
    -> [Element]
  {
    var indices: [VertexID: Int] = [:]
    for (index, vertex) in enumerated() { indices[id(vertex)] = index }
    var sorted: [Element] = []
    sorted.reserveCapacity(count)
    var isSeen = [Bool](repeating: false, count: count)
    // A stack of our own: a chain of ten thousand vertices must not overflow the thread's.
    var path: [(index: Int, nextInput: Int)] = []
    for root in self.indices where !isSeen[root] {
      isSeen[root] = true
      path.append((root, 0))
      while let (index, nextInput) = path.last {
        let edges = inputs(self[index])
        guard nextInput < edges.count else {
          sorted.append(self[index])
          path.removeLast()
          continue
        }
        path[path.count - 1].nextInput += 1
        guard let input = indices[edges[nextInput].from], !isSeen[input] else {
          continue
        }
        isSeen[input] = true
        path.append((input, 0))
      }
    }
    return sorted
  }
}

extension [Vertex] {
  /// Each behind those that feed it.
  package func sortedFromSources() -> [Vertex] { sortedFromSources(id: \.id, inputs: \.inputs) }
}
