import StreamModel

/// What a search for an outcome found, in words that claim no more than was seen.
struct SearchEvidence {
  let search: OperationSearch
  let kind: OperationKind
  /// The first savepoint since the request, if there is one; it has settled.
  let savepoint: Checkpoint?
  /// How many more there are.
  let others: Int
  /// What the system is called.
  let traits: SystemTraits

  /// Where that savepoint lies.
  var location: String? {
    guard case .completed(let path, false) = savepoint?.status else { return nil }
    return path
  }

  /// The whole reason why the outcome is uncertain, with what to look at.
  var text: String {
    if savepoint != nil {
      guard case .stop = kind, let state = search.jobState else { return "\(doubt)." }
      return "\(doubt). The job is \(state.name)."
    }
    guard let state = search.jobState else {
      return "\(beginning), and the job is not listed any more. Look at the cluster's log."
    }
    if kind == .checkpoint {
      return "\(beginning). The job is \(state.name). Look whether a checkpoint completed since."
    }
    return "\(beginning), and no savepoint since is listed. The job is \(state.name). "
      + "Look at its checkpoints and at the target directory before asking again."
  }

  /// What is known of the request and of the savepoint that may be its own, without the full stop.
  var doubt: String {
    guard let savepoint else { return beginning }
    let more = others == 0 ? "" : ", the first of \(others + 1) since"
    return "\(beginning). Savepoint \(savepoint.id.number)\(more), \(course(of: savepoint)): "
      + "it may be this one or another client's"
  }

  /// The cause of a stop that failed, with the savepoint that it may have made.
  func causeOfStop(_ cause: String) -> String {
    guard let savepoint, case .completed = savepoint.status else { return cause }
    return "\(cause). Savepoint \(savepoint.id.number), \(course(of: savepoint)): "
      + "it is most likely this stop's, but the failure does not name it"
  }

  /// What was sent, and what came of it.
  private var beginning: String {
    switch search.reason {
    case .answerLost(let error): noAnswer(error)
    // A job that is not listed any more went with the JobManager that knew it.
    case .idUnknown(let error, let isForgettable) where isForgettable || search.jobState == nil:
      "\(noAnswer(error)). The cluster answers, and does not know its trigger id: it never arrived, "
        + "or was forgotten, as by a restart of the \(traits.controller)"
    case .idUnknown(let error, _):
      "\(noAnswer(error)). The cluster answers, and does not know its trigger id, so that it most "
        + "likely never arrived"
    case .forgotten:
      "The cluster has forgotten this \(kind.name), as after a restart of the \(traits.controller)"
    case .stopFailed(let cause): cause
    }
  }

  private func noAnswer(_ error: SourceError) -> String {
    "No answer came to the \(kind.name) request (\(error.description(in: traits)))"
  }

  /// When it was triggered and how it ended.
  private func course(of savepoint: Checkpoint) -> String {
    let outcome =
      switch savepoint.status {
      case .completed(let path?, false): "completed at \(path)"
      case .completed(_, true): "completed and was removed since"
      case .completed(nil, _): "completed at a place that the cluster does not tell"
      case .failed(let cause?): "failed (\(cause))"
      case .failed(nil): "failed"
      case .inProgress, .other: "has not ended"
      }
    guard let sentAt = search.sentAt else { return outcome }
    let after = savepoint.triggeredAt.since(sentAt).phrase
    return "triggered \(after) after the request by the \(traits.controller)'s clock, \(outcome)"
  }
}
