extension SimulatedJob {
  /// The state of every task, summed up; without looking at the subtasks.
  func taskCounts(at time: SimulatedTime) -> TaskCounts {
    if plan.type == .streaming, isFullyRunning(at: time) {
      var counts = TaskCounts()
      counts[.running] = plan.subtasks
      return counts
    }
    return plan.vertices.indices.reduce(TaskCounts()) { $0 + taskCounts(ofVertex: $1, at: time) }
  }

  func taskCounts(ofVertex index: Int, at time: SimulatedTime) -> TaskCounts {
    let vertex = plan.vertices[index]
    var counts = TaskCounts()
    switch state {
    case .running:
      for state in TaskState.allCases {
        counts[state] = running(vertex, state: state, at: time)
      }
    case .failed, .restarting:
      counts[endState(of: vertex)] = vertex.parallelism
      if let failure = failures.first, failure.cause.vertex == index {
        counts[.failed] = 1
        counts[.canceled] = vertex.parallelism - 1
      }
    case .cancelling: counts[.canceling] = vertex.parallelism
    case .canceled: counts[endState(of: vertex)] = vertex.parallelism
    case .finished: counts[.finished] = vertex.parallelism
    case .initializing, .created, .failing, .suspended, .reconciling:
      counts[.created] = vertex.parallelism
    }
    return counts
  }

  func taskState(vertex index: Int, subtask: Int, at time: SimulatedTime) -> TaskState {
    let vertex = plan.vertices[index]
    switch state {
    case .running: return running(vertex, subtask: subtask, at: time)
    case .failed, .restarting:
      if let failure = failures.first, failure.cause.vertex == index, failure.subtask == subtask {
        return .failed
      }
      return endState(of: vertex)
    case .cancelling: return .canceling
    case .canceled: return endState(of: vertex)
    case .finished: return .finished
    case .initializing, .created, .failing, .suspended, .reconciling: return .created
    }
  }

  /// When a task entered a state in the present run; nil if it has not.
  func entered(_ state: TaskState, vertex index: Int, subtask: Int, by time: SimulatedTime)
    -> SimulatedTime?
  {
    let vertex = plan.vertices[index]
    let current = taskState(vertex: index, subtask: subtask, at: time)
    let start = startTime(of: vertex)
    let stagger = Int64(subtask) * Deployment.stagger / Int64(vertex.parallelism)
    let moment: SimulatedTime?
    switch state {
    case .created: return run.startedAt.adding(milliseconds: -6)
    case .scheduled: moment = start.adding(milliseconds: 2)
    case .deploying: moment = start.adding(milliseconds: Deployment.deploying + stagger)
    case .initializing: moment = start.adding(milliseconds: Deployment.initializing + stagger)
    case .running: moment = start.adding(milliseconds: Deployment.running + stagger)
    case .finished, .failed, .canceled: moment = current == state ? endTime(of: vertex) : nil
    case .canceling: moment = current == state ? enteredAt[.cancelling] : nil
    case .reconciling: moment = nil
    }
    guard let moment, moment <= (endTime(of: vertex) ?? time), moment <= time else { return nil }
    return moment
  }

  /// When the tasks of a vertex ended; nil while they have not.
  func endTime(of vertex: VertexPlan) -> SimulatedTime? {
    guard let activity = vertex.activity else { return run.endedAt }
    let end = run.tasksRunningAt.adding(
      milliseconds: Int64((activity.from + activity.duration) * 1000))
    return min(end, run.endedAt ?? .never)
  }

  /// When the tasks of a vertex were scheduled in the present run.
  func startTime(of vertex: VertexPlan) -> SimulatedTime {
    run.startedAt.adding(milliseconds: Int64((vertex.activity?.from ?? 0) * 1000))
  }

  /// What became of a task that did not fail itself: a batch vertex may have finished before.
  private func endState(of vertex: VertexPlan) -> TaskState {
    guard let activity = vertex.activity, let end = run.endedAt else { return .canceled }
    return run.elapsed(at: end.seconds) >= activity.from + activity.duration ? .finished : .canceled
  }

  private func running(_ vertex: VertexPlan, subtask: Int, at time: SimulatedTime) -> TaskState {
    if vertex.activity != nil {
      if time < startTime(of: vertex) { return .created }
      if let end = endTime(of: vertex), time >= end { return .finished }
    }
    let stagger = Int64(subtask) * Deployment.stagger / Int64(vertex.parallelism)
    let elapsed = time.milliseconds(since: startTime(of: vertex)) - stagger
    if elapsed >= Deployment.running { return .running }
    if elapsed >= Deployment.initializing { return .initializing }
    return elapsed >= Deployment.deploying ? .deploying : .scheduled
  }

  /// How many subtasks of a running job are in a state; by arithmetic, as there may be thousands.
  private func running(_ vertex: VertexPlan, state: TaskState, at time: SimulatedTime) -> Int {
    let elapsed = time.milliseconds(since: startTime(of: vertex))
    if elapsed < 0 || elapsed >= Deployment.running + Deployment.stagger {
      let common = running(vertex, subtask: 0, at: time)
      return common == state ? vertex.parallelism : 0
    }
    /// Subtasks that have been going for as long as it takes to reach a state.
    func beyond(_ threshold: Int64) -> Int {
      guard elapsed >= threshold else { return 0 }
      let parallelism = Int64(vertex.parallelism)
      let steps = (elapsed - threshold + 1) * parallelism
      return Int(min(parallelism, (steps + Deployment.stagger - 1) / Deployment.stagger))
    }
    switch state {
    case .running: return beyond(Deployment.running)
    case .initializing: return beyond(Deployment.initializing) - beyond(Deployment.running)
    case .deploying: return beyond(Deployment.deploying) - beyond(Deployment.initializing)
    case .scheduled: return vertex.parallelism - beyond(Deployment.deploying)
    default: return 0
    }
  }
}
