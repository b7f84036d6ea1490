import MetricExpressions

/// A Heron that does not exist: its tracker, and its API server at the same port, over the jobs of a simulated cluster.
package struct SimulatedHeron: Sendable {
  /// Which tracker answers; the API server is the same.
  package let generation: HeronGeneration
  var topologies: [SimulatedTopology]
  /// By topology and file.
  private var logs: [String: HeronLog] = [:]

  /// One whose topologies are the jobs that a cluster has now.
  package init(_ generation: HeronGeneration, over cluster: SimulatedCluster) {
    self.generation = generation
    topologies = SimulatedTopology.all(of: cluster)
  }

  /// Answers a request at the cluster's time.
  package mutating func respond(
    method: String = "GET", path: String, body: [UInt8] = [], in cluster: inout SimulatedCluster
  ) -> SimulatedResponse {
    for index in topologies.indices { topologies[index].advance(to: cluster.now) }
    let request = SimulatedRequest(method: method, target: path, body: body)
    if request.components.starts(with: ["api", "v1"]) {
      return serverAnswer(request, &cluster)
    }
    do throws(TrackerFailure) {
      // It answers GETs and nothing else.
      guard method == "GET" else { throw .unknownRoute(request.path) }
      return try answer(request, at: cluster.now)
    } catch {
      return generation.answer(error)
    }
  }

  private mutating func answer(
    _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse {
    let parts = request.components
    switch parts {
    case []: return rootAnswer
    case ["health"]:
      return .text(
        Array("ok".utf8), as: generation == .legacy ? "text/html; charset=UTF-8" : "text/plain")
    case ["clusters"]: return clustersAnswer()
    case ["machines"]: return try machinesAnswer(request)
    case ["topologies"]: return topologiesAnswer(request)
    case ["topologies", "states"]: return statesAnswer(request, at: now)
    default: break
    }
    guard parts.first == "topologies" else { throw .unknownRoute(request.path) }
    let what = parts.dropFirst().joined(separator: "/")
    if let answer = try planAnswer(what, request, at: now) { return answer }
    if let answer = try metricAnswer(what, request, at: now) { return answer }
    if let answer = try exceptionAnswer(what, request, at: now) { return answer }
    if let answer = try processAnswer(what, request) { return answer }
    if let answer = try fileAnswer(what, request, at: now) { return answer }
    throw .unknownRoute(request.path)
  }

  /// The topology that a request names.
  func topology(_ request: SimulatedRequest) throws(TrackerFailure) -> SimulatedTopology {
    let (cluster, environ, name) = (
      request.parameter("cluster") ?? "", request.parameter("environ") ?? "",
      request.parameter("topology") ?? ""
    )
    let role = request.parameter("role")
    for topology in topologies
    where topology.cluster == cluster && topology.environ == environ && topology.name == name
      && (role == nil || topology.role == role)
    {
      return topology
    }
    guard generation == .modern else { throw .said("No topology found") }
    let place = ([cluster] + [role].compactMap(\.self) + [environ, name]).joined(separator: ", ")
    throw .said("'Topology not found for \(place)'")
  }

  /// A file of a process of a topology, with all that was written until now.
  mutating func log(
    _ file: String, of topology: SimulatedTopology, startedAt: SimulatedTime, at now: SimulatedTime
  ) -> HeronLog {
    let key = "\(topology.id)/\(file)"
    var log =
      logs[key]
      ?? HeronLog(
        file, seed: topology.plan.seed, startedAt: max(startedAt, now - HeronLog.reach))
    log.advance(to: now)
    logs[key] = log
    return log
  }

  /// Forgets a topology.
  mutating func remove(_ topology: SimulatedTopology) {
    topologies.removeAll { $0.id == topology.id }
    logs = logs.filter { !$0.key.hasPrefix("\(topology.id)/") }
  }

  private var rootAnswer: SimulatedResponse {
    guard generation == .legacy else {
      return .text(
        Array(
          "<!DOCTYPE html>\n<html>\n<head>\n<title>Heron Tracker - ReDoc</title>\n</head>\n</html>\n"
            .utf8), as: "text/html; charset=utf-8")
    }
    return SimulatedResponse(
      status: 302,
      headers: [
        .init(name: "location", value: "/topologies"),
        .init(name: "content-type", value: "text/html; charset=UTF-8"),
      ], body: [])
  }
}

extension SimulatedResponse {
  static func text(_ bytes: [UInt8], as type: String) -> SimulatedResponse {
    SimulatedResponse(status: 200, headers: [.init(name: "content-type", value: type)], body: bytes)
  }
}
