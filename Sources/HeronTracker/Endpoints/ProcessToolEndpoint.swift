import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/pid`, `jstack` and `histo`: the tracker asks the shell of the container, which runs the tool there.
  static let processTool = HeronEndpoint<ProcessToolQuestion>(
    asks: ProcessTool.allCases.map {
      "/topologies/\($0.rawValue)?cluster&environ&topology&instance"
    } + HeronRoute.infoPatterns
  ) { (question, client) async throws(SourceError) in
    let instance = try await client.instance(question.index, of: question.vertex, in: question.job)
    let route = HeronRoute.tool(
      question.tool.rawValue, instance.id, in: try client.topology(question.job))
    let answer = try await client.read(route, as: ToolAnswer.init(tool:))
    if let failure = answer.failure { throw .conflict("\(failure) (\(instance.id))") }
    return ToolOutput(
      instance: instance.id, host: instance.host, command: answer.command, output: answer.output,
      errors: answer.errors)
  }
}

extension HeronRoute {
  /// A tool that runs in the process of an instance; the process stands still for it.
  static func tool(_ name: String, _ instance: String, in topology: TopologyName) -> HeronRoute {
    var route = HeronRoute("/topologies/\(name)", of: topology, [("instance", instance)])
    route.timeout = .seconds(60)
    return route
  }
}

extension HeronClient {
  /// The instance that a number means now: what runs where may have changed since the plan was told.
  func instance(
    _ index: Int, of vertex: VertexID, in job: JobID
  ) async throws(SourceError) -> TopologyPlan.Instance {
    let plan = try await info(job).plan
    guard plan.component(vertex) != nil else {
      throw .notFound("the topology has no component '\(FailureText.oneLine(vertex.text))'")
    }
    let instances = plan.instances(of: vertex)
    guard instances.indices.contains(index) else {
      throw .notFound("the component has no instance \(index)")
    }
    return instances[index]
  }
}
