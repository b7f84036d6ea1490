import StreamModel

extension Checkpoint {
  /// Reads an entry of the history, of `latest`, or the head of a checkpoint's details.
  init(_ checkpoint: JSONNode) throws(JSONError) {
    let isSilent = try checkpoint.isWithoutAcknowledgement()
    self.init(
      id: CheckpointID(try checkpoint.requiredInt64("id")),
      status: CheckpointStatus(
        try checkpoint.requiredString("status"),
        path: checkpoint.externalPath,
        isDiscarded: checkpoint["discarded"]?.bool ?? false,
        cause: checkpoint.text("failure_message")),
      isSavepoint: checkpoint["is_savepoint"]?.bool ?? false,
      savepointFormat: checkpoint.text("savepointFormat"),
      type: checkpoint.text("checkpoint_type"),
      triggeredAt: Timestamp(milliseconds: try checkpoint.requiredInt64("trigger_timestamp")),
      lastAcknowledgedAt: checkpoint.timestamp("latest_ack_timestamp"),
      duration: checkpoint.milliseconds("end_to_end_duration"),
      stateSize: isSilent ? nil : checkpoint.bytes("state_size"),
      checkpointedSize: isSilent ? nil : checkpoint.bytes("checkpointed_size"),
      processedData: isSilent ? nil : checkpoint.bytes("processed_data"),
      persistedData: isSilent ? nil : checkpoint.bytes("persisted_data"),
      subtasks: try checkpoint.requiredCount("num_subtasks"),
      acknowledgedSubtasks: try checkpoint.requiredCount("num_acknowledged_subtasks"),
      isInJobManagerOnly: checkpoint.isNotExternallyAddressable)
  }
}

extension JSONNode {
  /// True where no subtask has acknowledged: what Flink has added up then is 0 of nothing.
  func isWithoutAcknowledgement() throws(JSONError) -> Bool {
    let acknowledged = try requiredCount("num_acknowledged_subtasks")
    let all = try requiredCount("num_subtasks")
    return acknowledged == 0 && all > 0
  }

  /// What Flink writes in place of the path of a checkpoint that the JobManager keeps in its memory
  /// (`NonPersistentMetadataCheckpointStorageLocation`).
  private static let notAddressable = "<checkpoint-not-externally-addressable>"

  /// `external_path`, where it is one.
  fileprivate var externalPath: String? {
    text("external_path").flatMap { $0 == Self.notAddressable ? nil : $0 }
  }

  fileprivate var isNotExternallyAddressable: Bool { text("external_path") == Self.notAddressable }
}

extension CheckpointStatus {
  /// Told by `status`: the discriminator's name changed (`@class` in 1.13, `className` after).
  fileprivate init(_ status: String, path: String?, isDiscarded: Bool, cause: String?) {
    switch status {
    case "IN_PROGRESS": self = .inProgress
    case "COMPLETED": self = .completed(path: path, isDiscarded: isDiscarded)
    case "FAILED": self = .failed(cause: cause.map(FailureText.usefulLine(of:)))
    default: self = .other(status)
    }
  }
}

extension Distribution {
  fileprivate init?(_ summary: JSONNode?) {
    guard let summary, let min = summary.figure("min"), let average = summary.figure("avg"),
      let max = summary.figure("max")
    else { return nil }
    // No checkpoint is in it yet, whatever is counted: zeros, and percentiles that are "NaN".
    if max == 0, summary["p50"]?.string == "NaN" { return nil }
    self.init(
      min: min, average: average, max: max,
      p50: summary.figure("p50"), p90: summary.figure("p90"), p95: summary.figure("p95"),
      p99: summary.figure("p99"), p999: summary.figure("p999"))
  }
}

extension CheckpointStatistics {
  /// Reads `/jobs/:id/checkpoints`.
  init(checkpoints: JSONNode) throws(JSONError) {
    let counts = Counts(
      try checkpoints.required("counts", "counts of checkpoints"))
    // Until one checkpoint is complete the summary is all zeros.
    let summary = counts.completed > 0 ? checkpoints["summary"] : nil
    let latest = checkpoints["latest"]
    func newest(_ key: StaticString) throws(JSONError) -> Checkpoint? {
      guard let checkpoint = latest?[key] else { return nil }
      return try Checkpoint(checkpoint)
    }
    var history: [Checkpoint] = []
    for entry in try checkpoints.requiredElements("history") {
      history.append(try Checkpoint(entry))
    }
    self.init(
      counts: counts,
      duration: Distribution(summary?["end_to_end_duration"]),
      // 1.13 has no `checkpointed_size`; there all checkpoints are as large as their state.
      checkpointedSize: Distribution(summary?["checkpointed_size"] ?? summary?["state_size"]),
      stateSize: Distribution(summary?["state_size"]),
      processedData: Distribution(summary?["processed_data"]),
      persistedData: Distribution(summary?["persisted_data"]),
      latestCompleted: try newest("completed"),
      latestFailed: try newest("failed"),
      latestSavepoint: try newest("savepoint"),
      restored: Restored(latest?["restored"]),
      history: history)
  }
}

extension CheckpointStatistics.Counts {
  fileprivate init(_ counts: JSONNode) {
    self.init(
      total: counts.count("total") ?? 0,
      inProgress: counts.count("in_progress") ?? 0,
      completed: counts.count("completed") ?? 0,
      failed: counts.count("failed") ?? 0,
      restored: counts.count("restored") ?? 0)
  }
}

extension CheckpointStatistics.Restored {
  fileprivate init?(_ restored: JSONNode?) {
    guard let restored, let id = restored["id"]?.int64,
      let at = restored.timestamp("restore_timestamp")
    else { return nil }
    self.init(
      id: CheckpointID(id), at: at, isSavepoint: restored["is_savepoint"]?.bool ?? false,
      path: restored.externalPath)
  }
}

extension CheckpointConfiguration {
  /// Reads `/jobs/:id/checkpoints/config`.
  init(config: JSONNode) throws(JSONError) {
    let externalization = config["externalization"]
    let isExternalized = externalization?["enabled"]?.bool ?? false
    self.init(
      mode: try config.requiredString("mode"),
      // Long.MAX_VALUE where periodic checkpoints are off.
      interval: config["interval"]?.int64 == Int64.max ? nil : config.milliseconds("interval"),
      timeout: config.milliseconds("timeout"),
      minPause: config.milliseconds("min_pause"),
      maxConcurrent: config.count("max_concurrent"),
      isUnaligned: config["unaligned_checkpoints"]?.bool,
      tolerableFailures: config.count("tolerable_failed_checkpoints"),
      stateBackend: config.text("state_backend"),
      storage: config.text("checkpoint_storage"),
      externalizedDeletesOnCancellation: isExternalized
        ? externalization?["delete_on_cancellation"]?.bool : nil,
      isChangelogEnabled: config["state_changelog_enabled"]?.bool)
  }
}
