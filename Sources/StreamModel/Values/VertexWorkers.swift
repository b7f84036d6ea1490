/// What of a vertex runs on each TaskManager (`/jobs/:id/vertices/:vid/taskmanagers`), and what follows from one answer
/// after the other.
package struct VertexWorkers: Sendable {
  /// The subtasks of the vertex on one TaskManager.
  package struct Part: Hashable, Sendable {
    package var taskManager: TaskManagerID
    /// Of all of them together.
    package var state: TaskState
    /// Subtasks by state.
    package var tasks: TaskCounts
    /// When the first of them began.
    package var startTime: Timestamp?
    /// Sums over them.
    package var counters: VertexCounters

    package init(
      taskManager: TaskManagerID, state: TaskState, tasks: TaskCounts, startTime: Timestamp? = nil,
      counters: VertexCounters
    ) {
      self.taskManager = taskManager
      self.state = state
      self.tasks = tasks
      self.startTime = startTime
      self.counters = counters
    }
  }

  /// Those TaskManagers that have a subtask of it.
  package private(set) var parts: [TaskManagerID: Part]
  private var meter = CounterMeter<TaskManagerID>()
  private var counted: [TaskManagerID: Observed<CountedFigures>] = [:]

  package init(_ parts: [Part]) {
    self.parts = Dictionary(parts.map { ($0.taskManager, $0) }, uniquingKeysWith: { $1 })
  }

  /// Rates and shares of the subtasks on a TaskManager, of the time between the last two steps of their counters.
  package func figures(on manager: TaskManagerID) -> Observed<CountedFigures>? { counted[manager] }

  /// Bytes that it takes, roughly.
  var size: Int {
    parts.count
      * (MemoryLayout<Part>.stride + 2 * MemoryLayout<CounterReading>.stride
        + MemoryLayout<Observed<CountedFigures>>.stride)
  }

  /// Goes on from what was known before.
  mutating func follow(_ former: VertexWorkers?, age: MetricAge, at now: Timestamp) {
    meter = former?.meter ?? CounterMeter()
    counted = former?.counted ?? [:]
    // Other subtasks, or another attempt of them, begin anew.
    counted = counted.filter { manager, _ in
      guard let part = parts[manager], let old = former?.parts[manager] else { return false }
      return part.tasks[.running] > 0 && part.startTime == old.startTime
        && part.tasks.total == old.tasks.total
    }
    var readings: [TaskManagerID: CounterReading] = [:]
    for (manager, part) in parts where part.counters.hasAny {
      readings[manager] = CounterReading(part)
    }
    if case .changed(let figures) = meter.take(readings, age: age, at: now) {
      for (manager, figures) in figures {
        counted[manager] = Observed(figures, receivedAt: age.measuredAt(now))
      }
    }
  }
}

extension CounterReading {
  fileprivate init(_ part: VertexWorkers.Part) {
    self.init(
      counters: part.counters, startTime: part.startTime, parallelism: part.tasks.total,
      isWhole: part.tasks[.running] == part.tasks.total, isRunning: part.tasks[.running] > 0)
  }
}
