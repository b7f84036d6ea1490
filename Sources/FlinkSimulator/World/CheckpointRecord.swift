/// One checkpoint or savepoint. How it will end is settled when it is triggered; what can be seen of it
/// until then follows from the time.
struct CheckpointRecord: Sendable {
  enum Kind: Hashable, Sendable {
    case checkpoint
    case savepoint(format: SavepointFormat, directory: String, isSynchronous: Bool)
  }

  enum Ending: Sendable {
    case completes(path: String)
    /// The slowest subtasks do not make it before the time-out.
    case expires
    /// `subtask` never acknowledges.
    case fails(message: String, cause: RootCause?, vertex: Int, subtask: Int)
    /// Nobody acknowledges.
    case neverStarts(message: String, cause: RootCause?)
  }

  enum Status: Hashable, Sendable {
    case inProgress
    case completed(path: String, isDiscarded: Bool)
    case failed(message: String)
  }

  let id: Int64
  let kind: Kind
  let seed: Seed
  let triggeredAt: SimulatedTime
  /// The time that the slowest subtask needs; more than passes where it expires or is aborted.
  let slowest: Int64
  /// When it ends, unless the job does before.
  let endsAt: SimulatedTime
  let ending: Ending
  /// The state's size by the vertices' nominal one.
  let stateScale: Double
  /// The share of it that is written.
  let writtenShare: Double
  let isUnaligned: Bool

  var status = Status.inProgress
  /// When it ended. Nil while in progress.
  var endedAt: SimulatedTime?

  var isSavepoint: Bool { kind != .checkpoint }
}

enum SavepointFormat: String, Sendable {
  case canonical = "CANONICAL"
  case native = "NATIVE"
}

/// What lies under a failed operation: the last `Caused by:` of its trace.
struct RootCause: Hashable, Sendable {
  var exception: String
  var message: String
  var frame: String
}
