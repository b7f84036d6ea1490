extension JobModel {
  /// Details kept a job, and subtask lists kept beside those of the checkpoint looked at last.
  private static let detailsKept = 20
  private static let subtaskListsKept = 40

  /// Whether the job takes periodic checkpoints; nil where neither configuration nor history says.
  package var isCheckpointingEnabled: Bool? {
    if let configuration = checkpointConfiguration?.value { return configuration.interval != nil }
    if readings.value.isWithoutCheckpointing { return false }
    if checkpoints?.history.contains(where: { !$0.isSavepoint }) == true { return true }
    return nil
  }

  /// True once the cluster said that no periodic checkpoints are taken, and none is known.
  package var hasNoCheckpoints: Bool {
    isCheckpointingEnabled == false && checkpoints?.latest.value.counts.total ?? 0 == 0
  }

  /// The newest checkpoint that completed; savepoints do not count.
  package var lastCompletedCheckpoint: Checkpoint? { readings.value.checkpoints?.lastCompleted }

  /// When the cluster last told of checkpoints.
  package var checkpointsReceivedAt: Timestamp? { readings.value.checkpoints?.latest.receivedAt }

  /// How long ago the newest checkpoint (no savepoint) completed.
  package func lastCompletedCheckpointAge(at now: Timestamp) -> Duration? {
    lastCompletedCheckpoint.map { max(.zero, now.since(onOurClock($0.endedAt))) }
  }

  /// The newest checkpoint or savepoint that completed.
  package var lastCompletedOfAnyKind: Checkpoint? {
    readings.value.checkpoints?.lastCompletedOfAnyKind
  }

  /// Failures that are newer than the last completed checkpoint or savepoint: as history tells, and where none ever
  /// completed as the cluster counts them, since not every failure has an entry. Those that have one which is not known
  /// (any more) may have been cut off: they do not count.
  package var failedSinceLastCompleted: Int {
    guard let log = checkpoints else { return 0 }
    let counts = log.latest.value.counts
    let last = lastCompletedOfAnyKind?.id
    let newer = log.history.prefix { entry in last.map { entry.id > $0 } ?? true }
    let listed = newer.count(where: isFailure)
    guard counts.completed == 0, last == nil else { return listed }
    let cutOff = newer.count { $0.isFailed && !isFailure($0) }
    return max(listed, counts.failed - cutOff - log.unknownEntries)
  }

  /// Checkpoints and savepoints under way, as the cluster counted them last; a job that has ended has none. Nil where
  /// the cluster has not told.
  package var checkpointsInProgress: Int? {
    (checkpoints?.latest.value.counts.inProgress).map { state.isTerminal ? 0 : $0 }
  }

  /// What is known of the subtasks of one checkpoint.
  package func checkpointSubtasks(
    of checkpoint: CheckpointID
  ) -> [VertexID: [SubtaskCheckpoint]] {
    var result: [VertexID: [SubtaskCheckpoint]] = [:]
    for (part, subtasks) in checkpointSubtasks where part.checkpoint == checkpoint {
      result[part.vertex] = subtasks.value
    }
    return result
  }

  /// The server has no checkpoints of this job: 404 with Flink's words for it.
  mutating func noteMissingCheckpointing() { readings.value.isWithoutCheckpointing = true }

  mutating func take(
    _ statistics: CheckpointStatistics, keeping limit: Int, at now: Timestamp
  ) {
    readings.value.isWithoutCheckpointing = false
    if let restored = statistics.restored, restored.path?.contains(id.text) == false {
      readings.value.startedFrom = restored
    }
    readings.value.restarts.note(
      statistics.counts.restored, of: .restored, measuredAt: now, at: now)
    guard readings.value.checkpoints != nil else {
      readings.value.checkpoints = CheckpointLog(statistics, receivedAt: now)
      return
    }
    followRestorePoint(statistics)
    if readings.value.checkpoints?.update(
      statistics, receivedAt: now, keeping: limit) == true
    {
      readings.value.checkpointDetails = [:]
      readings.value.checkpointSubtasks = [:]
    }
  }

  /// Keeps what the job could be restored from where a JobManager that has counted less tells of nothing yet.
  private mutating func followRestorePoint(_ statistics: CheckpointStatistics) {
    let told =
      [statistics.latestCompleted, statistics.latestSavepoint].compactMap(\.self)
      + statistics.history
    if statistics.restored != nil || told.contains(where: \.isCompleted) {
      readings.value.restoreBefore = nil
    } else if let log = checkpoints, statistics.counts.total < log.latest.value.counts.total,
      let last = log.newestRestorable
    {
      readings.value.restoreBefore = Observed(last, receivedAt: log.latest.receivedAt)
    }
  }

  /// What the job could be restored from as the JobManager before this one told it, and when; nil once this one has told.
  package var restoreBefore: Observed<Checkpoint>? { readings.value.restoreBefore }

  mutating func take(_ configuration: CheckpointConfiguration, at now: Timestamp) {
    readings.value.checkpointConfiguration = Observed(configuration, receivedAt: now)
    readings.value.isWithoutCheckpointing = false
  }

  mutating func take(_ detail: CheckpointDetail, of id: CheckpointID, at now: Timestamp) {
    readings.value.checkpointDetails[id] = Observed(detail, receivedAt: now)
    guard checkpointDetails.count > Self.detailsKept else { return }
    let oldest = checkpointDetails.filter { $0.key != id }.min {
      ($0.value.receivedAt, $0.key) < ($1.value.receivedAt, $1.key)
    }
    if let oldest { readings.value.checkpointDetails[oldest.key] = nil }
  }

  mutating func take(_ subtasks: [SubtaskCheckpoint], of part: CheckpointPart, at now: Timestamp) {
    readings.value.checkpointSubtasks[part] = Observed(subtasks, receivedAt: now)
    guard checkpointSubtasks.count > Self.subtaskListsKept else { return }
    let oldest = checkpointSubtasks.filter { $0.key.checkpoint != part.checkpoint }.min {
      ($0.value.receivedAt, $0.key.checkpoint, $0.key.vertex)
        < ($1.value.receivedAt, $1.key.checkpoint, $1.key.vertex)
    }
    if let oldest { readings.value.checkpointSubtasks[oldest.key] = nil }
  }
}

extension Checkpoint {
  /// When it ended on the JobManager's clock; for one in progress, how far it is known to have got.
  package var endedAt: Timestamp {
    duration.map { triggeredAt.advanced(by: $0) } ?? lastAcknowledgedAt ?? triggeredAt
  }

  /// A checkpoint of the job's own that completed, as opposed to a savepoint.
  var isCompletedPeriodic: Bool { isCompleted && !isSavepoint }
}

// Of the log itself, so that asking copies none.
extension CheckpointLog {
  fileprivate var lastCompleted: Checkpoint? {
    newestKept(\.isCompletedPeriodic).newer(
      than: latest.value.latestCompleted, where: \.isCompletedPeriodic)
  }

  /// The newest checkpoint or savepoint that the job could be restored from.
  fileprivate var newestRestorable: Checkpoint? {
    let isMeant = { (entry: Checkpoint) in entry.restorePath != nil }
    return newestKept(isMeant).newer(than: latest.value.latestSavepoint, where: isMeant)
  }

  fileprivate var lastCompletedOfAnyKind: Checkpoint? {
    newestKept(\.isCompleted).newer(than: latest.value.latestSavepoint, where: \.isCompleted)
      .newer(than: lastCompleted) { _ in true }
  }

  /// The newest of the last 64 that a claim holds for.
  fileprivate func newestKept(_ isMeant: (Checkpoint) -> Bool) -> Checkpoint? {
    for index in history.indices.prefix(64) where isMeant(history[index]) { return history[index] }
    return nil
  }
}

extension Checkpoint? {
  /// This one where its id is the greater, else the other if a claim holds for that.
  fileprivate func newer(
    than other: Checkpoint?, where isMeant: (Checkpoint) -> Bool
  ) -> Checkpoint? {
    guard let other, isMeant(other) else { return self }
    guard let self else { return other }
    return self.id > other.id ? self : other
  }
}
