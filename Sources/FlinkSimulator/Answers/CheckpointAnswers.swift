extension CheckpointView {
  /// `/jobs/:id/checkpoints`
  func statisticsAnswer() -> [UInt8] {
    let journal = job.journal
    var json = JSONWriter(capacity: 8000)
    json.object { json in
      json.object("counts") { json in
        json.member("restored", journal.restoredCount)
        json.member("total", journal.total)
        json.member("in_progress", journal.inProgress.count)
        json.member("completed", journal.completed)
        json.member("failed", journal.failed)
      }
      json.object("summary") { writeSummary(to: &$0) }
      json.object("latest") { json in
        write(journal.latestCompleted, named: "completed", to: &json)
        write(journal.latestSavepoint, named: "savepoint", to: &json)
        write(journal.latestFailed, named: "failed", to: &json)
        writeRestored(to: &json)
      }
      json.array("history") { json in
        for record in journal.history { json.object { write(record, details: false, to: &$0) } }
      }
    }
    return json.bytes
  }

  private func write(
    _ record: CheckpointRecord?, named name: StaticString, to json: inout JSONWriter
  ) {
    guard let record else { return json.null(name) }
    json.object(name) { write(record, details: false, to: &$0) }
  }

  private func writeRestored(to json: inout JSONWriter) {
    guard let restored = job.journal.restored else { return json.null("restored") }
    json.object("restored") { json in
      json.member("id", restored.id)
      json.member("restore_timestamp", restored.at.epochMilliseconds)
      json.member("is_savepoint", restored.isSavepoint)
      json.member("external_path", restored.path)
    }
  }

  private func writeSummary(to json: inout JSONWriter) {
    let completed = job.journal.summarised
    let sums = completed.map { acknowledgements(of: $0) }
    if dialect.hasCheckpointedSize {
      writeDistribution(sums.map(\.checkpointedSize), named: "checkpointed_size", to: &json)
    }
    writeDistribution(sums.map(\.stateSize), named: "state_size", to: &json)
    writeDistribution(
      zip(completed, sums).map { duration(of: $0, $1) }, named: "end_to_end_duration", to: &json)
    writeDistribution([0], named: "alignment_buffered", to: &json)
    writeDistribution(sums.map(\.processedData), named: "processed_data", to: &json)
    writeDistribution(sums.map(\.persistedData), named: "persisted_data", to: &json)
  }

  private func writeDistribution(
    _ values: [Int64], named name: StaticString, to json: inout JSONWriter
  ) {
    let percentiles = Percentiles(values)
    json.object(name) { json in
      json.member("min", percentiles.min)
      json.member("max", percentiles.max)
      json.member("avg", percentiles.average)
      guard dialect.hasPercentiles else { return }
      json.member("p50", percentiles.percentile(50))
      json.member("p90", percentiles.percentile(90))
      json.member("p95", percentiles.percentile(95))
      json.member("p99", percentiles.percentile(99))
      json.member("p999", percentiles.percentile(99.9))
    }
  }

  // MARK: Configuration

  /// `/jobs/:id/checkpoints/config`
  func configAnswer() throws(Refusal) -> [UInt8] {
    guard let checkpoints = plan.checkpoints else {
      throw Refusal.handler(404, "Checkpointing is not enabled for this job (\(plan.id)).")
    }
    var json = JSONWriter()
    json.object { json in
      json.member("mode", "exactly_once")
      json.member("interval", checkpoints.interval.inMilliseconds)
      json.member("timeout", checkpoints.timeout.inMilliseconds)
      json.member("min_pause", checkpoints.minimumPause.inMilliseconds)
      json.member("max_concurrent", 1)
      json.object("externalization") { json in
        json.member("enabled", false)
        json.member("delete_on_cancellation", true)
      }
      json.member("state_backend", checkpoints.stateBackend)
      json.member("checkpoint_storage", "FileSystemCheckpointStorage")
      json.member("unaligned_checkpoints", checkpoints.isUnaligned)
      json.member("tolerable_failed_checkpoints", checkpoints.tolerableFailures)
      guard dialect.isAtLeast(1, 16) else { return }
      json.member("aligned_checkpoint_timeout", 0)
      json.member("checkpoints_after_tasks_finish", true)
      json.member("state_changelog_enabled", false)
      json.member("changelog_periodic_materialization_interval", 600_000)
      json.member("changelog_storage", "memory")
    }
    return json.bytes
  }
}
