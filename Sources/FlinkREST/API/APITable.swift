package import HTTPTransport

/// Every endpoint of Flink's monitoring REST API, 1.13 to 2.3.
///
/// Methods, paths and parameters are those of the header classes in the `flink-dist` of 1.13.6, 1.14.6, 1.15.4, 1.19.3,
/// 1.20.5, 2.2.0 and 2.3.0, read by reflection; 1.16 to 1.18 were probed. The web interface's files and the SQL
/// gateway, which is another server, are left out. None was removed in that time.
package enum APITable {
  /// The endpoints about one kind of thing.
  package struct Section: Sendable {
    package let title: String
    package let endpoints: [APIEndpoint]

    init(_ title: String, _ endpoints: [APIEndpoint]) {
      self.title = title
      self.endpoints = endpoints
    }
  }

  /// The commands that print what a cluster tells.
  static let reportingCommands = [
    "jobs", "job", "health", "checkpoints", "exceptions", "subtasks", "flamegraph", "metrics",
    "query",
    "taskmanagers", "thread-dump", "config",
    "jars", "plan", "timeline", "accumulators", "applications", "datasets", "rescales", "spans",
    "recoveries",
  ]
  /// Those, and the commands that act: all that have to know the cluster and its jobs first.
  static let askingCommands =
    reportingCommands + jobCommands + jarCommands

  /// Those that find a job first.
  static let jobCommands = ["savepoint", "stop", "cancel", "checkpoint", "rescale", "operation"]
  /// Those that act on the cluster or on a jar.
  static let jarCommands = [
    "upload", "run", "delete-jar", "dispose", "shutdown", "cancel-application", "delete-dataset",
    "submit",
  ]

  package static let sections = [
    cluster, jobManager, taskManagers, jars, applications, jobs, checkpoints, vertices,
  ]

  package static let all = sections.flatMap(\.endpoints)

  /// The one that a request goes to; nil where the table has none. `path` may have a query, and the prefix `/v1`.
  package static func endpoint(_ method: HTTPRequest.Method, _ path: String) -> APIEndpoint? {
    var segments = path.prefix { $0 != "?" }.split(separator: "/")
    if segments.first == "v1" { segments.removeFirst() }
    let matches = all.compactMap { endpoint -> (endpoint: APIEndpoint, literals: Int)? in
      guard endpoint.method == method, let count = endpoint.literalMatches(segments) else {
        return nil
      }
      return (endpoint, count)
    }
    // `/jobs/overview` is no job.
    return matches.max { $0.literals < $1.literals }?.endpoint
  }
}

extension HarmlessRoutes {
  /// Every GET of Flink's API that changes nothing, for requests that the user writes.
  package static let flinkAPI = HarmlessRoutes(
    APITable.all.filter(\.isHarmless).flatMap { endpoint in
      ["", "/v1"].map { prefix in
        let query =
          endpoint.parameters.isEmpty ? "" : "?" + endpoint.parameters.joined(separator: "&")
        return HarmlessRoute(.get, prefix + endpoint.path + query)
      }
    })
}
