/// One uninterrupted run of a job's tasks: counters start at 0 with it.
struct JobRun: Sendable {
  /// 0 for the first; the attempt number of its tasks.
  var number: Int
  /// When the tasks were scheduled.
  var startedAt: SimulatedTime
  /// When the last of them turned RUNNING.
  var tasksRunningAt: SimulatedTime
  /// Nil while it lasts.
  var endedAt: SimulatedTime?
  /// Seconds of records that waited while the job was down, read within `catchUpTime`.
  var catchUp: Double = 0
  /// True when it ended in good order: nothing was left in flight.
  var isDrained = false

  static let catchUpTime = 25.0

  init(number: Int, startedAt: SimulatedTime) {
    self.number = number
    self.startedAt = startedAt
    tasksRunningAt = startedAt.adding(milliseconds: Deployment.running + Deployment.stagger)
  }

  /// How far behind the source still is for the time the job was down, in seconds.
  func remainingCatchUp(at time: Double) -> Double {
    let elapsed = max(0, time - tasksRunningAt.seconds)
    return catchUp * max(0, 1 - elapsed / Self.catchUpTime)
  }

  /// Time that the tasks have run at a moment, in seconds.
  func elapsed(at time: Double) -> Double {
    max(0, min(time, endedAt?.seconds ?? .infinity) - tasksRunningAt.seconds)
  }
}

/// The milliseconds after which a task that is started is in each state; subtasks follow each other
/// within `stagger`.
enum Deployment {
  static let deploying: Int64 = 160
  static let initializing: Int64 = 900
  static let running: Int64 = 1900
  static let stagger: Int64 = 300
}
