/// What the checkpoints of a job come to, for rule 5. Savepoints are kept apart from the job's own checkpoints.
struct CheckpointFacts {
  /// The job's own checkpoints, newest first.
  let periodic: [Checkpoint]
  /// The least time between the end of one and the next, as configured.
  let pause: Duration
  /// How often they are triggered at most: as configured (the pause where that is longer), else as they were.
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
    pause = job.checkpointConfiguration?.value.minPause ?? .zero
    let configured = job.checkpointConfiguration?.value.interval.map { [pause] in max($0, pause) }
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

  /// How many times longer than most before it a checkpoint took. Nil where that is no growth to speak of, where neither the
  /// one before it nor the one under way, `pendingFor` so long, takes long too, and where there are too few to tell.
  ///
  /// What most took is the lower quartile of those that are kept, so that it stays what it was while they go on to take long.
  static func growth(
    of newest: Checkpoint, in log: CheckpointLog, pendingFor: Duration?
  ) -> Double? {
    let completed = log.history.prefix(mostCompared).filter(\.isCompletedPeriodic)
    guard completed.first?.id == newest.id, let usual = usual(of: completed.dropFirst(2)) else {
      return nil
    }
    func times(_ duration: Duration?, atLeast: Duration) -> Double {
      guard let duration, duration >= atLeast else { return 0 }
      return duration.inSeconds / max(0.001, usual.inSeconds)
    }
    let last = times(completed[0].duration, atLeast: grownAtLeast)
    let isAgain =
      times(completed[1].duration, atLeast: grownAtLeast) >= grown
      || times(completed[0].duration, atLeast: longAtLeast) >= grown
        && times(pendingFor, atLeast: longAtLeast) >= grown
    return last >= grown && isAgain ? last : nil
  }

  /// True of a checkpoint that is under way for many times as long as they take.
  static func isOverdue(after age: Duration, in log: CheckpointLog) -> Bool {
    let completed = log.history.prefix(mostCompared).filter(\.isCompletedPeriodic)
    return age >= longAtLeast && usual(of: completed[...]).map { age >= $0 * Int(grown) } ?? false
  }

  /// The lower quartile of what they took; nil where they are too few.
  private static func usual(of checkpoints: ArraySlice<Checkpoint>) -> Duration? {
    let durations = checkpoints.compactMap(\.duration).sorted()
    return durations.count < fewestBefore ? nil : durations[durations.count / 4]
  }

  private static let fewestBefore = 5
  private static let mostCompared = 256
  private static let grown = 10.0
  private static let grownAtLeast: Duration = .seconds(1)
  /// What is under way has not shown yet that it takes long, so that it takes more to say so.
  private static let longAtLeast: Duration = .seconds(5)

  /// The median time between the triggers of checkpoints that follow one another; nil below two of them.
  private static func spacing(of periodic: [Checkpoint]) -> Duration? {
    let gaps = zip(periodic, periodic.dropFirst()).filter {
      $0.id.number == $1.id.number + 1
    }.map { $0.triggeredAt.since($1.triggeredAt) }.sorted()
    return gaps.count < 2 ? nil : gaps[gaps.count / 2]
  }
}
