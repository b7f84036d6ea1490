/// The checkpoints of a job as a request sees them, out of a cache that may be seconds old.
struct CheckpointView {
  let job: SimulatedJob
  /// The moment that `job` shows.
  let seenAt: SimulatedTime
  let dialect: Dialect

  var plan: JobPlan { job.plan }

  func acknowledgements(of record: CheckpointRecord) -> Acknowledgements {
    record.acknowledgements(in: plan, by: seenAt)
  }

  /// End to end: to the end, or to the last acknowledgement while there is none.
  func duration(of record: CheckpointRecord, _ acknowledgements: Acknowledgements) -> Int64 {
    let end = record.endedAt ?? acknowledgements.latest
    return end?.milliseconds(since: record.triggeredAt) ?? -1
  }

  func checkpoint(_ id: Int64) throws(Refusal) -> CheckpointRecord {
    guard let record = job.journal.record(id) else {
      throw Refusal.handler(404, "Could not find checkpointing statistics for checkpoint \(id).")
    }
    return record
  }

  func writeType(_ record: CheckpointRecord, to json: inout JSONWriter) {
    switch record.kind {
    case .checkpoint:
      json.member("checkpoint_type", record.isUnaligned ? "UNALIGNED_CHECKPOINT" : "CHECKPOINT")
    case .savepoint(_, _, let isSynchronous):
      let isSynchronous = isSynchronous && dialect.hasSynchronousSavepointType
      json.member("checkpoint_type", isSynchronous ? "SYNC_SAVEPOINT" : "SAVEPOINT")
    }
  }
}

extension SimulatedCluster {
  mutating func checkpointView(ofJob id: String) throws(Refusal) -> CheckpointView {
    guard let index = jobIndex(id) else { throw Refusal.jobNotFound(id) }
    let statistics = checkpointStatistics(ofJob: index)
    guard statistics.job.plan.checkpoints != nil else {
      throw Refusal.handler(404, "Checkpointing was not enabled for job \(id).")
    }
    return CheckpointView(job: statistics.job, seenAt: statistics.at, dialect: dialect)
  }
}

extension CheckpointRecord.Status {
  var name: String {
    switch self {
    case .inProgress: "IN_PROGRESS"
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    }
  }

  /// The discriminator of its JSON.
  var className: String {
    switch self {
    case .inProgress: "in_progress"
    case .completed: "completed"
    case .failed: "failed"
    }
  }
}
