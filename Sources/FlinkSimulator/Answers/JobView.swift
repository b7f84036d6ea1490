/// A job as a request sees it: the state out of a cache that may be seconds old, the counters out of the
/// metrics that may be older, and the clock of now.
struct JobView {
  let job: SimulatedJob
  /// The moment that `job` shows.
  let seenAt: SimulatedTime
  let now: SimulatedTime
  /// Up to when the counters of its present run are known, in seconds; nil: not at all yet.
  let metricsUpTo: Double?
  let taskManagers: [SimulatedTaskManager]
  let dialect: Dialect

  var plan: JobPlan { job.plan }

  /// What a vertex or subtask has read, written and spent its time on.
  struct Reading {
    var bytesRead: Int64 = 0
    var bytesWritten: Int64 = 0
    var recordsRead: Int64 = 0
    var recordsWritten: Int64 = 0
    var time = Flow.TimeSpent(busy: 0, backpressured: 0, idle: 0)
    /// False while the metrics have not arrived: then the figures are nothing but 0.
    var isComplete = false
  }

  /// The moment that counters are taken at: the end of the run, or the last metrics.
  private var countedUpTo: Double? {
    if let end = job.run.endedAt, job.state != .running { return end.seconds }
    return metricsUpTo
  }

  func reading(of vertex: VertexPlan) -> Reading {
    guard let time = countedUpTo else { return Reading() }
    let flow = Flow(plan: plan, run: job.run)
    return Reading(
      bytesRead: flow.bytesRead(by: vertex, at: time),
      bytesWritten: flow.bytesWritten(by: vertex, at: time),
      recordsRead: flow.recordsRead(by: vertex, at: time),
      recordsWritten: flow.recordsWritten(by: vertex, at: time),
      time: flow.timeSpent(by: vertex, at: time), isComplete: true)
  }

  /// The parts of a vertex's reading that fall to its subtasks.
  func readings(ofSubtasksOf vertex: VertexPlan) -> [Reading] {
    guard let time = countedUpTo else {
      return Array(repeating: Reading(), count: vertex.parallelism)
    }
    let flow = Flow(plan: plan, run: job.run)
    let whole = reading(of: vertex)
    return (0..<vertex.parallelism).map { subtask in
      Reading(
        bytesRead: vertex.shares.part(of: whole.bytesRead, for: subtask),
        bytesWritten: vertex.shares.part(of: whole.bytesWritten, for: subtask),
        recordsRead: vertex.shares.part(of: whole.recordsRead, for: subtask),
        recordsWritten: vertex.shares.part(of: whole.recordsWritten, for: subtask),
        time: flow.timeSpent(by: vertex, subtask: subtask, at: time), isComplete: true)
    }
  }

  /// The TaskManager of a subtask; nil while it has none.
  func taskManager(ofSubtask subtask: Int) -> SimulatedTaskManager? {
    guard !taskManagers.isEmpty else { return nil }
    return taskManagers[job.taskManagerIndex(ofSubtask: subtask, among: taskManagers.count)]
  }
}

extension SimulatedCluster {
  mutating func view(ofJob id: String) throws(Refusal) -> JobView {
    guard let index = jobIndex(id) else { throw Refusal.jobNotFound(id) }
    let graph = graph(ofJob: index)
    return view(of: graph, index: index)
  }

  private mutating func view(of graph: CachedJob, index: Int) -> JobView {
    let snapshot = currentMetrics()
    let isSameRun =
      snapshot.map {
        $0.jobs[index].run.number == graph.job.run.number && $0.at > graph.job.run.tasksRunningAt
      } ?? false
    return JobView(
      job: graph.job, seenAt: graph.at, now: now,
      metricsUpTo: isSameRun ? snapshot?.at.seconds : nil, taskManagers: registeredTaskManagers,
      dialect: dialect)
  }
}
