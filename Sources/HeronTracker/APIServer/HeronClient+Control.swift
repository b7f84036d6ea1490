import HTTPTransport
import ServerAnswers
package import StreamModel

/// What is done to topologies: sent to the API server, once whatever comes of it.
extension HeronClient {
  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    if let reason = traits.refusal(of: request.kind) { throw .refused(.unsupported(reason)) }
    if case .topology(.heapDump(let target)) = request.kind, let job = request.job {
      return try await dumpHeap(of: target, in: job)
    }
    guard let job = request.job, let apiServer else {
      throw .refused(.unsupported(request.kind.name))
    }
    let topology: TopologyName
    do throws(SourceError) {
      topology = try await withRole(try self.topology(job))
    } catch {
      throw error.isAboutTheServer ? .notSent(error) : .refused(error)
    }
    if let flaw = APIServerRoute.flaw(of: topology) { throw .refused(.unusable(flaw)) }
    switch request.kind {
    case .cancel: return try await send(.kill(topology), isDryRun: false, to: apiServer)
    case .topology(let control):
      var isDryRun = false
      if case .update(let update) = control {
        if let flaw = update.flaw { throw .refused(.unusable(FailureText.oneLine(flaw))) }
        isDryRun = update.isDryRun
        try await check(update, of: job)
      }
      return try await send(.control(control, topology), isDryRun: isDryRun, to: apiServer)
    default: throw .refused(.unsupported(request.kind.name))
    }
  }

  /// Refuses components that the topology does not have: whether the API server does is not known.
  private func check(_ update: TopologyUpdate, of job: JobID) async throws(TriggerError) {
    guard !update.parallelism.isEmpty else { return }
    let names: [String]
    do throws(SourceError) {
      names = try await info(job).plan.components.map(\.name)
    } catch {
      throw error.isAboutTheServer ? .notSent(error) : .refused(error)
    }
    guard let unknown = update.parallelism.keys.sorted().first(where: { !names.contains($0) })
    else { return }
    throw .refused(
      .unusable(
        "The topology has no component '\(FailureText.oneLine(unknown))': there are "
          + "\(FailureText.oneLine(names.joined(separator: ", "))). Nothing was sent."))
  }

  package func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    throw .unsupported("a \(request.kind.name) has no status of its own")
  }

  private func send(
    _ route: APIServerRoute, isDryRun: Bool, to apiServer: HeronAPIServer
  ) async throws(TriggerError) -> TriggerReceipt {
    let transport = apiServer.transport
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(route.request(within: apiServer.patience))
    } catch {
      let meaning = SourceError(error, on: route.name, at: transport.address, hasAnswered: true)
      if case .readOnly = meaning { throw .refused(meaning) }
      throw error.mayHaveBeenSent ? .answerLost(meaning) : .notSent(meaning)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw .refused(error) }
    let words = try APIServerAnswer(response, to: route).words(
      isDryRun: isDryRun, from: transport.address)
    return TriggerReceipt(triggerID: nil, words: words)
  }

  // MARK: Roles

  /// The topology with its role, without which the API server does not know it. States tell it; where they do not,
  /// `/topologies` does, which has cluster, role, environment, names.
  func withRole(_ topology: TopologyName) async throws(SourceError) -> TopologyName {
    guard topology.role.isEmpty else { return topology }
    if let role = memory.role(of: topology) {
      return TopologyName(
        cluster: topology.cluster, role: role, environ: topology.environ, name: topology.name)
    }
    let route = HeronRoute(
      "/topologies", [("cluster", topology.cluster), ("environ", topology.environ)],
      isEverywhere: true)
    let roles = try await read(route) { list throws(JSONError) in
      try HeronRoles.roles(of: topology, topologies: list)
    }
    guard roles.count == 1 else {
      let found = roles.isEmpty ? "tells none" : "tells \(roles.joined(separator: ", "))"
      throw .unusable(
        "The role of \(FailureText.oneLine(topology.name)) is not known, and the API server wants it: "
          + "the tracker \(FailureText.oneLine(found)). Nothing was sent.")
    }
    memory.keep(role: roles[0], of: topology)
    return try await withRole(topology)
  }
}

extension HeronRoute {
  /// All topologies with their roles.
  static let rolePatterns = ["/topologies?cluster&environ"]
}

/// Reads `/topologies`: cluster, role, environment, names.
enum HeronRoles {
  /// The roles under which a topology of that name is listed.
  static func roles(
    of topology: TopologyName, topologies: JSONNode
  ) throws(JSONError) -> [String] {
    guard topologies.isObject else { throw .unusable(path: "$", expected: "object") }
    var roles: Set<String> = []
    for (cluster, all) in topologies.members where cluster.string == topology.cluster {
      for (role, environs) in all.members {
        for (environ, names) in environs.members where environ.string == topology.environ {
          if let role = role.string, !role.isEmpty,
            names.elements.contains(where: { $0.string == topology.name })
          {
            roles.insert(role)
          }
        }
      }
    }
    return roles.sorted()
  }
}
