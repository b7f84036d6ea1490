/// The states of a job, as Flink spells them.
enum JobState: String, CaseIterable, Sendable {
  case initializing = "INITIALIZING"
  case created = "CREATED"
  case running = "RUNNING"
  case failing = "FAILING"
  case failed = "FAILED"
  case cancelling = "CANCELLING"
  case canceled = "CANCELED"
  case finished = "FINISHED"
  case restarting = "RESTARTING"
  case suspended = "SUSPENDED"
  case reconciling = "RECONCILING"

  var isTerminal: Bool { self == .failed || self == .canceled || self == .finished }
}

/// The states of a task (one L in CANCELING), in the order of Flink's enumeration.
enum TaskState: Int, CaseIterable, Sendable {
  case created, scheduled, deploying, running, finished, canceling, canceled, failed
  case reconciling, initializing

  var name: StaticString {
    switch self {
    case .created: "CREATED"
    case .scheduled: "SCHEDULED"
    case .deploying: "DEPLOYING"
    case .running: "RUNNING"
    case .finished: "FINISHED"
    case .canceling: "CANCELING"
    case .canceled: "CANCELED"
    case .failed: "FAILED"
    case .reconciling: "RECONCILING"
    case .initializing: "INITIALIZING"
    }
  }

  /// As `/jobs/overview` writes it.
  var lowercaseName: StaticString {
    switch self {
    case .created: "created"
    case .scheduled: "scheduled"
    case .deploying: "deploying"
    case .running: "running"
    case .finished: "finished"
    case .canceling: "canceling"
    case .canceled: "canceled"
    case .failed: "failed"
    case .reconciling: "reconciling"
    case .initializing: "initializing"
    }
  }
}

/// How many tasks, or vertices, are in each state.
struct TaskCounts: Hashable, Sendable {
  private var counts = SIMD16<Int32>(repeating: 0)

  subscript(state: TaskState) -> Int {
    get { Int(counts[state.rawValue]) }
    set { counts[state.rawValue] = Int32(newValue) }
  }

  static func + (left: TaskCounts, right: TaskCounts) -> TaskCounts {
    var sum = TaskCounts()
    sum.counts = left.counts &+ right.counts
    return sum
  }

  /// The state of a vertex whose subtasks these are, by the rule of Flink's `ExecutionJobVertex`.
  func aggregated(of total: Int) -> TaskState {
    for state in [TaskState.failed, .canceling, .canceled, .initializing, .running]
    where self[state] > 0 {
      return state
    }
    if self[.finished] > 0 { return self[.finished] == total ? .finished : .running }
    return .created
  }
}
