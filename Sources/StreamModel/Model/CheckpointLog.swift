/// A job's checkpoints: the last answer, and every checkpoint seen while flinktop runs.
package struct CheckpointLog: Sendable {
  /// The most checkpoints kept a job; an hour at one in 3 s. Fewer where many jobs are looked at.
  package static let capacity = 1200
  /// The most kept in all; some 5 MB.
  package static let capacityOfAll = 12_000
  /// The fewest kept a job, however many jobs there are.
  static let leastCapacity = 60

  /// The last answer as it came.
  package var latest: Observed<CheckpointStatistics>
  /// Newest first: the ten that Flink returns merged with those it has forgotten. One that Flink lists again
  /// replaces what is kept, as it may have completed or been discarded since.
  ///
  /// It begins anew where the ids do (the same job submitted again, without high availability), so an id
  /// names one checkpoint only.
  package private(set) var history: [Checkpoint] = []
  /// Since when every checkpoint is known, on the JobManager's clock; nil where all of the job are. Older ones may be
  /// in `history`, but with others missing between them.
  package private(set) var knownSince: Timestamp?

  /// How many checkpoints each of so many jobs may keep.
  static func share(ofJobs jobs: Int) -> Int {
    min(capacity, max(leastCapacity, capacityOfAll / max(1, jobs)))
  }

  package init(_ statistics: CheckpointStatistics, receivedAt: Timestamp) {
    latest = Observed(statistics, receivedAt: receivedAt)
    knownSince = Self.start(of: statistics)
    merge(Self.listed(in: statistics))
  }

  /// Where the list of an answer begins; nil where it has all that there were.
  private static func start(of statistics: CheckpointStatistics) -> Timestamp? {
    guard let oldest = statistics.history.last,
      oldest.id.number > 1, statistics.history.count < statistics.counts.total
    else { return nil }
    return oldest.triggeredAt
  }

  /// Takes in a new answer. Returns true where the ids began anew, so that what is known by id is void.
  @discardableResult
  package mutating func update(
    _ statistics: CheckpointStatistics, receivedAt: Timestamp, keeping limit: Int = capacity
  ) -> Bool {
    let listed = Self.listed(in: statistics)
    let beginsAnew = beginsAnew(with: listed, counts: statistics.counts)
    let newest = latest.value.history.first?.id
    let isGapless =
      newest.map { id in statistics.history.contains { $0.id == id } }
      ?? (Self.start(of: statistics) == nil)
    if beginsAnew { history = [] }
    if beginsAnew || !isGapless { knownSince = Self.start(of: statistics) }
    latest = Observed(statistics, receivedAt: receivedAt)
    merge(listed)
    if history.count > limit {
      history.removeLast(history.count - limit)
      knownSince = [knownSince, history.last?.triggeredAt].compactMap(\.self).max()
    }
    return beginsAnew
  }

  private static func listed(in statistics: CheckpointStatistics) -> [Checkpoint] {
    [statistics.latestCompleted, statistics.latestFailed, statistics.latestSavepoint].compactMap {
      $0
    } + statistics.history
  }

  /// True where an id names another checkpoint than before, or where the counts went down and the ids with them.
  ///
  /// Counts alone go down with a JobManager that takes over (high availability): its ids go on.
  private func beginsAnew(
    with listed: [Checkpoint], counts: CheckpointStatistics.Counts
  ) -> Bool {
    let isOther = listed.contains { checkpoint in
      let (index, isKept) = place(of: checkpoint.id)
      return isKept && history[index].triggeredAt != checkpoint.triggeredAt
    }
    if isOther { return true }
    guard counts.total < latest.value.counts.total, let newestKept = history.first else {
      return false
    }
    return (listed.map(\.id).max() ?? CheckpointID(0)) < newestKept.id
  }

  private mutating func merge(_ listed: [Checkpoint]) {
    for checkpoint in listed {
      let (index, isKept) = place(of: checkpoint.id)
      if isKept {
        let span = history[index].span
        history[index] = checkpoint
        history[index].span = span
      } else {
        history.insert(checkpoint, at: index)
      }
    }
    // One that was in progress and is no longer listed among the newest has ended unseen.
    let ids = Set(listed.map(\.id))
    history.removeAll { $0.status == .inProgress && !ids.contains($0.id) }
    // A savepoint is its owner's, and a newer checkpoint discards none.
    for index in history.indices where !ids.contains(history[index].id) {
      if history[index].isCompleted, !history[index].isDiscarded, !history[index].isSavepoint {
        history[index].isUnlisted = true
      }
    }
  }

  /// Takes in what somebody else remembers of older checkpoints; what the cluster told stays as it is.
  /// `limit` is how many are kept then at most, unless there were more.
  package mutating func add(remembered: [Checkpoint], keeping limit: Int = .max) {
    guard let newest = history.first else { return }
    // The newest first: before the ids began anew others had the same ones.
    for checkpoint in remembered.sorted(by: { $0.triggeredAt > $1.triggeredAt })
    where checkpoint.id <= newest.id && checkpoint.triggeredAt <= newest.triggeredAt {
      let (index, isKept) = place(of: checkpoint.id)
      if isKept {
        if history[index].triggeredAt == checkpoint.triggeredAt {
          history[index].span = checkpoint.span
        }
      } else if history.count < limit || index < history.count {
        history.insert(checkpoint, at: index)
      }
    }
    if history.count > limit { history.removeLast(history.count - limit) }
  }

  /// How many checkpoints had an entry that is not known: ids are counted from 1, or from the one restored from, and a
  /// trigger that failed takes none (`CheckpointCoordinator`).
  var unknownEntries: Int {
    guard let newest = history.first?.id.number else { return 0 }
    let before = latest.value.restored?.id.number ?? 0
    let known = history.count { $0.id.number > before }
    let (between, isTooFar) = newest.subtractingReportingOverflow(before)
    return isTooFar ? 0 : max(0, Int(clamping: max(0, between)) - known)
  }

  /// Where the checkpoint of that id is kept, or belongs.
  private func place(of id: CheckpointID) -> (index: Int, isKept: Bool) {
    var low = 0
    var high = history.count
    while low < high {
      let middle = (low + high) / 2
      if history[middle].id > id { low = middle + 1 } else { high = middle }
    }
    return (low, low < history.count && history[low].id == id)
  }
}
