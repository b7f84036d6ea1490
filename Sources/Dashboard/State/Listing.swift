package import StreamModel

extension DashboardState {
  /// The jobs of the Jobs screen: filtered, and in order. Ties are settled by name and id, so that rows
  /// stand still.
  package func listedJobs() -> [JobID] {
    listedJobs(tab: jobs.tab, filter: jobs.filter, sort: jobs.sort, isReversed: jobs.isReversed)
  }

  /// The jobs under some tab and filter, in some order.
  func listedJobs(tab: JobTab, filter text: String, sort column: JobColumn, isReversed: Bool)
    -> [JobID]
  {
    let filter = JobFilter(text)
    let now = now
    var rows: [(key: SortKey, name: String, id: JobID)] = []
    let lost = tab == .alive ? [] : cluster.lostJobs(at: now)
    for job in cluster.jobs.filter({ tab.contains($0.state) }) + lost where filter.matches(job) {
      let row = JobRow(
        job: job, verdict: verdict(job.id), charset: settings.charset, now: now,
        knownAt: knownAt, lostAt: cluster.lostAt(job.id))
      let key = row.sortKey(column, rank: ranks[job.id])
      rows.append((key, job.name, job.id))
    }
    rows.sort { left, right in
      left.key.isAbove(right.key, isReversed: isReversed)
        ?? (left.name == right.name ? left.id < right.id : left.name < right.name)
    }
    return rows.map(\.id)
  }

  /// The vertices of the open job in the order of the vertices pane.
  package func listedVertices() -> [Vertex] {
    guard let screen = job, let job = cluster.job(screen.id) else { return [] }
    return listedVertices(of: job, by: screen.vertexSort, isReversed: screen.isReversed)
  }

  /// The vertices of a job in some order. Plan order under `.severity` only breaks ties.
  func listedVertices(of job: JobModel, by column: VertexColumn, isReversed: Bool) -> [Vertex] {
    guard let detail = job.detail?.value else { return [] }
    let culprits = Set(verdict(job.id).bottlenecks)
    let rows = detail.vertices.enumerated().map { index, vertex in
      let row = VertexRow(
        vertex: vertex, model: job.vertices[vertex.id], job: job,
        isCulprit: culprits.contains(vertex.id), charset: settings.charset, now: now)
      return (key: row.sortKey(column), index: index, vertex: vertex)
    }
    return rows.sorted { left, right in
      left.key.isAbove(right.key, isReversed: isReversed) ?? (left.index < right.index)
    }.map(\.vertex)
  }
}

/// The words of a filter: all must be found in name, id or state; one that begins with `!` must not.
struct JobFilter {
  private let wanted: [String]
  private let unwanted: [String]

  init(_ text: String) {
    let words = text.lowercased().split(separator: " ").map(String.init)
    wanted = words.filter { !$0.hasPrefix("!") }
    unwanted = words.filter { $0.hasPrefix("!") && $0.count > 1 }.map { String($0.dropFirst()) }
  }

  /// True where all wanted words are found, and no unwanted one.
  func matches(_ job: JobModel) -> Bool {
    guard !wanted.isEmpty || !unwanted.isEmpty else { return true }
    let text = [job.name, job.id.text, job.state.name].joined(separator: "\n").lowercased()
    return wanted.allSatisfy { text.contains($0) } && !unwanted.contains { text.contains($0) }
  }
}
