/// What the checkpoints of a job come to, for rule 5. Savepoints are kept apart from the job's own checkpoints.
struct CheckpointFacts {
  /// The job's own checkpoints, newest first.
  let periodic: [Checkpoint]
  /// How often they are due: as configured, else as they were triggered.
  let interval: Duration?
  /// True where `interval` is the configured one; spacing hides how long checkpoints take.
  let isIntervalConfigured: Bool
  let lastCompleted: Checkpoint?
  /// Failed since the last one completed, newest first.
  let failedSince: [Checkpoint]
  /// Ended lately, newest first: as many as are looked at.
  let recent: [Checkpoint]
  let isSavepointInProgress: Bool
  /// When the answer came that all of this is from.
  let answeredAt: Timestamp

  /// Nil where nothing fresh is known, or the job takes no checkpoints.
  init?(of job: JobModel, context: DiagnosisContext) {
    guard let log = job.checkpoints, let latest = context.fresh(log.latest),
      job.isCheckpointingEnabled == true
    else { return nil }
    let kept = log.history.prefix(64)
    periodic = kept.filter { !$0.isSavepoint }
    lastCompleted = job.lastCompletedCheckpoint
    let configured = job.checkpointConfiguration?.value.interval
    isIntervalConfigured = configured != nil
    interval = configured ?? Self.spacing(of: periodic)
    // A savepoint that completed says as well that checkpointing works.
    let newestCompleted = job.lastCompletedOfAnyKind?.id
    failedSince = periodic.filter { checkpoint in
      job.isFailure(checkpoint) && newestCompleted.map { checkpoint.id > $0 } ?? true
    }
    let limit = context.thresholds.recentCheckpoints
    recent = Array(periodic.filter { job.isFailure($0) || $0.isCompleted }.prefix(limit))
    answeredAt = log.latest.receivedAt
    isSavepointInProgress = latest.history.contains { $0.isSavepoint && $0.status == .inProgress }
  }

  /// The time a checkpoint takes lately.
  var usualDuration: Duration? { Self.usualDuration(of: periodic) }

  /// The time that most of the newest took, newest first.
  static func usualDuration(of checkpoints: [Checkpoint]) -> Duration? {
    let durations = checkpoints.lazy.filter(\.isCompletedPeriodic).prefix(5).compactMap(\.duration)
      .sorted()
    return durations.isEmpty ? nil : durations[durations.count / 2]
  }

  /// How many times longer than most before it a checkpoint took. Nil where that is no growth to speak of, where the one
  /// before it did not grow too, and where there are too few to tell.
  ///
  /// What most took is the lower quartile of those that are kept, so that it stays what it was while they go on to take long.
  static func growth(of newest: Checkpoint, in log: CheckpointLog) -> Double? {
    let completed = log.history.prefix(mostCompared).filter(\.isCompletedPeriodic)
    guard completed.count >= 2 + fewestBefore, completed[0].id == newest.id else { return nil }
    let before = completed.dropFirst(2).compactMap(\.duration).sorted()
    guard before.count >= fewestBefore else { return nil }
    let usual = before[before.count / 4]
    let times = completed.prefix(2).compactMap(\.duration).map { duration in
      duration >= grownAtLeast ? duration.inSeconds / max(0.001, usual.inSeconds) : 0
    }
    guard times.count == 2, times.allSatisfy({ $0 >= grown }) else { return nil }
    return times[0]
  }

  private static let fewestBefore = 5
  private static let mostCompared = 256
  private static let grown = 10.0
  private static let grownAtLeast: Duration = .seconds(1)

  /// The median time between the triggers of checkpoints that follow one another; nil below two of them.
  private static func spacing(of periodic: [Checkpoint]) -> Duration? {
    let gaps = zip(periodic, periodic.dropFirst()).filter {
      $0.id.number == $1.id.number + 1
    }.map { $0.triggeredAt.since($1.triggeredAt) }.sorted()
    return gaps.count < 2 ? nil : gaps[gaps.count / 2]
  }
}
