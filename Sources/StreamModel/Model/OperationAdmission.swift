/// Whether an operation may be started while others of the same job are under way.
package enum OperationAdmission: Hashable, Sendable {
  case allowed
  /// Allowed, with a sentence that the dialog has to say first.
  case allowedWith(warning: String)
  /// Not now; the sentence says why.
  case refused(reason: String)

  /// One operation a job at a time, but for a cancel: it may overtake anything but another cancel, since a
  /// savepoint or stop that hangs behind backpressure is what cancels are for.
  package init(_ kind: OperationKind, of job: JobID?, among operations: [Operation]) {
    guard let job else {
      // What is about no job is refused only where the very same is under way.
      let isUnderWay = operations.contains { $0.request.kind == kind && !$0.state.isSettled }
      self =
        isUnderWay
        ? .refused(reason: "The same \(kind.name) is under way; wait for its outcome.") : .allowed
      return
    }
    let underWay = operations.filter { $0.request.job == job && !$0.state.isSettled }
    guard let obstacle = underWay.first(where: { $0.request.kind == .cancel }) ?? underWay.first
    else {
      self = .allowed
      return
    }
    let name = obstacle.request.kind.name
    if kind == .cancel, obstacle.request.kind != .cancel {
      self = .allowedWith(
        warning: "A \(name) of this job is under way; the cancel will end it unfinished.")
    } else {
      self = .refused(reason: "A \(name) of this job is under way; wait for its outcome.")
    }
  }
}
