extension Checkpoint {
  /// Where a completed one lies and can be restored from; nil where it never had a path, was discarded since, or is
  /// listed no more, so that it may have been.
  package var restorePath: String? {
    if case .completed(let path, false) = status, !isUnlisted { return path }
    return nil
  }

  /// True once a completed one was subsumed and its files removed.
  package var isDiscarded: Bool {
    if case .completed(_, true) = status { return true }
    return false
  }

  /// A checkpoint or savepoint that completed.
  var isCompleted: Bool {
    if case .completed = status { return true }
    return false
  }

  var isFailed: Bool {
    if case .failed = status { return true }
    return false
  }

  /// The server's reason for the failure.
  var failureCause: String? {
    if case .failed(let cause) = status { return cause }
    return nil
  }
}

extension CheckpointStatus {
  /// What Flink's `CheckpointFailureReason` says where a checkpoint was given up as its job stopped, restarted or
  /// ended: SUSPEND, SHUTDOWN, JOB_FAILURE, JOB_FAILOVER_REGION, and SUBSUMED by a newer one.
  private static let causesOfCutOff = [
    "Coordinator is suspending", "CheckpointCoordinator shutdown", "The job has failed",
    "FailoverRegion is restarting", "has been subsumed",
  ]

  /// True for one that did not fail by itself: by the server's reason it was cut off.
  var isCutOffByCause: Bool {
    guard case .failed(let cause?) = self else { return false }
    return Self.causesOfCutOff.contains { cause.contains($0) }
  }
}

extension JobModel {
  /// How long a checkpoint took; of one under way how long it has, as it is the JobManager's clock that triggered it.
  package func duration(of checkpoint: Checkpoint, at now: Timestamp) -> Duration? {
    guard case .inProgress = checkpoint.status else { return checkpoint.duration }
    if state.isTerminal { return nil }
    return max(.zero, now.since(onOurClock(checkpoint.triggeredAt)))
  }

  /// True for a failure of checkpointing itself: not for one that was cut off as the job was stopped, cancelled or
  /// restarted.
  package func isFailure(_ checkpoint: Checkpoint) -> Bool {
    guard case .failed = checkpoint.status, !checkpoint.isCutOffByCause else { return false }
    guard let stopping = stoppingSince else { return true }
    return checkpoint.endedAt < stopping
  }

  /// When the job began to be cancelled, or ended, on the JobManager's clock; nil while it goes on, and for one that
  /// failed, as checkpoints may have been the reason.
  private var stoppingSince: Timestamp? {
    switch state {
    case .cancelling, .canceled, .finished, .suspended:
      detail?.value.stateEnteredAt[.cancelling] ?? summary.value.endTime
        ?? stateSince.map { $0.advanced(by: clockOffset) }
    default: nil
    }
  }
}
