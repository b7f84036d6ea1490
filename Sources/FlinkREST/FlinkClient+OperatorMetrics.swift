import HTTPTransport
import ServerAnswers
import StreamModel

/// What single operators tell of a vertex, which takes requests of its own.
extension FlinkClient {
  /// The operator metrics of a vertex, from its list of metrics the first time.
  func operatorMetrics(
    of vertex: VertexID, in job: JobID, name: String
  ) async throws(SourceError) -> OperatorMetrics {
    if let known = operatorMetricsMemory.metrics(of: vertex, in: job) { return known }
    let ids = try await read(.metricList(job, vertex), as: MetricList.ids(metrics:))
    let metrics = OperatorMetrics(ids: ids, vertexName: name)
    // Before the first fetch, while restarting and after the end the list is empty, which says nothing.
    if !ids.isEmpty { operatorMetricsMemory.keep(metrics, of: vertex, in: job) }
    return metrics
  }

  /// One metric over the subtasks of a vertex.
  func aggregate(
    of id: String, _ vertex: VertexID, _ job: JobID
  ) async throws(SourceError) -> SubtaskAggregate? {
    let endpoint = Route.subtaskMetrics(job, vertex, [id])
    // Over 4096 bytes of request line Flink answers 404 and closes the connection.
    guard endpoint.request().path.utf8.count <= 3000 else { return nil }
    let aggregates = try await read(endpoint, as: SubtaskAggregate.all(metrics:))
    return aggregates[id]
  }
}

extension Route {
  /// Aggregated over the subtasks of a vertex. One id that the vertex lacks makes the whole answer `[]`.
  static func subtaskMetrics(_ job: JobID, _ vertex: VertexID, _ ids: [String]) -> Route {
    Route(
      path: path(job, vertex) + "/subtasks/metrics",
      query: "?get=" + ids.map(encoded).joined(separator: ","))
  }
  /// The ids of all metrics of the first subtask: 2 to 5 kB, where the vertex's own list has that for each
  /// subtask.
  static func metricList(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/subtasks/0/metrics")
  }
}

/// The ids that a vertex has (`.../subtasks/0/metrics`).
enum MetricList {
  static func ids(metrics: JSONNode) throws(JSONError) -> [String] {
    var ids: [String] = []
    for metric in try metrics.requiredElements() { ids.append(try metric.requiredString("id")) }
    return ids
  }
}
