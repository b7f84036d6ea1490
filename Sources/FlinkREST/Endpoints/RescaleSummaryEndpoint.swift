import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/rescales/summary`.
  static let rescaleSummary = Endpoint<RescaleSummaryQuestion>(
    asks: ["/jobs/:job/rescales/summary"], since: FlinkRelease(2, 3),
    route: { Route(path: Route.path($0.job) + "/rescales/summary") },
    meaning: RescaleHistory.meaning,
    read: RescaleSummary.init(summary:))
}

extension RescaleSummary {
  fileprivate init(summary: JSONNode) throws(JSONError) {
    self.init(
      counts: try RescaleCounts(of: summary),
      all: Distribution(summary["rescalesDurationStatsInMillis"]),
      completed: Distribution(summary["completedRescalesDurationStatsInMillis"]),
      failed: Distribution(summary["failedRescalesDurationStatsInMillis"]),
      ignored: Distribution(summary["ignoredRescalesDurationStatsInMillis"]))
  }
}
