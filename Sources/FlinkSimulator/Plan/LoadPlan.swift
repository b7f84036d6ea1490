/// How a subtask spends its time, as shares of it: a fixed part, and one that follows the work it gets.
/// What is left over is idle.
struct SubtaskLoad: Sendable {
  var busyFixed = 0.0
  var busyPerWork = 0.0
  var backpressuredFixed = 0.0
  var backpressuredPerWork = 0.0

  /// The most work a second that occurs, in nominal seconds: a source that drains a backlog after a restart.
  static let peakWork = 1.6

  /// The same load made to fit into a second even at peak work.
  var fitted: SubtaskLoad {
    let fixed = busyFixed + backpressuredFixed
    let peak = fixed + (busyPerWork + backpressuredPerWork) * Self.peakWork
    guard peak > 0.998 else { return self }
    let room = max(0, 0.998 - fixed) / max(peak - fixed, .leastNonzeroMagnitude)
    var load = self
    load.busyPerWork *= room
    load.backpressuredPerWork *= room
    return load
  }
}

/// What the load of a vertex looks like, from which that of each subtask follows.
enum LoadPattern: Sendable {
  /// Busy in proportion to the work.
  case working(busy: Double)
  /// Waiting for buffers most of the time, `by` of it.
  case backpressured(by: Double, busy: Double)
  /// The subtasks in `hot` have no time left, the others have what the key leaves them.
  case hot(subtasks: [Int], shareFactor: Double)
  /// The subtasks in `slow` have no time left with no more work than the others, who are `others` busy with theirs.
  case slow(subtasks: [Int], others: Double)
  /// The subtasks in `stuck` are busy all the time, and get no record.
  case stuck(subtasks: [Int])

  var hotSubtasks: [Int] {
    switch self {
    case .hot(let subtasks, _), .slow(let subtasks, _), .stuck(let subtasks): subtasks
    case .working, .backpressured: []
    }
  }

  var shareFactor: Double {
    switch self {
    case .hot(_, let factor): factor
    case .stuck: 0
    case .working, .backpressured, .slow: 1
    }
  }

  func load(of subtask: Int, shares: SubtaskShares, seed: Seed) -> SubtaskLoad {
    let variation = 1 + 0.05 * seed.signed(subtask)
    let weight = shares.share(of: subtask) * Double(shares.parallelism)
    var load = SubtaskLoad()
    switch self {
    case .working(let busy):
      load.busyPerWork = busy * weight * variation
    case .backpressured(let by, let busy):
      load.backpressuredFixed = by * (1 - 0.02 * seed.unit(subtask))
      load.busyPerWork = busy * variation
      load.backpressuredPerWork = 0.02
    case .hot(let subtasks, let factor):
      if subtasks.contains(subtask) {
        load.busyFixed = 0.96 + 0.01 * seed.unit(subtask)
        load.busyPerWork = 0.02
      } else {
        load.busyPerWork = 0.97 / factor * variation
      }
    case .slow(let subtasks, let others):
      if subtasks.contains(subtask) {
        load.busyFixed = 0.97 + 0.01 * seed.unit(subtask)
      } else {
        load.busyPerWork = others * weight * variation
      }
    case .stuck(let subtasks):
      if subtasks.contains(subtask) { load.busyFixed = 0.998 } else { load.busyPerWork = 0.02 }
    }
    return load.fitted
  }
}
