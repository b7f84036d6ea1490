import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/watermarks`; of a source, a metric of its last operator, by subtask.
  static let subtaskWatermarks = Endpoint<SubtaskWatermarksQuestion>(asks: [
    "/jobs/:job/vertices/:vertex/watermarks", "/jobs/:job/vertices/:vertex/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/:subtask/metrics",
  ]) { (question, client) async throws(SourceError) in
    try await client.subtaskWatermarks(for: question)
  }
}

extension FlinkClient {
  /// Requests that the watermarks of a source may take. A line of one holds some 80 subtasks, and the list of all
  /// metrics of a vertex, which has them too, is 3 kB a subtask.
  private static let mostRequests = 4

  fileprivate func subtaskWatermarks(
    for question: SubtaskWatermarksQuestion
  ) async throws(SourceError) -> SubtaskWatermarks {
    let (vertex, job) = (question.vertex, question.job)
    guard let site = question.site, site.isSource else {
      return SubtaskWatermarks(
        try await read(.watermarks(job, vertex), as: Watermark.bySubtask(metrics:)))
    }
    guard let parallelism = question.parallelism,
      let id = try await operatorMetrics(of: vertex, in: job, name: site.name).outputWatermark
    else { return SubtaskWatermarks([:]) }
    var watermarks: [Int: Watermark] = [:]
    let routes = Route.subtaskMetric(job, vertex, id, subtasks: parallelism)
    guard routes.count <= Self.mostRequests else { return SubtaskWatermarks([:]) }
    for route in routes {
      let some = try await read(route, as: Watermark.bySubtask(metrics:))
      watermarks.merge(some) { _, new in new }
    }
    return SubtaskWatermarks(watermarks)
  }
}

extension Route {
  /// Longer request lines than 4096 bytes Flink answers with 404.
  private static let longestQuery = 3600

  /// One metric of each subtask: requests whose lines Flink takes.
  static func subtaskMetric(
    _ job: JobID, _ vertex: VertexID, _ id: String, subtasks: Int
  ) -> [Route] {
    let name = encoded(id)
    var routes: [Route] = []
    var query = ""
    for subtask in 0..<subtasks {
      let next = "\(subtask).\(name)"
      if query.utf8.count + next.utf8.count > longestQuery, !query.isEmpty {
        routes.append(Route(path: path(job, vertex) + "/metrics", query: query))
        query = ""
      }
      query += (query.isEmpty ? "?get=" : ",") + next
    }
    if !query.isEmpty { routes.append(Route(path: path(job, vertex) + "/metrics", query: query)) }
    return routes
  }
}

extension Watermark {
  /// Reads metrics whose ids begin with the number of a subtask: `0.currentInputWatermark`.
  static func bySubtask(metrics: JSONNode) throws(JSONError) -> [Int: Watermark] {
    var watermarks: [Int: Watermark] = [:]
    for metric in try metrics.requiredElements() {
      let id = try metric.requiredString("id")
      guard let dot = id.firstIndex(of: "."), let subtask = Int(id[..<dot]), subtask >= 0 else {
        continue
      }
      watermarks[subtask] = Watermark(long: try metric.requiredInt64("value"))
    }
    return watermarks
  }
}
