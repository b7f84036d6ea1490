import StreamModel

extension TSPEndpoints {
  /// What a job's `statusAndMetrics` has; TSP lists none. Those of the Flink behind it follow.
  static let metricIDs = TSPEndpoint<MetricIDsQuestion>(asks: metricRoutes) {
    (question, client) async throws(SourceError) in
    guard case .job(let job) = question.source else {
      return try await client.flinkAnswer(question.source) { MetricIDsQuestion($0) }
    }
    let figures = JobFigures(
      try await client.statusAndMetrics(of: try JobUUID(job)), at: client.now())
    guard client.flink != nil else { return figures.names.sorted() }
    let others = try? await client.flinkAnswer(question.source) { MetricIDsQuestion($0) }
    return Set(figures.names + (others ?? [])).sorted()
  }

  static let metricRoutes = ["/job/:uuid/statusAndMetrics/", "/job/:uuid/status/"]
}
