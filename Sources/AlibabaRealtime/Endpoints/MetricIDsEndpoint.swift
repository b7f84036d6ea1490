import StreamModel

extension AlibabaEndpoints {
  /// The names of the documents: the service lists none.
  static let metricIDs = AlibabaEndpoint<MetricIDsQuestion> {
    (question, client) async throws(SourceError) in
    _ = try client.measuredJob(question.source)
    return AlibabaMetric.all.map(\.name)
  }
}

extension AlibabaClient {
  /// Jobs have metrics; of vertices, subtasks and processes the service tells none.
  func measuredJob(_ source: MetricSource) throws(SourceError) -> String {
    guard case .job(let job) = source else {
      throw .unsupported("metrics of that are \(AlibabaEndpoints.reason): jobs have some")
    }
    return try name(of: job)
  }
}
