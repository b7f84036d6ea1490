import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/overview`.
  static let rescaleOverview = Endpoint<RescaleOverviewQuestion>(
    asks: ["/jobs/:job/rescales/overview"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/overview") },
    meaning: RescaleHistory.meaning,
    read: RescaleOverview.init(overview:))
}

extension RescaleOverview {
  fileprivate init(overview: JSONNode) throws(JSONError) {
    let latest = overview["latest"]
    func last(_ key: StaticString) throws(JSONError) -> RescaleRecord? {
      guard let record = latest?[key] else { return nil }
      return try RescaleRecord(record)
    }
    self.init(
      counts: try RescaleCounts(of: overview), completed: try last("completed"),
      failed: try last("failed"), ignored: try last("ignored"))
  }
}

extension RescaleCounts {
  /// Reads what both statistics begin with.
  init(of answer: JSONNode) throws(JSONError) {
    let counts = try answer.required("rescalesCounts", "counts of rescales")
    self.init(
      completed: try counts.requiredCount("completed"), failed: try counts.requiredCount("failed"),
      ignored: try counts.requiredCount("ignored"),
      inProgress: try counts.requiredCount("inProgress"))
  }
}
