import FlinkSimulator

/// A server with a clock that stands still, for the length of a test.
struct Served {
  let server: SimulatorServer
  let clock: ManualClock
  let port: Int
  let job: String

  /// Serves the demo, or another world, and stops when the body is done.
  static func run<Result>(
    _ configuration: SimulationConfiguration = .demo(seed: 1), faults: SimulatedFaults = .none,
    _ body: (Served) async throws -> Result
  ) async throws -> Result {
    var configuration = configuration
    configuration.hasLazyMetrics = false
    let clock = ManualClock(Cluster.start)
    let cluster = SimulatedCluster(configuration: configuration, startedAt: clock.now)
    let server = SimulatorServer(cluster, faults: faults, clock: clock.clock)
    let port = try await server.start()
    let job = cluster.jobNames.first { $0.name == "payments" }?.id ?? ""
    do {
      let result = try await body(Served(server: server, clock: clock, port: port, job: job))
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// One request on a connection of its own.
  func send(_ method: String, _ path: String, body: String = "", timeout: Duration = .seconds(20))
    throws -> RawConnection.Answer
  {
    let connection = try RawConnection(port: port, timeout: timeout)
    connection.send(method, path, body: body)
    return try connection.answer()
  }

  func get(_ path: String, timeout: Duration = .seconds(20)) throws -> RawConnection.Answer {
    try send("GET", path, timeout: timeout)
  }
}
