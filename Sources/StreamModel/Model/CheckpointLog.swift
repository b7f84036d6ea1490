/// A job's checkpoints: the last answer, and every checkpoint seen while flinktop runs.
package struct CheckpointLog: Sendable {
  /// The most checkpoints kept a job; an hour at one in 3 s.
  package static let capacity = 1200

  /// The last answer as it came.
  package var latest: Observed<CheckpointStatistics>
  /// Newest first: the ten that Flink returns merged with those it has forgotten. One that Flink lists again
  /// replaces what is kept, as it may have completed or been discarded since.
  package private(set) var history: [Checkpoint] = []

  package init(_ statistics: CheckpointStatistics, receivedAt: Timestamp) {
    latest = Observed(statistics, receivedAt: receivedAt)
    merge(statistics)
  }

  /// Takes in a new answer.
  package mutating func update(_ statistics: CheckpointStatistics, receivedAt: Timestamp) {
    latest = Observed(statistics, receivedAt: receivedAt)
    merge(statistics)
  }

  private mutating func merge(_ statistics: CheckpointStatistics) {
    var byID: [CheckpointID: Checkpoint] = [:]
    for checkpoint in history { byID[checkpoint.id] = checkpoint }
    let extra = [statistics.latestCompleted, statistics.latestFailed, statistics.latestSavepoint]
    for checkpoint in extra.compactMap({ $0 }) + statistics.history {
      byID[checkpoint.id] = checkpoint
    }
    history = byID.values.sorted { $0.id > $1.id }
    if history.count > Self.capacity { history.removeLast(history.count - Self.capacity) }
  }
}
