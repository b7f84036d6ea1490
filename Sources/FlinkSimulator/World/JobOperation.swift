/// Something that was asked of a job through the REST API, and what became of it.
struct JobOperation: Sendable {
  enum Kind: Hashable, Sendable {
    case savepoint(cancelsJob: Bool)
    case stop
    case checkpoint
  }

  enum Outcome: Sendable {
    case savepoint(location: String)
    case checkpoint(id: Int64)
    case failure(OperationFailure)
  }

  struct Settlement: Sendable {
    var at: SimulatedTime
    var outcome: Outcome
  }

  let triggerID: String
  let kind: Kind
  /// The checkpoint that it started; nil where it never came to one.
  var checkpointID: Int64?
  var settlement: Settlement?

  /// `rest.async.store-duration`: for how long an outcome can be asked for.
  static let keptFor = Duration.minutes(5)

  var isSavepoint: Bool { kind != .checkpoint }
}

/// The `failure-cause` of an operation.
struct OperationFailure: Sendable {
  var exception: String
  var message: String
  var root: RootCause?
}
