import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid`; before 1.16, where counters tell no times, `/backpressure` too.
  static let subtasks = Endpoint<SubtasksQuestion>(asks: [
    "/jobs/:job/vertices/:vertex", "/jobs/:job/vertices/:vertex/backpressure",
  ]) { (question, client) async throws(SourceError) in
    try await client.subtasks(of: question.vertex, in: question.job)
  }
}

extension FlinkClient {
  fileprivate func subtasks(
    of vertex: VertexID, in job: JobID
  ) async throws(SourceError) -> VertexSubtasks {
    var subtasks = try await read(.vertex(job, vertex), as: Subtask.all(vertex:))
    let areTimesTold = subtasks.contains { $0.counters.idleTime != nil }
    if !areTimesTold, subtasks.contains(where: { $0.state == .running }),
      // The rest is as good without.
      let sampled = try? await read(
        .backpressure(job, vertex), as: Pressure.bySubtask(backpressure:))
    {
      for place in subtasks.indices { subtasks[place].sampled = sampled[subtasks[place].index] }
    }
    return VertexSubtasks(subtasks)
  }
}

extension Route {
  /// 0.6 kB a subtask.
  static func vertex(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex), sizeLimit: 32 << 20)
  }

  /// 0.1 kB a subtask.
  static func backpressure(_ job: JobID, _ vertex: VertexID) -> Route {
    Route(path: path(job, vertex) + "/backpressure", sizeLimit: 8 << 20)
  }
}

extension Subtask {
  /// Reads all of `/jobs/:id/vertices/:vid`, by index.
  static func all(vertex: JSONNode) throws(JSONError) -> [Subtask] {
    try vertex.requiredList("subtasks") { subtask throws(JSONError) in
      try Subtask(subtask)
    }.sorted { $0.index < $1.index }
  }

  /// Reads one of them, or one attempt of one.
  init(_ subtask: JSONNode) throws(JSONError) {
    self.init(
      index: try subtask.requiredCount("subtask"),
      state: TaskState(try subtask.requiredString("status")),
      attempt: subtask.count("attempt"),
      host: Self.place(subtask),
      taskManager: subtask.text("taskmanager-id").flatMap(Self.assigned).map(TaskManagerID.init),
      startTime: subtask.timestamp("start-time"),
      endTime: subtask.timestamp("end-time"),
      duration: subtask.milliseconds("duration"),
      stateDurations: Self.stateDurations(subtask["status-duration"]),
      counters: VertexCounters(try subtask.required("metrics", "metrics")))
    if hasLostCounters { counters = VertexCounters.unknown }
    if let others = subtask["other-concurrent-attempts"]?.elements {
      otherAttempts = others.compactMap { try? Subtask($0) }
    }
  }

  /// `host:port`, before 1.20 the host alone.
  static func place(_ subtask: JSONNode) -> String? {
    (subtask.text("endpoint") ?? subtask.text("host")).flatMap(assigned)
  }

  /// True where it has ended without the JobManager having been told its last figures, as with its TaskManager: then all
  /// of them are 0, the time that it ran too.
  private var hasLostCounters: Bool {
    guard endTime != nil, let duration, duration > .seconds(1) else { return false }
    let times = [counters.busyTime, counters.backpressuredTime, counters.idleTime]
    return times.allSatisfy { $0 == .zero } && counters.recordsIn == 0 && counters.recordsOut == 0
  }

  /// Flink writes `(unassigned)` where there is none.
  private static func assigned(_ text: String) -> String? {
    text == "(unassigned)" ? nil : text
  }

  /// In the order of the states that Flink has; -1 for those that were not entered.
  private static func stateDurations(_ durations: JSONNode?) -> [StateDuration] {
    guard let durations else { return [] }
    var byState: [TaskState: Duration] = [:]
    for (key, value) in durations.members {
      guard let name = key.string, let milliseconds = value.int64, milliseconds >= 0 else {
        continue
      }
      byState[TaskState(name)] = .milliseconds(milliseconds)
    }
    return TaskState.known.compactMap { state in byState[state].map { StateDuration(state, $0) } }
  }
}

extension Pressure {
  /// Reads `/vertices/:vid/backpressure`, by subtask; empty until Flink has sampled.
  static func bySubtask(backpressure: JSONNode) throws(JSONError) -> [Int: Pressure] {
    var pressures: [Int: Pressure] = [:]
    guard let subtasks = backpressure["subtasks"]?.elements else { return pressures }
    for subtask in subtasks {
      guard let ratio = subtask.figure("ratio").flatMap({ Ratio($0) }) else { continue }
      pressures[try subtask.requiredCount("subtask")] = Pressure(
        busy: subtask.figure("busyRatio").flatMap { Ratio($0) }, backpressured: ratio,
        idle: subtask.figure("idleRatio").flatMap { Ratio($0) }, scope: .average)
    }
    return pressures
  }
}

extension VertexCounters {
  fileprivate static let unknown = VertexCounters(
    recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
    backpressuredTime: nil, idleTime: nil)
}
