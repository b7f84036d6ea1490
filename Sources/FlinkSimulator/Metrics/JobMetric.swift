/// The metrics of a job that the JobManager itself reports.
enum JobMetric: String, CaseIterable, Sendable {
  case uptime, downtime, restartingTime, numRestarts, fullRestarts
  case lastCheckpointSize, lastCheckpointFullSize, lastCheckpointDuration
  case lastCheckpointExternalPath, lastCheckpointRestoreTimestamp
  case lastCheckpointProcessedData, lastCheckpointPersistedData
  case lastCheckpointCompletedTimestamp, lastCheckpointMetadataSize, lastCompletedCheckpointId
  case numberOfInProgressCheckpoints, numberOfCompletedCheckpoints, numberOfFailedCheckpoints
  case totalNumberOfCheckpoints
  case createdTime, initializingTime, deployingTime, runningTime, failingTime, cancellingTime
  case allSubTasksRunningOrFinishedTime, numRescales

  func exists(of plan: JobPlan, in dialect: Dialect) -> Bool {
    switch self {
    case .fullRestarts: dialect.hasFullRestarts
    case .createdTime, .initializingTime, .deployingTime, .runningTime, .failingTime,
      .cancellingTime, .lastCheckpointFullSize, .lastCompletedCheckpointId:
      dialect.isAtLeast(1, 16)
    case .numRescales, .lastCheckpointCompletedTimestamp, .lastCheckpointMetadataSize,
      .allSubTasksRunningOrFinishedTime:
      dialect.isAtLeast(2, 0)
    case .uptime, .downtime, .restartingTime, .numRestarts: true
    default: plan.checkpoints != nil
    }
  }

  /// Of the job as it was at `time`.
  func value(of job: SimulatedJob, at time: SimulatedTime) -> MetricValue {
    let journal = job.journal
    switch self {
    case .uptime, .runningTime: return .integer(Self.uptime(of: job, at: time))
    case .allSubTasksRunningOrFinishedTime:
      return .integer(
        job.isFullyRunning(at: time) ? time.milliseconds(since: job.run.tasksRunningAt) : 0)
    case .restartingTime:
      let since = job.state == .restarting ? job.enteredAt[.restarting] : nil
      return .integer(since.map { time.milliseconds(since: $0) } ?? 0)
    case .numRestarts, .fullRestarts: return .integer(job.restarts)
    case .downtime, .createdTime, .initializingTime, .deployingTime, .failingTime,
      .cancellingTime, .numRescales:
      return .integer(0)
    case .numberOfInProgressCheckpoints: return .integer(Int64(journal.inProgress.count))
    case .numberOfCompletedCheckpoints: return .integer(journal.completed)
    case .numberOfFailedCheckpoints: return .integer(journal.failed)
    case .totalNumberOfCheckpoints: return .integer(journal.total)
    case .lastCheckpointRestoreTimestamp:
      return .integer((journal.restored?.at ?? job.plan.startedAt).epochMilliseconds)
    default: return lastCheckpoint(of: job, at: time)
    }
  }

  private static func uptime(of job: SimulatedJob, at time: SimulatedTime) -> Int64 {
    guard job.state == .running else { return 0 }
    return time.milliseconds(since: job.run.startedAt)
  }

  /// -1, and `n/a` for the path, while there is none.
  private func lastCheckpoint(of job: SimulatedJob, at time: SimulatedTime) -> MetricValue {
    guard let record = job.journal.latestCompleted, case .completed(let path, _) = record.status
    else {
      return self == .lastCheckpointExternalPath ? .text("n/a") : .integer(-1)
    }
    let sum = record.acknowledgements(in: job.plan, by: time)
    switch self {
    case .lastCheckpointExternalPath: return .text(path)
    case .lastCheckpointDuration: return .integer(record.slowest)
    case .lastCheckpointFullSize: return .integer(sum.stateSize)
    case .lastCheckpointProcessedData: return .integer(sum.processedData)
    case .lastCheckpointPersistedData: return .integer(sum.persistedData)
    case .lastCheckpointCompletedTimestamp:
      return .integer(record.endedAt?.epochMilliseconds ?? -1)
    case .lastCompletedCheckpointId: return .integer(record.id)
    case .lastCheckpointMetadataSize: return .integer(1800 + Int64(job.plan.subtasks) * 420)
    default: return .integer(sum.checkpointedSize)
    }
  }
}
