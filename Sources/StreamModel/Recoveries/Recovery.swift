/// A start of a job, or a restart: what it came from, where it went back to, and what took how long. Times are on the
/// JobManager's clock. What nobody tells is nil.
package struct Recovery: Hashable, Sendable {
  /// Who tells a figure.
  package enum Source: String, Hashable, Sendable {
    /// A span that Flink reported (1.19 on, FLIP-384).
    case span
    /// Lines that Flink always writes to the JobManager's log.
    case log
    /// The REST API.
    case rest
  }

  /// A figure with who tells it.
  package struct Known<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var source: Source

    package init(_ value: Value, _ source: Source) {
      self.value = value
      self.source = source
    }
  }

  package enum Cause: String, Hashable, Sendable {
    /// The job was submitted, or a new JobManager took it over.
    case start
    case failure
    /// Its parallelism was changed, without a failure.
    case rescale
  }

  package enum Outcome: String, Hashable, Sendable {
    /// All subtasks have their state and run.
    case completed
    /// A subtask failed before all of them ran.
    case failed
    case underWay
  }

  /// What a subtask spent its start with, over all subtasks.
  package struct Part: Hashable, Sendable {
    /// By Flink's name, without what it measures: `InitializeState`.
    package var name: String
    /// Of the subtask that took longest for this part; another part may have another one.
    package var max: Duration?
    package var sum: Duration?
    package var source: Source

    package init(name: String, max: Duration?, sum: Duration?, source: Source) {
      self.name = name
      self.max = max
      self.sum = sum
      self.source = source
    }
  }

  /// State that was read from one kind of place, over all subtasks.
  package struct Place: Hashable, Sendable {
    /// By Flink's name: `LOCAL_DISK`, `LOCAL_MEMORY`, `REMOTE`, `UNKNOWN`; releases may add some.
    package var name: String
    /// Of one subtask.
    package var max: ByteCount?
    package var sum: ByteCount?

    package init(name: String, max: ByteCount?, sum: ByteCount?) {
      self.name = name
      self.max = max
      self.sum = sum
    }
  }

  package var cause: Cause?
  /// Of a failure: the one useful line of its trace.
  package var failure: String?
  /// `call gateway (1/2)`, where a task failed.
  package var failedTask: String?
  /// Of a rescale, as Flink names what it came from: `UPDATE_REQUIREMENT`.
  package var trigger: String?
  package var outcome: Outcome?

  /// When a first start was asked for.
  package var createdAt: Known<Timestamp>?
  package var failedAt: Known<Timestamp>?
  /// When the job left RUNNING.
  package var noticedAt: Known<Timestamp>?
  /// When the last task of the former run had ended.
  package var cancelledAt: Known<Timestamp>?
  /// When the job became RUNNING (again): its tasks are scheduled from here on.
  package var runningAt: Known<Timestamp>?
  /// When the last subtask was on a TaskManager and began to initialise.
  package var deployedAt: Known<Timestamp>?
  /// When the last subtask was done; of a failed one when it failed.
  package var endedAt: Known<Timestamp>?

  package var checkpoint: Known<CheckpointID>?
  package var isSavepoint: Bool?
  /// When that checkpoint was triggered: the job goes on from what it was then.
  package var triggeredAt: Known<Timestamp>?
  package var restoredAt: Known<Timestamp>?
  /// The state of that checkpoint.
  package var stateSize: Known<ByteCount>?

  /// Subtasks that were started.
  package var subtasks: Known<Int>?
  package var parts: [Part] = []
  package var places: [Place] = []

  package init(cause: Cause? = nil) { self.cause = cause }
}

extension Recovery {
  /// From where its length is counted: the failure, or when the job was left; of a first start when it was asked for.
  package var began: Known<Timestamp>? {
    if let failure = failedAt ?? noticedAt { return failure }
    guard let createdAt, createdAt.value <= runningAt?.value ?? createdAt.value else {
      return cause == .start ? runningAt : nil
    }
    return createdAt
  }

  /// All of it, from the failure until the last subtask was done. Nil of what goes on, and of what nobody tells the
  /// beginning.
  package var total: Duration? { Self.between(began, endedAt) }

  /// The part of it that a span of Flink's measures: from RUNNING until the last subtask was done.
  package var initialization: Duration? { Self.between(runningAt, endedAt) }

  /// How long the job was not RUNNING.
  package var untilRunning: Duration? { Self.between(began, runningAt) }

  /// How much of what was done is done again: from the trigger of the checkpoint to the restore.
  package var wentBack: Duration? { Self.between(triggeredAt, restoredAt ?? runningAt) }

  /// What orders recoveries, and tells one from another.
  package var at: Timestamp? { (began ?? runningAt ?? endedAt)?.value }

  /// Those that tell anything of it, the best first.
  package var sources: [Source] {
    var all: [Source?] = [
      createdAt?.source, failedAt?.source, noticedAt?.source, cancelledAt?.source,
      runningAt?.source, deployedAt?.source, endedAt?.source, checkpoint?.source,
      triggeredAt?.source, restoredAt?.source, stateSize?.source, subtasks?.source,
    ]
    all += parts.map(\.source)
    if failure != nil || trigger != nil { all.append(.rest) }
    return [.span, .log, .rest].filter(all.contains)
  }

  private static func between(_ start: Known<Timestamp>?, _ end: Known<Timestamp>?) -> Duration? {
    guard let start, let end, end.value >= start.value else { return nil }
    return end.value.since(start.value)
  }

  /// The mean of a part over the subtasks.
  package func mean(of part: Part) -> Duration? {
    guard let subtasks, subtasks.value > 0 else { return nil }
    return part.sum.map { $0 / subtasks.value }
  }
}
