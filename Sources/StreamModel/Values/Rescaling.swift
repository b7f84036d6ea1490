/// Between what bounds a vertex may run in parallel (`/jobs/:id/resource-requirements`, 1.18 on).
package struct ParallelismBounds: Hashable, Sendable {
  package var lower: Int
  package var upper: Int

  package init(lower: Int, upper: Int) {
    self.lower = lower
    self.upper = upper
  }
}

/// Bounds for every vertex of a job, as the cluster wants them: it takes all of them at once or none.
package struct Rescale: Hashable, Sendable {
  package var bounds: [VertexID: ParallelismBounds]
  /// How parallel the vertices ran when it was asked for, as far as that was known.
  package var from: [VertexID: Int]

  package init(bounds: [VertexID: ParallelismBounds], from: [VertexID: Int]) {
    self.bounds = bounds
    self.from = from
  }

  /// The present bounds with other upper ones; a lower bound above them comes down with them.
  package init(
    of bounds: [VertexID: ParallelismBounds], to upper: [VertexID: Int], from: [VertexID: Int]
  ) {
    self.init(
      bounds: bounds.reduce(into: [:]) { new, entry in
        let limit = upper[entry.key] ?? entry.value.upper
        new[entry.key] = ParallelismBounds(lower: min(entry.value.lower, limit), upper: limit)
      }, from: from)
  }
}
