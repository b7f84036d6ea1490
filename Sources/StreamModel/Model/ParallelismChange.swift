/// That a job came to run more or less parallel, as after a rescale.
struct ParallelismChange: Hashable, Sendable {
  struct Part: Hashable, Sendable {
    var name: String
    var before: Int
    var after: Int
  }

  /// In the order of the plan.
  var parts: [Part]
  /// How many vertices the job has.
  var vertices: Int

  /// `count 2 to 4, sink 2 to 4`, or `all vertices 2 to 4`.
  var text: String {
    if parts.count == vertices, vertices > 2, Set(parts.map { [$0.before, $0.after] }).count == 1 {
      return "all vertices \(parts[0].before) to \(parts[0].after)"
    }
    let named = parts.prefix(3).map { "\($0.name) \($0.before) to \($0.after)" }
    let more = parts.count > named.count ? " and \(parts.count - named.count) more" : ""
    return named.joined(separator: ", ") + more
  }
}

extension JobModel {
  /// Follows how parallel the vertices run; while they do not, nothing says how they will.
  mutating func noteParallelism(of detail: JobDetail, at now: Timestamp) {
    guard detail.state == .running else { return }
    let former = readings.value.parallelism
    let present = detail.vertices.compactMap { vertex in
      vertex.parallelism.map { (vertex: vertex, parallelism: $0) }
    }
    readings.value.parallelism = Dictionary(
      present.map { ($0.vertex.id, $0.parallelism) }, uniquingKeysWith: { $1 })
    let parts = present.compactMap { now -> ParallelismChange.Part? in
      guard let before = former[now.vertex.id], before != now.parallelism else { return nil }
      return ParallelismChange.Part(
        name: now.vertex.shortName, before: before, after: now.parallelism)
    }
    guard !parts.isEmpty else { return }
    readings.value.parallelismChange = Observed(
      ParallelismChange(parts: parts, vertices: detail.vertices.count), receivedAt: now)
  }
}
