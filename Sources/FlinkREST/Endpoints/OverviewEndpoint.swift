import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/overview`. A history server has neither TaskManagers nor slots.
  static let overview = Endpoint<OverviewQuestion>(
    asks: ["/overview"], refuses: { $0.isHistoryServer ? noOverview : nil }
  ) { (_, client) async throws(SourceError) in try await client.overview() }

  fileprivate static let noOverview = "a history server has no TaskManagers and slots"
}

extension FlinkClient {
  /// TaskManagers and slots, asked of whatever is not known to be a history server.
  fileprivate func overview() async throws(SourceError) -> ClusterOverview {
    do throws(SourceError) {
      return try await read(.overview, as: ClusterOverview.init(overview:))
    } catch {
      guard case .notFlink = error, await knownCapabilities()?.isHistoryServer == true else {
        throw error
      }
      throw .unsupported(Endpoints.noOverview)
    }
  }
}

extension Route {
  static let overview = Route(path: "/overview", sizeLimit: 1 << 20, isEverywhere: true)
}

extension ClusterOverview {
  /// Reads `/overview`.
  init(overview: JSONNode) throws(JSONError) {
    self.init(
      taskManagers: try overview.requiredCount("taskmanagers"),
      slotsTotal: try overview.requiredCount("slots-total"),
      slotsAvailable: try overview.requiredCount("slots-available"),
      jobsRunning: try overview.requiredCount("jobs-running"),
      jobsFinished: try overview.requiredCount("jobs-finished"),
      jobsCancelled: try overview.requiredCount("jobs-cancelled"),
      jobsFailed: try overview.requiredCount("jobs-failed"),
      version: overview.text("flink-version"))
  }
}
