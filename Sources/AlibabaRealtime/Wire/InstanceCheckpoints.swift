import ServerAnswers
import StreamModel

/// The checkpoints of an instance. `Checkpoints` is one text; what is in it was never seen. It is read as what Flink's own
/// API says (`/jobs/:id/checkpoints`), or as the list of its history alone.
struct InstanceCheckpoints: Hashable, Sendable {
  var statistics: CheckpointStatistics

  /// Nil for what is neither.
  init?(answer: AnswerTree) {
    let told = answer["Checkpoints"]?.unfolded ?? .nothing
    let entries: [AnswerTree]
    if case .list(let list) = told {
      entries = list
    } else if let history = told["history"]?.elements {
      entries = history
    } else {
      return nil
    }
    let history = entries.compactMap(Checkpoint.init).sorted { $0.id > $1.id }
    let latest = told["latest"]
    func newest(_ name: String, _ isOne: (Checkpoint) -> Bool) -> Checkpoint? {
      latest?[name].flatMap(Checkpoint.init) ?? history.first(where: isOne)
    }
    let summary = told["summary"]
    statistics = CheckpointStatistics(
      counts: Self.counts(told["counts"], of: history),
      duration: Distribution(summary?["end_to_end_duration"]),
      checkpointedSize: Distribution(summary?["checkpointed_size", "state_size"]),
      stateSize: Distribution(summary?["state_size"]), processedData: nil, persistedData: nil,
      latestCompleted: newest("completed") { $0.status.isCompleted },
      latestFailed: newest("failed") { if case .failed = $0.status { true } else { false } },
      latestSavepoint: newest("savepoint") { $0.isSavepoint && $0.status.isCompleted },
      restored: nil, history: history)
  }

  /// As they are told, else those that are listed.
  private static func counts(
    _ told: AnswerTree?, of history: [Checkpoint]
  ) -> CheckpointStatistics.Counts {
    func count(_ name: String, _ listed: Int) -> Int {
      told?[name]?.int64.flatMap { $0 >= 0 ? Int(clamping: min($0, 1 << 31)) : nil } ?? listed
    }
    let completed = history.count { $0.status.isCompleted }
    let failed = history.count { if case .failed = $0.status { true } else { false } }
    return CheckpointStatistics.Counts(
      total: count("total", history.count),
      inProgress: count("in_progress", history.count { $0.status == .inProgress }),
      completed: count("completed", completed), failed: count("failed", failed),
      restored: count("restored", 0))
  }
}

extension CheckpointStatus {
  fileprivate var isCompleted: Bool { if case .completed = self { true } else { false } }
}

extension Checkpoint {
  fileprivate init?(_ entry: AnswerTree) {
    guard let id = entry["id", "checkpointId"]?.int64,
      let triggeredAt = entry["trigger_timestamp", "triggerTimestamp", "triggerTime"]?.timestamp
    else { return nil }
    func size(_ names: String...) -> ByteCount? {
      for name in names {
        if let bytes = entry[name]?.int64, (0...Int64(1) << 56).contains(bytes) {
          return ByteCount(bytes: bytes)
        }
      }
      return nil
    }
    let duration = entry["end_to_end_duration", "duration"]?.int64
    func subtasks(_ name: String) -> Int {
      Int(clamping: min(max(0, entry[name]?.int64 ?? 0), 1 << 31))
    }
    self.init(
      id: CheckpointID(id), status: Self.status(entry),
      isSavepoint: entry["is_savepoint"]?.bool ?? false, savepointFormat: nil,
      type: entry["checkpoint_type"]?.string, triggeredAt: triggeredAt,
      lastAcknowledgedAt: entry["latest_ack_timestamp"]?.timestamp,
      duration: duration.flatMap { (0..<1 << 50).contains($0) ? .milliseconds($0) : nil },
      stateSize: size("state_size", "stateSize"), checkpointedSize: size("checkpointed_size"),
      processedData: nil, persistedData: nil, subtasks: subtasks("num_subtasks"),
      acknowledgedSubtasks: subtasks("num_acknowledged_subtasks"))
  }

  private static func status(_ entry: AnswerTree) -> CheckpointStatus {
    let status = entry["status", "state"]?.string ?? ""
    switch status.uppercased() {
    case "IN_PROGRESS": return .inProgress
    case "COMPLETED":
      return .completed(
        path: entry["external_path"]?.string, isDiscarded: entry["discarded"]?.bool ?? false)
    case "FAILED":
      return .failed(
        cause: entry["failure_message"]?.string.map(FailureText.usefulLine(of:)))
    default: return .other(status)
    }
  }
}

extension Distribution {
  /// Nil where nothing is in it yet.
  fileprivate init?(_ summary: AnswerTree?) {
    func figure(_ name: String) -> Double? {
      summary?[name]?.double.flatMap { $0.magnitude < 1e18 ? $0 : nil }
    }
    guard let min = figure("min"), let average = figure("avg"), let max = figure("max"), max > 0
    else { return nil }
    self.init(
      min: min, average: average, max: max, p50: figure("p50"), p90: figure("p90"),
      p95: figure("p95"), p99: figure("p99"), p999: figure("p999"))
  }
}
