/// One subtask of a vertex, in its current attempt: `/jobs/:id/vertices/:vid`.
package struct Subtask: Hashable, Sendable {
  /// From 0.
  package var index: Int
  package var state: TaskState
  /// From 0; it rises with each restart of the subtask.
  package var attempt: Int?
  /// `host:port` of its TaskManager (`endpoint`), before 1.20 the host alone; nil where none has it yet.
  package var host: String?
  /// Nil where none has it yet, and in answers that do not tell.
  package var taskManager: TaskManagerID?
  package var startTime: Timestamp?
  package var endTime: Timestamp?
  /// Since the attempt began, to its end where it has one.
  package var duration: Duration?
  /// How long it was in each state that it went through, in the order of Flink's states (1.16 on; else empty).
  package var stateDurations: [StateDuration]
  package var counters: VertexCounters
  /// From `/vertices/:vid/backpressure`, where the counters tell no times (before 1.16).
  package var sampled: Pressure?
  /// Attempts that run at the same time, as speculative execution begins them (1.16 on).
  package var otherAttempts: [Subtask] = []
  /// What the system itself calls it, where that is more than a number: `container_1_split_3`.
  package var ownName: String?

  package struct StateDuration: Hashable, Sendable {
    package var state: TaskState
    package var duration: Duration

    package init(_ state: TaskState, _ duration: Duration) {
      self.state = state
      self.duration = duration
    }
  }

  package init(
    index: Int, state: TaskState, attempt: Int? = nil, host: String? = nil,
    taskManager: TaskManagerID? = nil, startTime: Timestamp? = nil, endTime: Timestamp? = nil,
    duration: Duration? = nil, stateDurations: [StateDuration] = [], counters: VertexCounters,
    sampled: Pressure? = nil
  ) {
    self.index = index
    self.state = state
    self.attempt = attempt
    self.host = host
    self.taskManager = taskManager
    self.startTime = startTime
    self.endTime = endTime
    self.duration = duration
    self.stateDurations = stateDurations
    self.counters = counters
    self.sampled = sampled
  }
}

extension Subtask {
  /// How long the attempt has taken at a moment on the JobManager's clock: it goes on between two answers.
  package func duration(at now: Timestamp) -> Duration? {
    guard endTime == nil, let startTime else { return duration }
    return max(duration ?? .zero, now.since(startTime))
  }

  /// How long it has been in its present state at a moment on the JobManager's clock, where the version tells; without a
  /// moment as it was told.
  package func stateDuration(at now: Timestamp?) -> Duration? {
    let present = now.flatMap { duration(at: $0) } ?? duration
    guard let told = stateDurations.first(where: { $0.state == state })?.duration else {
      return state == .running ? present : nil
    }
    guard endTime == nil, let duration, let present else { return told }
    return told + (present - duration)
  }
}

/// The subtasks of a vertex, and what follows from one answer after the other.
package struct VertexSubtasks: Sendable {
  /// By their index.
  package var subtasks: [Subtask]
  private var meter = CounterMeter<Int>()
  private var counted: [Int: Observed<CountedFigures>] = [:]

  /// What the system tells of them as rates; nil where rates follow from their counters.
  private var told: [Int: CountedFigures]?

  package init(_ subtasks: [Subtask], told: [Int: CountedFigures]? = nil) {
    self.subtasks = subtasks
    self.told = told
  }

  /// Rates and shares of a subtask, of the time between the last two steps of its counters.
  package func figures(of subtask: Int) -> Observed<CountedFigures>? { counted[subtask] }

  /// Bytes that it takes, roughly: each subtask has an entry here, two in the meter, and its figures.
  var size: Int {
    subtasks.reduce(0) {
      $0 + $1.stateDurations.count * MemoryLayout<Subtask.StateDuration>.stride
    } + subtasks.count
      * (MemoryLayout<Subtask>.stride + 2 * MemoryLayout<CounterReading>.stride
        + MemoryLayout<Observed<CountedFigures>>.stride)
  }

  /// Goes on from what was known before.
  mutating func follow(_ earlier: VertexSubtasks?, age: MetricAge, at now: Timestamp) {
    if let told {
      counted = told.mapValues { Observed($0, receivedAt: now) }
      self.told = nil
      return
    }
    meter = earlier?.meter ?? CounterMeter()
    counted = earlier?.counted ?? [:]
    var formerStarts: [Int: Timestamp] = [:]
    for subtask in earlier?.subtasks ?? [] { formerStarts[subtask.index] = subtask.startTime }
    var readings: [Int: CounterReading] = [:]
    for subtask in subtasks {
      // Another attempt begins anew.
      if subtask.state != .running || formerStarts[subtask.index] != subtask.startTime {
        counted[subtask.index] = nil
      }
      if subtask.counters.hasAny { readings[subtask.index] = CounterReading(subtask) }
    }
    if case .changed(let figures) = meter.take(readings, age: age, at: now) {
      for (index, figures) in figures {
        counted[index] = Observed(figures, receivedAt: age.measuredAt(now))
      }
    }
  }
}

extension CounterReading {
  fileprivate init(_ subtask: Subtask) {
    self.init(
      counters: subtask.counters, startTime: subtask.startTime, parallelism: 1,
      isWhole: subtask.state == .running, isRunning: subtask.state == .running)
  }
}

/// The watermarks of a vertex by subtask; of a source, those it emits.
package struct SubtaskWatermarks: Hashable, Sendable {
  package var bySubtask: [Int: Watermark]
  /// When they were so, on our clock: the JobManager's fetch where that is told, else when they came.
  package var heldAt: Timestamp?
  /// The fetch is told; else they may have been so up to a step of the metrics earlier, and lags are too large by that.
  var isExact = false
  /// Fetches are told of, but not the one that these are of.
  package internal(set) var isOfUnknownFetch = false

  package init(_ bySubtask: [Int: Watermark]) { self.bySubtask = bySubtask }

  /// What they come to for the vertex, where they are those of all its subtasks; nil where there are none.
  var ofVertex: VertexWatermarks? {
    guard let lowest = bySubtask.values.min(), let highest = bySubtask.values.max() else {
      return nil
    }
    return VertexWatermarks(
      lowest: lowest, highest: highest, subtasks: bySubtask.count,
      subtasksWithoutWatermark: bySubtask.values.count { $0 == .none })
  }

  /// How far a subtask's watermark was behind the JobManager's clock; nil where it has none.
  package func lag(of subtask: Int, clockOffset: Duration) -> Duration? {
    guard case .at(let watermark) = bySubtask[subtask], let heldAt else { return nil }
    let lag = heldAt.advanced(by: clockOffset).since(watermark)
    // The TaskManagers answer a moment after the fetch began; and somebody else's question may have had the metrics fetched
    // anew, so that what is ahead by less than a step of them says nothing.
    if lag < .zero, lag > .zero - VertexModel.fetchTakes { return .zero }
    return lag < .zero && lag > .zero - .metricStep ? nil : lag
  }
}
