import StreamModel

extension HeronEndpoints {
  /// The containers of all topologies in scope, by their plans. `/machines` has no more than hosts, and only of a legacy
  /// tracker: a modern one fails at it.
  static let taskManagers = HeronEndpoint<TaskManagersQuestion>(
    asks: ["/topologies/states?cluster&environ&role"] + HeronRoute.infoPatterns
  ) { (_, client) async throws(SourceError) in
    let states = try await client.recentStates()
    await client.renewPlans(of: states)
    return states.flatMap { state -> [TaskManager] in
      guard state.status.isProcessing, let plan = client.memory.plan(of: state.topology.id) else {
        return []
      }
      return plan.containers.map { planned in
        let container = TopologyContainer(planned, of: state.topology, in: plan)
        var manager = TaskManager(
          id: ContainerName(state.topology, planned.number).id, slots: 0, freeSlots: 0,
          assignedTasks: container.instances.count)
        manager.container = container
        return manager
      }
    }
  }
}

extension HeronClient {
  /// Of more topologies no plan is asked for.
  private static let mostTopologies = 50
  /// So many are asked for with one list, and none again before it is so old.
  private static let mostAtOnce = 5
  private static let planAge: Duration = .seconds(30)
  /// The job list asks for states all the time: those are good for this.
  private static let stateAge: Duration = .seconds(8)

  /// States of the topologies in scope, as they were told a moment ago.
  fileprivate func recentStates() async throws(SourceError) -> [ExecutionState] {
    if let known = memory.states(since: now().advanced(by: .zero - Self.stateAge)) { return known }
    return try await states()
  }

  /// The same as they are now.
  func states() async throws(SourceError) -> [ExecutionState] {
    let states = try await read(.states(scope), as: ExecutionState.all(states:))
      .filter { scope.holds($0.topology) }
    memory.keep(states, at: now())
    return states
  }

  /// Asks for plans that were never told, then for those that are old.
  fileprivate func renewPlans(of states: [ExecutionState]) async {
    let topologies = states.filter { $0.status.isProcessing }.prefix(Self.mostTopologies)
      .map(\.topology.id)
    let due = memory.plansDue(
      of: topologies, before: now().advanced(by: .zero - Self.planAge), atMost: Self.mostAtOnce,
      at: now())
    // Of one that can't be told the containers stay as they were, or unknown.
    for job in due { _ = try? await info(job) }
  }
}
