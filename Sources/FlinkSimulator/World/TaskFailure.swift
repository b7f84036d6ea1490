/// An entry of a job's exception history.
struct TaskFailure: Sendable {
  var cause: FailureCause
  var at: SimulatedTime
  var subtask: Int
  var attempt: Int
  /// The last one: nothing was restarted after it.
  var isFatal: Bool

  static let historyLength = 16
}
