import StreamModel

extension OperationTracker {
  /// Waiting for an application to end.
  struct AwaitedApplication: Sendable {
    let id: ApplicationID
    /// No answer came to the cancel: only its state tells whether it arrived.
    var lost: SourceError?

    init(_ id: ApplicationID, lost: SourceError? = nil) {
      self.id = id
      self.lost = lost
    }

    var question: AnyQuestion { AnyQuestion(.application(id)) }
  }

  mutating func observe(
    _ reply: any AnyReply, awaiting wait: AwaitedApplication, at moment: Moment
  ) {
    guard reply.key == wait.question.key,
      let detail = reply.answer(to: ApplicationQuestion.self)
    else { return }
    let waited = moment.uptime - stageBeganAt
    if let lost = wait.lost {
      let doubt = "No answer came to the cancel request (\(describe(lost)))"
      guard detail.state.isTerminal || waited >= OperationCadence.doubtfulEndWithin else {
        return pace(at: moment)
      }
      return settle(
        .uncertain(reason: "\(doubt). The application is \(detail.state.name)."), at: moment)
    }
    if detail.state.isTerminal {
      operation.remark = "the application is \(detail.state.name)"
      return settle(.completed(location: nil, jobState: detail.state), at: moment)
    }
    operation.state = .inProgress
    operation.remark = "the application is \(detail.state.name)"
    pace(at: moment)
  }

  mutating func observe(
    _ error: SourceError, awaiting wait: AwaitedApplication, at moment: Moment
  ) {
    guard case .notFound = error else { return failed(error, at: moment) }
    // A cluster remembers those that have ended, unless it was started anew.
    let what =
      wait.lost.map { "No answer came to the cancel request (\(describe($0)))" }
      ?? "The cancel was accepted"
    settle(
      .uncertain(reason: "\(what), and the cluster does not know the application any more."),
      at: moment)
  }

  /// The cluster does not know the trigger any more, and nothing else tells what came of it.
  mutating func forgotten(at moment: Moment) {
    settle(
      .uncertain(
        reason: "The cluster has forgotten this \(request.kind.name), as after a restart of the "
          + "\(capabilities.traits.controller): it may have been done, or not."),
      at: moment)
  }
}
