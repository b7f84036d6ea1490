import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/checkpoints`.
  static let checkpoints = Endpoint<CheckpointsQuestion>(
    asks: ["/jobs/:job/checkpoints"], route: { .checkpoints($0.job) },
    read: CheckpointStatistics.init(checkpoints:))
}

extension Route {
  static func checkpoints(_ job: JobID) -> Route {
    Route(path: path(job) + "/checkpoints")
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

extension Distribution {
  /// Nil where nothing is in it yet.
  init?(_ summary: JSONNode?) {
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
