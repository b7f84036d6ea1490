import ServerAnswers
import StreamModel

extension Endpoints {
  /// The routes of metrics without `get`.
  static let metricIDs = Endpoint<MetricIDsQuestion>(
    asks: Route.metricPatterns,
    refuses: { $0.isHistoryServer ? noMetrics : nil }
  ) { (question, client) async throws(SourceError) in
    let route = try client.metricRoute(of: question.source)
    return Array(Set(try await client.read(route, as: MetricList.ids(metrics:)))).sorted()
  }

  static let noMetrics = "a history server has no metrics"
}

extension FlinkClient {
  /// Refuses what the version is known to lack.
  func metricRoute(of source: MetricSource) throws(SourceError) -> Route {
    if case .coordinator = source, let version = contact.capabilities?.version,
      let release = FlinkRelease(version), release < Route.coordinatorsSince
    {
      throw .unsupported(
        "not in Flink \(FailureText.oneLine(version)): metrics of operators on the JobManager "
          + "came with \(Route.coordinatorsSince)")
    }
    return .metrics(of: source)
  }
}

extension Route {
  static let coordinatorsSince = FlinkRelease(1, 20)

  static let metricPatterns = [
    "/jobs/:job/metrics?get", "/jobs/:job/vertices/:vertex/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/metrics?get",
    "/jobs/:job/vertices/:vertex/subtasks/:subtask/metrics?get",
    "/jobs/:job/vertices/:vertex/jm-operator-metrics?get", "/jobmanager/metrics?get",
    "/taskmanagers/:manager/metrics?get", "/taskmanagers/metrics?get",
  ]

  /// All ids; with a query the values of some.
  static func metrics(of source: MetricSource) -> Route {
    switch source {
    case .job(let job): Route(path: path(job) + "/metrics")
    case .vertex(let job, let vertex): Route(path: path(job, vertex) + "/subtasks/metrics")
    case .subtask(let job, let vertex, let index):
      Route(path: path(job, vertex) + "/subtasks/\(index)/metrics")
    case .subtasks(let job, let vertex): Route(path: path(job, vertex) + "/metrics")
    case .coordinator(let job, let vertex):
      Route(path: path(job, vertex) + "/jm-operator-metrics")
    case .controller: Route(path: "/jobmanager/metrics")
    case .worker(let id): Route(path: "/taskmanagers/" + encoded(id.text) + "/metrics")
    case .workers: Route(path: "/taskmanagers/metrics")
    }
  }
}
