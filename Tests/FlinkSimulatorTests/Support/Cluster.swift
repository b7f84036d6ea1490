import FlinkSimulator
import Testing

/// A cluster to ask questions of in a test.
struct Cluster {
  static let start = SimulatedTime(epochMilliseconds: 1_800_000_000_000)

  var simulated: SimulatedCluster

  init(
    _ configuration: SimulationConfiguration = .demo(seed: 1), lazyMetrics: Bool = false,
    version: String = "2.3.0", change: (inout SimulationConfiguration) -> Void = { _ in }
  ) {
    var configuration = configuration
    configuration.hasLazyMetrics = lazyMetrics
    configuration.version = version
    change(&configuration)
    simulated = SimulatedCluster(configuration: configuration, startedAt: Self.start)
  }

  mutating func pass(_ duration: Duration) {
    simulated.advance(to: simulated.now + duration)
  }

  mutating func send(_ method: String, _ path: String, body: String = "") -> SimulatedResponse {
    simulated.respond(method: method, path: path, body: Array(body.utf8))
  }

  mutating func get(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: send("GET", path).body)
  }

  mutating func job(_ name: String) throws -> String {
    try #require(simulated.jobNames.first { $0.name == name }?.id)
  }

  /// The state of a job as `/jobs/overview` has it.
  mutating func state(of job: String) throws -> String? {
    try get("/jobs/overview")["jobs"].elements.first { $0["jid"].text == job }?["state"].text
  }

  /// The vertex of a job whose name begins so.
  mutating func vertex(_ name: String, of job: String) throws -> String {
    let vertices = try get("/jobs/\(job)")["vertices"].elements
    return try #require(vertices.first { $0["name"].text?.hasPrefix(name) ?? false }?["id"].text)
  }

  /// One aggregate of one metric of a vertex.
  mutating func aggregate(_ metric: String, _ kind: String, of vertex: String, job: String) throws
    -> Double
  {
    let answer = try get("/jobs/\(job)/vertices/\(vertex)/subtasks/metrics?get=\(metric)")
    return try #require(answer[0][kind].real)
  }

  /// Starts an operation and gives its trigger back.
  mutating func trigger(_ path: String, body: String = "{}") throws -> String {
    let response = send("POST", path, body: body)
    #expect(response.status == 202)
    return try #require(try JSONValue(parsing: response.body)["request-id"].text)
  }

  /// Waits until an operation is over; the time is the simulated one.
  mutating func outcome(of path: String, within limit: Duration = .seconds(120)) throws -> JSONValue
  {
    let end = simulated.now + limit
    while simulated.now < end {
      let status = try get(path)
      if status["status"]["id"].text == "COMPLETED" { return status["operation"] }
      pass(.milliseconds(200))
    }
    Issue.record("still in progress after \(limit)")
    return .null
  }
}
