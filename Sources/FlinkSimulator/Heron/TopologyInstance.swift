/// A process that runs one subtask of a component.
struct TopologyInstance: Sendable {
  /// Unlike that of any other of the topology, from 1 on; kept when others come and go.
  let task: Int
  /// Index of the component, and its place among the instances of that.
  let component: Int
  let subtask: Int
  /// From 1 on: 0 is where the topology manager runs.
  var container: Int
  /// When it was started, the earliest first.
  var starts: [SimulatedTime]

  /// `container_1_fraud-score_3`.
  func id(in topology: SimulatedTopology) -> String {
    "container_\(container)_\(topology.components[component].name)_\(task)"
  }

  /// The last start that is not after a moment; nil before the first.
  func start(by moment: SimulatedTime) -> SimulatedTime? { starts.last { $0 <= moment } }
}

/// A time in which tuples flowed without a break, with as many instances as its plan has.
struct TopologyStretch: Sendable {
  enum Ending: Sendable {
    /// An instance failed, whose place among those of its component is told.
    case failed(FailureCause, subtask: Int)
    case deactivated
    case restarted
    case updated
  }

  let plan: JobPlan
  var run: JobRun
  /// Nil while it lasts.
  var ending: Ending?

  var flow: Flow { Flow(plan: plan, run: run) }

  /// True where it may have moved anything between two moments, in seconds.
  func touches(from start: Double, to end: Double) -> Bool {
    run.tasksRunningAt.seconds <= end && (run.endedAt?.seconds ?? .infinity) >= start
  }
}
