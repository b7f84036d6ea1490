import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/info`: state, logical and physical plan in one answer.
  static let job = HeronEndpoint<JobQuestion>(asks: HeronRoute.infoPatterns) {
    (question, client) async throws(SourceError) in
    let info = try await client.info(question.job)
    return JobDetail(info.plan, state: info.state, of: question.job, info.state.topology)
  }

  /// The same without how it runs.
  static let jobPlan = HeronEndpoint<JobPlanQuestion>(asks: HeronRoute.infoPatterns) {
    (question, client) async throws(SourceError) in
    let info = try await client.info(question.job)
    let detail = JobDetail(info.plan, state: info.state, of: question.job, info.state.topology)
    return JobPlan(
      name: detail.name, type: detail.type,
      nodes: detail.vertices.map { vertex in
        PlanNode(
          id: vertex.id, name: vertex.name, parallelism: vertex.parallelism, inputs: vertex.inputs)
      })
  }
}

extension HeronRoute {
  static let infoPatterns = ["/topologies/info?cluster&environ&topology"]
}

/// What `/topologies/info` tells, as far as it is used.
struct TopologyInfo: Hashable, Sendable {
  var state: ExecutionState
  var plan: TopologyPlan

  init(info: JSONNode, of topology: TopologyName) throws(JSONError) {
    state = try ExecutionState(
      try info.required("execution_state", "execution state"), cluster: topology.cluster,
      environ: topology.environ, name: topology.name)
    plan = try TopologyPlan(info: info)
  }
}

extension HeronClient {
  /// State and plan of a topology; the plan is remembered.
  func info(_ job: JobID) async throws(SourceError) -> TopologyInfo {
    let topology = try self.topology(job)
    let info = try await read(HeronRoute("/topologies/info", of: topology)) {
      info throws(JSONError) in try TopologyInfo(info: info, of: topology)
    }
    memory.keep(info.plan, of: job)
    return info
  }

  /// The plan as it was told last; asked for where it never was.
  func plan(of job: JobID) async throws(SourceError) -> TopologyPlan {
    if let plan = memory.plan(of: job) { return plan }
    return try await info(job).plan
  }
}

extension JobDetail {
  init(_ plan: TopologyPlan, state: ExecutionState, of id: JobID, _ topology: TopologyName) {
    let runs = state.status.isProcessing
    let vertices = plan.components.map { component in
      let id = VertexID(component.name)
      let count = plan.instances(of: id).count
      return Vertex(
        id: id, name: component.name, parallelism: count == 0 ? nil : count, maxParallelism: nil,
        state: runs ? .running : .canceled, startTime: state.submittedAt,
        tasks: TaskCounts(byState: runs ? [.running: count] : [:]), inputs: Self.edges(component),
        // Rates come with the load; totals are asked for with the instances.
        counters: VertexCounters(
          recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
          backpressuredTime: nil, idleTime: nil))
    }
    self.init(
      id: id, name: topology.name, state: state.status, serverNow: nil, type: "STREAMING",
      stateEnteredAt: [:], vertices: vertices.sortedFromSources())
  }

  /// One edge from each component, named by how tuples are dealt out; streams with a name of their own are named.
  private static func edges(_ component: TopologyPlan.Component) -> [Edge] {
    var strategies: [(from: String, names: [String])] = []
    for input in component.inputs {
      let grouping = input.grouping ?? "?"
      let name = input.stream == "default" ? grouping : "\(grouping) \(input.stream)"
      if let index = strategies.firstIndex(where: { $0.from == input.component }) {
        strategies[index].names.append(name)
      } else {
        strategies.append((input.component, [name]))
      }
    }
    return strategies.map {
      Edge(from: VertexID($0.from), shipStrategy: $0.names.joined(separator: ", "))
    }
  }
}
