/// What the API server has done to a topology.
extension SimulatedTopology {
  /// So long instances are away when they are started anew.
  private static let restartTakes = Duration.seconds(10)
  /// So long a topology has no manager when that is.
  private static let managerTakes = Duration.seconds(15)

  /// Spouts emit nothing any more.
  mutating func deactivate(at now: SimulatedTime) {
    guard isActive else { return }
    isActive = false
    end(at: now, .deactivated)
  }

  mutating func activate(at now: SimulatedTime) {
    guard !isActive else { return }
    isActive = true
    begin(at: now, afterPause: false)
  }

  /// Starts the processes of a container anew, or all of them; without its instances nothing flows. False where there is no
  /// such container.
  mutating func restart(container: Int?, at now: SimulatedTime) -> Bool {
    guard container == nil || container == 0 || containers.contains(container ?? 0) else {
      return false
    }
    // Its memory of metrics ends with it.
    if container == nil || container == 0 { managerStartedAt = now + Self.managerTakes }
    guard container != 0 else { return true }
    let back = now + Self.restartTakes
    for index in instances.indices where container == nil || instances[index].container == container
    {
      instances[index].starts.append(back)
    }
    pause(.restarted, until: back, at: now)
    return true
  }

  /// Gives components another number of instances. Those that stay keep their tasks; of a component that shrinks the last
  /// ones go.
  mutating func update(parallelism: [Int: Int], at now: SimulatedTime) {
    let back = now + Self.restartTakes
    plan = plan.rescaled(to: parallelism)
    var next = (instances.map(\.task).max() ?? 0) + 1
    var all: [TopologyInstance] = []
    for component in components.indices {
      var own = instances(of: component)
      let wanted = plan.vertices[component].parallelism
      own.removeAll { $0.subtask >= wanted }
      for subtask in own.count..<max(own.count, wanted) {
        own.append(
          TopologyInstance(
            task: next, component: component, subtask: subtask,
            container: subtask % containers.count + 1, starts: [back]))
        next += 1
      }
      all += own
    }
    instances = all
    updates += 1
    pause(.updated, until: back, at: now)
  }

  /// Spreads its instances over another number of containers, on the hosts that it has. All are started anew.
  mutating func update(containers count: Int, at now: SimulatedTime) {
    let known = hosts
    hosts = (0..<count).map { known.isEmpty ? "127.0.0.1" : known[$0 % known.count] }
    let back = now + Self.restartTakes
    for index in instances.indices {
      instances[index].container = instances[index].subtask % count + 1
      instances[index].starts.append(back)
    }
    updates += 1
    pause(.updated, until: back, at: now)
  }

  private mutating func pause(
    _ ending: TopologyStretch.Ending, until back: SimulatedTime, at now: SimulatedTime
  ) {
    guard isActive else { return }
    end(at: now, ending)
    nextStartAt = back
  }
}

extension JobPlan {
  /// The same with another parallelism of some vertices, by index.
  func rescaled(to parallelism: [Int: Int]) -> JobPlan {
    let vertices = vertices.enumerated().map { index, vertex in
      parallelism[index].map { vertex.rescaled(to: $0, seed: seed.derived(index)) } ?? vertex
    }
    return JobPlan(
      id: id, name: name, type: type, seed: seed, startedAt: startedAt,
      graph: JobGraph(inflows: inflows, vertices: vertices), checkpoints: checkpoints, story: story,
      firstSlot: firstSlot)
  }
}

extension VertexPlan {
  /// The same work dealt out over another number of subtasks. A hot key stays where it is, as long as that is there.
  func rescaled(to count: Int, seed: Seed) -> VertexPlan {
    var vertex = self
    let ratio = Double(parallelism) / Double(count)
    vertex.parallelism = count
    vertex.hotSubtasks = hotSubtasks.filter { $0 < count }
    let plain = (0..<parallelism).first { !hotSubtasks.contains($0) }
    let factor =
      hotSubtasks.first.flatMap { hot in
        plain.map { shares.share(of: hot) / max(shares.share(of: $0), 1e-9) }
      } ?? 1
    vertex.shares = SubtaskShares(
      parallelism: count, hot: vertex.hotSubtasks, factor: factor, seed: seed.derived("shares"))
    vertex.loads = (0..<count).map { subtask in
      if vertex.hotSubtasks.contains(subtask) { return loads[subtask] }
      let like = subtask < parallelism && !hotSubtasks.contains(subtask) ? subtask : plain ?? 0
      var load = loads[like]
      load.busyPerWork *= ratio
      return load.fitted
    }
    return vertex
  }
}
