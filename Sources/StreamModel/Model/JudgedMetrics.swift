extension ClusterModel {
  /// Takes what verdicts go by out of metrics that were read, whoever asked for them, and that stood so at `now`.
  mutating func judge(_ readings: [MetricReading], of source: MetricSource, at now: Timestamp) {
    garbage.take(readings, of: source, at: now)
    switch source {
    case .vertex(let job, let vertex):
      guard jobsByID[job]?.readings.value.vertices[vertex] != nil else { return }
      jobsByID[job]?.readings.value.vertices[vertex]?.lateRecords.take(readings, at: now)
      jobsByID[job]?.readings.value.vertices[vertex]?.backlog.take(readings, at: now)
    case .subtasks(let job, let vertex):
      guard let operators = chainOperators(of: vertex, in: job),
        let parallelism = jobsByID[job]?.vertex(vertex)?.parallelism,
        jobsByID[job]?.readings.value.vertices[vertex] != nil
      else { return }
      let figures = readings.compactMap { reading -> (String, Double)? in
        guard case .single(_, let number?) = reading.figure else { return nil }
        return (reading.id, number)
      }
      let hot = jobsByID[job]?.vertices[vertex]?.subtaskLoads?.value.atLimit
      jobsByID[job]?.readings.value.vertices[vertex]?.chainLooks.take(
        Dictionary(figures) { first, _ in first }, of: operators, parallelism: parallelism,
        hot: hot.map { Set($0) }, at: now)
    case .job, .subtask, .coordinator, .controller, .worker, .workers: break
    }
  }

  /// The operators of a vertex that is a chain, once its metrics are listed.
  func chainOperators(of vertex: VertexID, in job: JobID) -> ChainOperators? {
    guard let structure = jobsByID[job]?.vertex(vertex),
      let ids = answers[.metricIDs(.vertex(job, vertex))]?.value
    else { return nil }
    return ChainOperators(of: structure, among: ids)
  }
}
