import StreamModel

extension HeronEndpoints {
  /// `/topologies/states`.
  static let jobs = HeronEndpoint<JobsQuestion>(
    asks: ["/topologies/states?cluster&environ&role"] + HeronRoute.infoPatterns
  ) {
    (_, client) async throws(SourceError) in
    let states = try await client.states()
    await client.learnPlans(of: states)
    let now = client.now()
    let jobs = states.map { state in
      JobSummary(
        state,
        instances: state.instances ?? client.memory.plan(of: state.topology.id)?.instances.count,
        at: now)
    }
    client.memory.forget(notIn: jobs)
    return jobs
  }
}

extension HeronClient {
  /// So many plans are asked for with one list.
  private static let mostAtOnce = 20

  /// A legacy tracker's list does not count instances: their number comes from the plan, which is asked for once.
  fileprivate func learnPlans(of states: [ExecutionState]) async {
    var room = Self.mostAtOnce
    for state in states where state.instances == nil && state.status.isProcessing && room > 0 {
      guard memory.beginLearning(state.topology.id) else { continue }
      room -= 1
      // Of one that can't be told the number stays unknown.
      _ = try? await info(state.topology.id)
    }
  }
}

extension HeronRoute {
  static func states(_ scope: HeronScope) -> HeronRoute {
    HeronRoute("/topologies/states", scope.parameters, isEverywhere: true)
  }
}

extension JobSummary {
  /// The tracker tells of no change but the submission. Instances are known as planned only; those of a topology that
  /// runs count as running.
  init(_ state: ExecutionState, instances: Int?, at now: Timestamp) {
    let runs = state.status.isProcessing
    self.init(
      id: state.topology.id, name: state.topology.name, state: state.status,
      startTime: state.submittedAt, endTime: nil,
      duration: runs ? state.submittedAt.map { max(.zero, now.since($0)) } : nil,
      lastModification: state.submittedAt,
      tasks: TaskCounts(byState: runs ? [.running: instances ?? 0] : [:]))
  }
}
