package import HTTPTransport

/// An operation of the API `foas` (2018-11-11) that flinktop asks. All change nothing; what starts, stops or changes is not
/// in the table, so that it can't be asked.
struct FoasOperation: Hashable, Sendable {
  static let version = "2018-11-11"

  /// `x-acs-action`.
  var name: String
  var method: HTTPRequest.Method = .get
  /// With a place for each name in brackets: `/api/v2/projects/[project]/jobs`.
  var pattern: String
  /// Names of parameters that its query may have, `RegionId` besides.
  var parameters: [String] = []

  private static let project = "/api/v2/projects/[project]"
  private static let instance = project + "/jobs/[job]/instances/[instance]"

  static let listJob = FoasOperation(
    name: "ListJob", pattern: project + "/jobs", parameters: ["pageIndex", "pageSize"])
  static let listInstance = FoasOperation(
    name: "ListInstance", pattern: project + "/instances",
    parameters: ["jobName", "pageIndex", "pageSize"])
  static let runSummaries = FoasOperation(
    name: "BatchGetInstanceRunSummary", pattern: project + "/runsummary", parameters: ["jobNames"])
  static let detail = FoasOperation(name: "GetInstanceDetail", pattern: instance + "/details")
  static let configuration = FoasOperation(name: "GetInstanceConfig", pattern: instance + "/config")
  static let checkpoints = FoasOperation(
    name: "GetInstanceCheckpoint", pattern: instance + "/checkpoints")
  static let exceptions = FoasOperation(
    name: "GetInstanceExceptions", pattern: instance + "/exceptions")
  /// A POST as its question is long; it changes nothing.
  static let metric = FoasOperation(
    name: "GetInstanceMetric", method: .post, pattern: project + "/jobs/[job]/metric",
    parameters: ["instanceId"])

  static let all = [
    listJob, listInstance, runSummaries, detail, configuration, checkpoints,
    exceptions, metric,
  ]

  /// The same as the read-only guard has it.
  var harmlessRoute: HarmlessRoute {
    let path = pattern.replacing("[", with: ":").replacing("]", with: "")
    return HarmlessRoute(
      method, path + "?" + (parameters + ["RegionId"]).joined(separator: "&"))
  }
}

extension HarmlessRoutes {
  /// What flinktop asks of Alibaba Cloud: GETs, and the one POST that asks for metrics.
  package static let alibaba = HarmlessRoutes(FoasOperation.all.map(\.harmlessRoute))
}

/// An operation with everything in its place.
struct FoasCall: Sendable {
  var operation: FoasOperation
  /// What stands in the places of the path, by their names.
  var places: [String: String]
  /// In the order in which it is sent.
  var query: [(String, String)] = []
  var form: [(String, String)] = []

  /// As it is signed.
  var rawPath: String { path { $0 } }

  /// As it is sent.
  var path: String { path(WireText.segment) }

  /// What messages call it: `GetInstanceMetric`.
  var name: String { operation.name }

  private func path(_ written: (String) -> String) -> String {
    let segments = operation.pattern.split(separator: "/", omittingEmptySubsequences: false)
    return segments.map { segment in
      guard segment.hasPrefix("[") else { return String(segment) }
      return written(places[String(segment.dropFirst().dropLast())] ?? "")
    }.joined(separator: "/")
  }
}
