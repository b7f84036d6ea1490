import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/metrics`.
  static let jobMetrics = Endpoint<JobMetricsQuestion>(
    asks: ["/jobs/:job/metrics?get"], route: { .jobMetrics($0.job, JobMetrics.ids) },
    read: JobMetrics.init(metrics:))
}

extension Route {
  /// The plain route leaves unknown ids out; it is the aggregating ones that answer `[]` for one unknown id.
  static func jobMetrics(_ job: JobID, _ ids: [String]) -> Route {
    Route(path: path(job) + "/metrics", query: "?get=" + ids.joined(separator: ","))
  }
}

extension JobMetrics {
  /// The ids to ask for. 2.x has no `fullRestarts`; the route leaves out what it does not know.
  static let ids = ["numRestarts", "fullRestarts", "uptime"]

  /// Reads `/jobs/:id/metrics?get=...`; nil where the answer is empty, as for a job that has ended.
  init?(metrics: JSONNode) throws(JSONError) {
    var values: [String: Int64] = [:]
    for metric in try metrics.requiredElements() {
      guard let value = metric["value"]?.int64, value >= 0 else { continue }
      values[try metric.requiredString("id")] = value
    }
    if metrics.firstElement == nil { return nil }
    self.init(
      restarts: (values["numRestarts"] ?? values["fullRestarts"]).map {
        Int(min($0, Int64(Int32.max)))
      },
      uptime: values["uptime"].map { .milliseconds($0) })
  }
}
