/// The state of a job, by Flink's names (`/jobs/overview`, 1.13 to 2.3).
package enum JobState: Hashable, Sendable {
  case initializing, created, running, failing, failed, cancelling, canceled, finished, restarting
  case suspended, reconciling
  /// A state this version of flinktop has not heard of, as the server spelled it.
  case other(String)

  /// Every state that Flink 1.13 to 2.3 has.
  package static let known = names.map(\.0)

  private static let names: [(JobState, String)] = [
    (.initializing, "INITIALIZING"), (.created, "CREATED"), (.running, "RUNNING"),
    (.failing, "FAILING"), (.failed, "FAILED"), (.cancelling, "CANCELLING"),
    (.canceled, "CANCELED"), (.finished, "FINISHED"), (.restarting, "RESTARTING"),
    (.suspended, "SUSPENDED"), (.reconciling, "RECONCILING"),
  ]

  /// Reads Flink's spelling: two Ls in CANCELLING, one in CANCELED.
  package init(_ name: String) {
    self = Self.names.first { $0.1 == name }?.0 ?? .other(name)
  }

  /// Flink's spelling, as shown on the screen and in JSON.
  package var name: String {
    if case .other(let name) = self { return name }
    return Self.names.first { $0.0 == self }?.1 ?? ""
  }

  /// True in a state that Flink calls globally terminal: the job will not run again.
  package var isTerminal: Bool { self == .finished || self == .failed || self == .canceled }

  /// True where the job works on data now, so that it has metrics and they mean something. A state that is not known
  /// has the benefit of the doubt.
  package var isProcessing: Bool {
    switch self {
    case .running, .other: true
    case .initializing, .created, .failing, .failed, .cancelling, .canceled, .finished, .restarting,
      .suspended, .reconciling:
      false
    }
  }
}

/// The state of a task (a subtask's execution) or of a vertex, by Flink's names.
package enum TaskState: Hashable, Sendable {
  case created, scheduled, deploying, initializing, running, finished, canceling, canceled, failed
  case reconciling
  /// A state this version of flinktop has not heard of, as the server spelled it.
  case other(String)

  /// Every state that Flink 1.13 to 2.3 has, in the order a task goes through them.
  package static let known = names.map(\.0)

  private static let names: [(TaskState, String)] = [
    (.created, "CREATED"), (.scheduled, "SCHEDULED"), (.deploying, "DEPLOYING"),
    (.initializing, "INITIALIZING"), (.running, "RUNNING"), (.finished, "FINISHED"),
    (.canceling, "CANCELING"), (.canceled, "CANCELED"), (.failed, "FAILED"),
    (.reconciling, "RECONCILING"),
  ]

  /// Reads either spelling: upper case in `/jobs/:id`, lower case in `/jobs/overview`. One L in both.
  package init(_ name: String) {
    let upper = name.uppercased()
    self = Self.names.first { $0.1 == upper }?.0 ?? .other(name)
  }

  /// Flink's spelling in upper case.
  package var name: String {
    if case .other(let name) = self { return name }
    return Self.names.first { $0.0 == self }?.1 ?? ""
  }
}

/// How many tasks are in which state; states with no task are left out.
package struct TaskCounts: Hashable, Sendable {
  package var byState: [TaskState: Int]
  /// False of a system that does not count them: then no number here means anything.
  package private(set) var areTold = true

  package init(byState: [TaskState: Int]) { self.byState = byState.filter { $0.value > 0 } }

  /// Of a system that does not count them.
  package static let untold = {
    var counts = TaskCounts(byState: [:])
    counts.areTold = false
    return counts
  }()

  /// All tasks, whatever their state.
  package var total: Int { byState.values.reduce(0, +) }
  /// Tasks in `state`; 0 is a fact here, as the server lists every state.
  package subscript(state: TaskState) -> Int { byState[state] ?? 0 }

  /// True once the tasks run: all of them, or of a batch job, whose later tasks are CREATED until their inputs are there,
  /// all that slots were asked for. A job is RUNNING from its start on, while it waits for slots as well.
  package var haveStarted: Bool {
    let running = self[.running] + self[.finished]
    return running > 0 && running + self[.created] == total
  }
}
