extension SimulatedTopology {
  /// The topologies that a cluster's jobs are. Heron has no batch, and what has failed or was cancelled is not there any
  /// more; a stream that came to its end is one that was deactivated then.
  static func all(of cluster: SimulatedCluster) -> [SimulatedTopology] {
    var taken: Set<String> = []
    return cluster.jobs.compactMap { job in
      guard job.plan.type == .streaming, !job.state.isTerminal || job.state == .finished else {
        return nil
      }
      return SimulatedTopology(job, in: cluster, &taken)
    }
  }

  private init(_ job: SimulatedJob, in cluster: SimulatedCluster, _ taken: inout Set<String>) {
    let plan = job.plan
    let seed = plan.seed.derived("heron")
    jobID = plan.id
    self.cluster = "demo"
    role = seed.element(of: ["ops", "data", "web"], 1) ?? "ops"
    environ = seed.unit(2) < 0.75 ? "prod" : "devel"
    user = seed.element(of: ["mira", "jun", "ade"], 3) ?? "mira"
    let given = plan.name.contains { !$0.isWhitespace } ? plan.name : "topology"
    name = TopologyComponent.unique(given, &taken)
    submittedAt = plan.startedAt
    components = TopologyComponent.all(of: plan)
    self.plan = plan
    isActive = job.state != .finished
    managerStartedAt = plan.startedAt
    let managers = cluster.taskManagers
    let count = min(max(1, plan.slots), max(1, managers.count))
    hosts = (0..<count).map { place in
      managers.isEmpty
        ? "127.0.0.1" : managers[job.taskManagerIndex(ofSubtask: place, among: managers.count)].host
    }
    var task = 0
    instances = plan.vertices.enumerated().flatMap { index, vertex in
      (0..<vertex.parallelism).map { subtask in
        task += 1
        return TopologyInstance(
          task: task, component: index, subtask: subtask, container: subtask % count + 1,
          starts: [plan.startedAt])
      }
    }
    stretches = Self.past(of: job, since: cluster.now - Self.kept)
    if isActive, job.run.endedAt != nil { nextStartAt = job.transition?.at ?? cluster.now }
    noteStarts()
  }

  /// The stretches before now, down to a moment. Of a job that fails again and again each run tells when the one before it
  /// ended.
  private static func past(of job: SimulatedJob, since: SimulatedTime) -> [TopologyStretch] {
    let plan = job.plan
    var current = TopologyStretch(plan: plan, run: job.run)
    if job.run.endedAt != nil {
      current.ending =
        plan.fate(ofRun: job.run.number).map {
          .failed($0.cause, subtask: plan.failedSubtask(of: $0.cause, inRun: job.run.number))
        } ?? .deactivated
    }
    var stretches = [current]
    while let next = stretches.last?.run, next.number > 0, next.startedAt > since,
      let fate = plan.fate(ofRun: next.number - 1)
    {
      let ended = next.startedAt.adding(milliseconds: -fate.pause)
      let running = ended.adding(milliseconds: -fate.runsFor)
      guard running > plan.startedAt else { break }
      var run = JobRun(number: next.number - 1, startedAt: running)
      run.startedAt = running.adding(
        milliseconds: -(run.tasksRunningAt - run.startedAt).inMilliseconds)
      run.tasksRunningAt = running
      run.endedAt = ended
      stretches[stretches.count - 1].run.catchUp = (next.tasksRunningAt - ended).inSeconds
      let subtask = plan.failedSubtask(of: fate.cause, inRun: run.number)
      stretches.append(
        TopologyStretch(plan: plan, run: run, ending: .failed(fate.cause, subtask: subtask)))
    }
    return stretches.reversed()
  }

  /// An instance that failed was started again with the next stretch.
  private mutating func noteStarts() {
    let following = stretches.dropFirst().map(\.run.startedAt) + [nextStartAt].compactMap(\.self)
    for (stretch, start) in zip(stretches, following) {
      guard case .failed(let cause, let subtask) = stretch.ending else { continue }
      for index in instances.indices
      where instances[index].component == cause.vertex && instances[index].subtask == subtask {
        instances[index].starts.append(start)
      }
    }
  }
}
