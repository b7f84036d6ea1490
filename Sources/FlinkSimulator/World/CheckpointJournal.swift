/// What a JobManager remembers of a job's checkpoints: counters, the last ten, the latest of each kind.
struct CheckpointJournal: Sendable {
  struct Restored: Sendable {
    var id: Int64
    var at: SimulatedTime
    var isSavepoint: Bool
    var path: String
  }

  /// `web.checkpoints.history`.
  static let historyLength = 10
  /// Completed ones that minimum, average, maximum and percentiles are taken of.
  static let summaryLength = 100

  /// Cumulative. `total` and `failed` count triggers that never became an entry, too.
  var total: Int64 = 0
  var completed: Int64 = 0
  var failed: Int64 = 0
  var restoredCount: Int64 = 0

  var nextID: Int64 = 1
  /// Newest first, those in progress among them.
  private(set) var history: [CheckpointRecord] = []
  /// Oldest first.
  private(set) var summarised: [CheckpointRecord] = []
  private(set) var latestCompleted: CheckpointRecord?
  private(set) var latestSavepoint: CheckpointRecord?
  private(set) var latestFailed: CheckpointRecord?
  var restored: Restored?

  var inProgress: [CheckpointRecord] { history.filter { $0.status == .inProgress } }

  /// The earliest planned end of those in progress.
  var nextEnd: SimulatedTime {
    history.reduce(.never) { $1.status == .inProgress ? min($0, $1.endsAt) : $0 }
  }

  func record(_ id: Int64) -> CheckpointRecord? {
    history.first { $0.id == id }
      ?? [latestCompleted, latestSavepoint, latestFailed].compactMap { $0 }.first { $0.id == id }
  }

  mutating func begin(_ record: CheckpointRecord) {
    total += 1
    history.insert(record, at: 0)
    if history.count > Self.historyLength { history.removeLast() }
  }

  /// A trigger that came to nothing, because not all tasks were running: counted and forgotten.
  mutating func countRefusedTrigger() {
    total += 1
    failed += 1
  }

  /// Ends what is due, and gives it back.
  mutating func end(dueBy time: SimulatedTime) -> [CheckpointRecord] {
    var ended: [CheckpointRecord] = []
    for index in history.indices.reversed()
    where history[index].status == .inProgress && history[index].endsAt <= time {
      settle(index, at: history[index].endsAt, status: history[index].plannedStatus)
      ended.append(history[index])
    }
    return ended
  }

  /// Aborts all that is in progress, as when the job fails or is cancelled.
  mutating func abort(at time: SimulatedTime, message: String) -> [CheckpointRecord] {
    var ended: [CheckpointRecord] = []
    for index in history.indices where history[index].status == .inProgress {
      settle(index, at: time, status: .failed(message: message))
      ended.append(history[index])
    }
    return ended
  }

  private mutating func settle(
    _ index: Int, at time: SimulatedTime, status: CheckpointRecord.Status
  ) {
    history[index].status = status
    history[index].endedAt = time
    let record = history[index]
    guard case .completed = status else {
      failed += 1
      latestFailed = record
      return
    }
    completed += 1
    summarised.append(record)
    if summarised.count > Self.summaryLength { summarised.removeFirst() }
    if record.isSavepoint {
      latestSavepoint = record
    } else {
      discardOlder(than: record.id)
      latestCompleted = record
    }
  }

  /// One completed checkpoint is kept, those before it are removed.
  private mutating func discardOlder(than id: Int64) {
    for index in history.indices where history[index].id < id && !history[index].isSavepoint {
      if case .completed(let path, isDiscarded: false) = history[index].status {
        history[index].status = .completed(path: path, isDiscarded: true)
      }
    }
  }
}

extension CheckpointRecord {
  fileprivate var plannedStatus: Status {
    switch ending {
    case .completes(let path): .completed(path: path, isDiscarded: false)
    case .expires: .failed(message: "Checkpoint expired before completing.")
    case .fails(let message, _, _, _), .neverStarts(let message, _): .failed(message: message)
    }
  }
}
