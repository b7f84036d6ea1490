import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a simulated cluster over HTTP on 127.0.0.1, on one thread of its own.
///
/// Any number of servers can run beside each other.
package final class SimulatorServer: Sendable {
  private struct Sockets {
    var listener: (any Channel)?
    /// A TSP's, which goes on while the JobManager is dead.
    var tspListener: (any Channel)?
    var connections: [ObjectIdentifier: any Channel] = [:]
    var port = 0
    /// Restarts that were ordered beforehand, and end with the server.
    var ordered: [Task<Void, any Error>] = []
  }

  private let state: SimulatorState
  private let restarts: [JobManagerRestart]
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let sockets = NIOLockedValueBox(Sockets())

  /// With `alibaba` it is that service's API that is served, with `heron` a tracker's and an API server's, and not Flink's.
  package init(
    _ cluster: SimulatedCluster, alibaba: SimulatedAlibaba? = nil, heron: HeronGeneration? = nil,
    faults: SimulatedFaults = .none, clock: SimulationClock = .wall
  ) {
    state = SimulatorState(
      cluster: cluster, alibaba: alibaba, heron: heron.map { SimulatedHeron($0, over: cluster) },
      faults: faults, clock: clock)
    restarts = faults.restarts
  }

  /// Begins to listen, on any free port if it is 0, and says on which.
  @discardableResult
  package func start(port: Int = 0) async throws -> Int {
    let bound = try await listen(on: port)
    let ordered = restarts.map { restart in
      Task {
        try await Task.sleep(for: restart.after)
        try await restartJobManager(restart)
      }
    }
    sockets.withLockedValue { $0.ordered = ordered }
    return bound
  }

  /// Begins to serve a TSP whose Flink this cluster is, on a port of its own, and says on which. Requests to either are seen
  /// and harmed alike.
  @discardableResult
  package func startTSP(_ generation: TSPGeneration, port: Int = 0) async throws -> Int {
    let channel = try await listener(on: port) { [state, sockets] request in
      let isFlinkThere = sockets.withLockedValue { $0.listener != nil }
      return state.withCluster {
        $0.respondAsTSP(generation, to: request.path, isFlinkThere: isFlinkThere)
      }
    }
    sockets.withLockedValue { $0.tspListener = channel }
    return channel.localAddress?.port ?? port
  }

  /// Ends everything. A server that was stopped cannot be started again.
  package func stop() async throws {
    // A restart that went on would bind on a thread that has ended, and NIO ends the process for that.
    let ordered = sockets.withLockedValue { $0.ordered }
    for task in ordered { task.cancel() }
    for task in ordered { _ = await task.result }
    let listener = sockets.withLockedValue { $0.tspListener }
    try await listener?.close()
    try await closeSockets()
    try await group.shutdownGracefully()
  }

  /// The port it listens on, 0 before `start`.
  package var port: Int { sockets.withLockedValue { $0.port } }

  // MARK: What it has seen and how it behaves

  /// Every request since the start, in order, those that came to nothing among them.
  package var requests: [LoggedRequest] { state.requests }

  /// Forgets the requests seen so far.
  package func clearRequests() { state.clearRequests() }

  /// Other rules from now on; what they count, they count anew.
  package func setFaults(_ rules: [FaultRule]) { state.setRules(rules) }

  /// Gives access to the cluster as it is now.
  package func withCluster<Result>(_ body: (inout SimulatedCluster) throws -> Result) rethrows
    -> Result
  {
    try state.withCluster(body)
  }

  // MARK: The JobManager's death

  /// Lets the JobManager die and come back.
  package func restartJobManager(_ restart: JobManagerRestart = JobManagerRestart()) async throws {
    try await killJobManager()
    try await Task.sleep(for: restart.outage)
    try await startJobManager(restart)
  }

  /// Closes every connection and refuses new ones, until `startJobManager`.
  package func killJobManager() async throws { try await closeSockets() }

  /// Listens again, with a cluster that has forgotten everything.
  package func startJobManager(_ restart: JobManagerRestart = JobManagerRestart()) async throws {
    withCluster {
      $0.restartJobManager(
        electionTakes: restart.election, taskManagersReturnAfter: restart.taskManagersReturnAfter)
    }
    try await listen(on: port)
  }

  // MARK: Sockets

  @discardableResult
  private func listen(on port: Int) async throws -> Int {
    let channel = try await listener(on: port) { [state] in state.respond(to: $0) }
    let bound = channel.localAddress?.port ?? port
    sockets.withLockedValue { sockets in
      sockets.listener = channel
      sockets.port = bound
    }
    return bound
  }

  private func listener(
    on port: Int, answer: @escaping @Sendable (LoggedRequest) -> SimulatedResponse
  ) async throws -> any Channel {
    try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { [state, sockets] channel in
        sockets.withLockedValue { $0.connections[ObjectIdentifier(channel)] = channel }
        channel.closeFuture.whenComplete { _ in
          sockets.withLockedValue { $0.connections[ObjectIdentifier(channel)] = nil }
        }
        return channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(SimulatorConnection(state: state, answer: answer))
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: port).get()
  }

  private func closeSockets() async throws {
    let listener = sockets.withLockedValue { sockets in
      defer { sockets.listener = nil }
      return sockets.listener
    }
    try await listener?.close()
    let connections = sockets.withLockedValue { Array($0.connections.values) }
    for connection in connections { try? await connection.close() }
  }
}
