import StreamModel

extension Endpoints {
  /// `/overview`.
  static let overview = Endpoint<OverviewQuestion> {
    (_, client) async throws(SourceError) in try await client.overview()
  }
}

extension FlinkClient {
  /// TaskManagers and slots. A history server has neither and is not asked, once it is known to be one.
  fileprivate func overview() async throws(SourceError) -> ClusterOverview {
    if contact.capabilities?.isHistoryServer == true { throw Self.noOverview }
    do throws(SourceError) {
      return try await read(.overview, as: ClusterOverview.init(overview:))
    } catch {
      guard case .notFlink = error, await knownCapabilities()?.isHistoryServer == true else {
        throw error
      }
      throw Self.noOverview
    }
  }

  private static let noOverview = SourceError.unsupported(
    "a history server has no TaskManagers and slots")
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
