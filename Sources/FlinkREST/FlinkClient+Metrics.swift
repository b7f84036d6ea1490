import HTTPTransport
import StreamModel

/// Questions that need more than one request, or another one for a source than for any other vertex.
extension FlinkClient {
  /// How loaded a vertex is.
  ///
  /// Flink counts records between tasks, so for a vertex that is source and sink in one all is 0. There the
  /// records out are those of its first operator: what the source emits.
  func load(of vertex: VertexID, in job: JobID) async throws(SourceError) -> VertexLoad? {
    let endpoint = Route.subtaskMetrics(job, vertex, VertexLoad.ids)
    let load = try await read(endpoint, as: VertexLoad.init(metrics:))
    guard var load, load.sendsNothing,
      let place = memory.place(of: vertex, in: job), place.isSource, !place.hasDownstream,
      let id = try await operatorMetrics(of: vertex, in: job, name: place.name).recordsOut,
      let emitted = try await aggregate(of: id, vertex, job)
    else { return load }
    load.recordsOut = emitted
    return load
  }

  /// The watermarks of a vertex: of its input, or of a source, which has none, those it emits.
  func watermarks(
    of vertex: VertexID, in job: JobID
  ) async throws(SourceError) -> VertexWatermarks? {
    // A source answers `[]`; so does any vertex before its metrics were fetched.
    if memory.place(of: vertex, in: job)?.isSource != true {
      let watermarks = try await read(
        .watermarks(job, vertex), as: VertexWatermarks.init(watermarks:))
      if let watermarks { return watermarks }
      if memory.place(of: vertex, in: job) == nil { _ = try await answer(.job(job)) }
    }
    guard let place = memory.place(of: vertex, in: job), place.isSource,
      let id = try await operatorMetrics(of: vertex, in: job, name: place.name).outputWatermark
    else { return nil }
    return try await aggregate(of: id, vertex, job).map(VertexWatermarks.init(aggregate:))
  }

  /// The operator metrics of a vertex, from its list of metrics the first time.
  private func operatorMetrics(
    of vertex: VertexID, in job: JobID, name: String
  ) async throws(SourceError) -> OperatorMetrics {
    if let known = memory.operatorMetrics(of: vertex, in: job) { return known }
    let ids = try await read(.metricList(job, vertex), as: MetricList.ids(metrics:))
    let metrics = OperatorMetrics(ids: ids, vertexName: name)
    // Before the first fetch, while restarting and after the end the list is empty, which says nothing.
    if !ids.isEmpty { memory.keep(metrics, of: vertex, in: job) }
    return metrics
  }

  /// One metric over the subtasks of a vertex.
  private func aggregate(
    of id: String, _ vertex: VertexID, _ job: JobID
  ) async throws(SourceError) -> SubtaskAggregate? {
    let endpoint = Route.subtaskMetrics(job, vertex, [id])
    // Over 4096 bytes of request line Flink answers 404 and closes the connection.
    guard endpoint.request().path.utf8.count <= 3000 else { return nil }
    let aggregates = try await read(endpoint, as: SubtaskAggregate.all(metrics:))
    return aggregates[id]
  }
}
