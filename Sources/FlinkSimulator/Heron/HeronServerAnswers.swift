/// The API server, which acts on topologies: what is asked of it happens at once.
extension SimulatedHeron {
  mutating func serverAnswer(
    _ request: SimulatedRequest, _ cluster: inout SimulatedCluster
  ) -> SimulatedResponse {
    let parts = Array(request.components.dropFirst(2))
    let form = SimulatedRequest(
      method: request.method, target: "/?" + String(decoding: request.body, as: UTF8.self), body: []
    )
    do throws(ServerRefusal) {
      switch (request.method, parts.count) {
      case ("GET", 1) where parts[0] == "version": return versionAnswer
      case ("DELETE", 5) where parts[0] == "topologies":
        return try kill(place: Array(parts[1...4]), in: &cluster)
      case ("POST", 6) where parts[0] == "topologies":
        return try act(parts[5], place: Array(parts[1...4]), form, at: cluster.now)
      default: throw .unknownPath
      }
    } catch {
      return error.response
    }
  }

  private var versionAnswer: SimulatedResponse {
    var json = JSONWriter()
    json.object { json in
      json.member("heron.build.git.revision", "simulated")
      json.member("heron.build.version", generation.release)
    }
    return .json(200, json.bytes)
  }

  /// Which topology is meant. Another role, environment or cluster than its own is no other topology.
  private func index(
    of place: [String], toKill: Bool = false
  ) throws(ServerRefusal) -> Int {
    let name = place[3]
    guard let index = topologies.firstIndex(where: { $0.name == name }) else {
      let message = "Topology '\(name)' does not exist"
      throw toKill ? .notFound(message) : .failed(message)
    }
    let topology = topologies[index]
    let own = [topology.cluster, topology.role, topology.environ]
    guard own == Array(place.dropLast()) else {
      throw .failed(
        "cluster/role/environ does not match. Topology '\(name)' is running at "
          + "\(own.joined(separator: "/")), not \(place.dropLast().joined(separator: "/"))")
    }
    return index
  }

  private mutating func kill(
    place: [String], in cluster: inout SimulatedCluster
  ) throws(ServerRefusal) -> SimulatedResponse {
    let topology = topologies[try index(of: place, toKill: true)]
    if let job = cluster.jobIndex(topology.jobID) { cluster.jobs[job].cancel(at: cluster.now) }
    remove(topology)
    return Self.message("\(topology.name) killed")
  }

  private mutating func act(
    _ action: String, place: [String], _ form: SimulatedRequest, at now: SimulatedTime
  ) throws(ServerRefusal) -> SimulatedResponse {
    switch action {
    case "activate":
      topologies[try index(of: place)].activate(at: now)
      return Self.message("\(place[3]) activated")
    case "deactivate":
      topologies[try index(of: place)].deactivate(at: now)
      return Self.message("\(place[3]) deactivated")
    case "restart":
      guard let container = Int(form.parameter("container_id") ?? "-1") else {
        throw .unreadable("container_id is no number")
      }
      let index = try index(of: place)
      let isThere = topologies[index].restart(container: container == -1 ? nil : container, at: now)
      guard isThere else { throw .failed("Failed to restart topology '\(place[3])'") }
      return Self.message("\(place[3]) restarted")
    case "update": return try update(place, form, at: now)
    default: throw .unknownPath
    }
  }

  // MARK: Updates

  private mutating func update(
    _ place: [String], _ form: SimulatedRequest, at now: SimulatedTime
  ) throws(ServerRefusal) -> SimulatedResponse {
    let wishes = form.values("component_parallelism").flatMap { $0.split(separator: ",") }
    let containers = form.parameter("container_number")
    let isDry = form.parameter("dry_run") != nil
    guard !wishes.isEmpty || containers != nil || form.parameter("runtime_config") != nil else {
      throw .unprocessable("missing component_parallelism or runtime_config param")
    }
    let index = try index(of: place)
    if !wishes.isEmpty {
      let parallelism = try Self.parallelism(wishes, of: topologies[index])
      if isDry { return dryRun(topologies[index], parallelism) }
      topologies[index].update(parallelism: parallelism, at: now)
    } else if let containers {
      guard let count = Int(containers), (1...1000).contains(count) else {
        throw .failed("For input string: \"\(containers)\"")
      }
      guard count != topologies[index].containers.count else {
        throw .failed(
          "Both component parallelism request and container number are the same as in the running topology."
        )
      }
      if isDry { return dryRun(topologies[index], [:]) }
      topologies[index].update(containers: count, at: now)
    }
    return Self.message("\(place[3]) updated")
  }

  /// Reads `word:3`, several of them.
  private static func parallelism(
    _ wishes: [Substring], of topology: SimulatedTopology
  ) throws(ServerRefusal) -> [Int: Int] {
    var parallelism: [Int: Int] = [:]
    for wish in wishes {
      let halves = wish.split(separator: ":", omittingEmptySubsequences: false)
      guard halves.count == 2, let count = Int(halves[1]), (1...10_000).contains(count) else {
        throw .failed(
          "Invalid parallelism parameter found. Expected: <component>:<parallelism>, Found: \(wish)"
        )
      }
      guard let index = topology.components.firstIndex(where: { $0.name == halves[0] }) else {
        throw .failed("Invalid component name in update request: \(halves[0])")
      }
      parallelism[index] = count
    }
    let isSame = parallelism.allSatisfy { topology.plan.vertices[$0].parallelism == $1 }
    guard !isSame else {
      throw .failed(
        "The component parallelism request (\(wishes.joined(separator: ","))) is the same as the "
          + "current topology parallelism. Not taking action.")
    }
    return parallelism
  }

  /// What would be, as a table; nothing is done.
  private func dryRun(
    _ topology: SimulatedTopology, _ parallelism: [Int: Int]
  ) -> SimulatedResponse {
    var lines = [
      "Topology: \(topology.name)", "Total number of containers: \(topology.containers.count)",
    ]
    for (index, component) in topology.components.enumerated() {
      let old = topology.plan.vertices[index].parallelism
      let new = parallelism[index] ?? old
      lines.append("| \(component.name) | \(old == new ? "\(old)" : "\(old) -> \(new)") |")
    }
    var json = JSONWriter()
    json.object { $0.member("response", lines.joined(separator: "\n") + "\n") }
    return .json(200, json.bytes)
  }

  fileprivate static func message(_ text: String, status: Int = 200) -> SimulatedResponse {
    var json = JSONWriter()
    json.object { $0.member("message", text) }
    return .json(status, json.bytes)
  }
}

/// What the API server answers where it does not do as asked.
private enum ServerRefusal: Error {
  case notFound(String)
  case failed(String)
  case unprocessable(String)
  case unreadable(String)
  case unknownPath

  var response: SimulatedResponse {
    switch self {
    case .notFound(let text): return SimulatedHeron.message(text, status: 404)
    case .failed(let text): return SimulatedHeron.message(text, status: 500)
    case .unprocessable(let text): return SimulatedHeron.message(text, status: 422)
    case .unreadable(let text): return SimulatedHeron.message(text, status: 400)
    case .unknownPath:
      var json = JSONWriter()
      json.object { json in
        json.array("paths") { json in
          for path in ["/api/v1/topologies", "/api/v1/version", "/api/v1/file"] {
            json.element(path)
          }
        }
      }
      return .json(404, json.bytes)
    }
  }
}
