import StreamModel

/// Waiting for the end of a job that was stopped or cancelled.
extension OperationTracker {
  mutating func observe(_ jobs: [JobSummary], awaiting end: AwaitedEnd, at moment: Moment) {
    var end = end
    end.unreachableSince = nil
    guard let state = jobs.first(where: { $0.id == request.job })?.state else {
      return missing(end, at: moment)
    }
    end.missingSince = nil
    end.missingLists = 0
    if state.isTerminal {
      return settle(ended(in: state, end), at: moment)
    }
    if isOver(end, state: state, after: moment.uptime - stageBeganAt) {
      return settle(
        .uncertain(reason: stillRunning(end, state: state), location: end.location), at: moment)
    }
    // Without an answer nothing says that it was accepted.
    if end.doubt == nil || operation.triggerID != nil { operation.state = .inProgress }
    stage = .awaitingEnd(end)
    pace(at: moment)
  }

  private func ended(in state: JobState, _ end: AwaitedEnd) -> OperationState {
    guard let doubt = end.doubt else {
      return .completed(location: end.location, jobState: state)
    }
    let asAsked: JobState = request.kind == .cancel ? .canceled : .finished
    let doer = state == asAsked ? ": this request's doing, or another client's." : "."
    return .uncertain(
      reason: "\(doubt). The job is \(state.name)\(doer)", location: end.location)
  }

  /// True where the end has been waited for long enough.
  private func isOver(_ end: AwaitedEnd, state: JobState, after waited: Duration) -> Bool {
    switch (request.kind, end.doubt) {
    // A cancel takes as long as the tasks take, if it is one.
    case (.cancel, nil): false
    case (.cancel, _?): state != .cancelling && waited >= OperationCadence.searchFor
    case (_, nil): waited >= OperationCadence.endWithin
    case (_, _?): waited >= OperationCadence.doubtfulEndWithin
    }
  }

  private func stillRunning(_ end: AwaitedEnd, state: JobState) -> String {
    if request.kind == .cancel, let doubt = end.doubt {
      return "\(doubt), and the job is still \(state.name). Cancel it again if it is to go."
    }
    return "\(savepoint(end)) The job is still \(state.name)."
  }

  /// The cluster answers, but the job is not there.
  private mutating func missing(_ end: AwaitedEnd, at moment: Moment) {
    var end = end
    let since = end.missingSince ?? moment.uptime
    end.missingSince = since
    end.missingLists += 1
    if capabilities.traits.forgetsEnded, end.missingLists >= OperationCadence.missingLists {
      guard let doubt = end.doubt else {
        operation.remark = "it is not listed any more"
        return settle(.completed(location: nil, jobState: .canceled), at: moment)
      }
      return settle(
        .uncertain(
          reason: "\(doubt). It is not listed any more: this request's doing, or another client's."),
        at: moment)
    }
    if end.missingLists >= OperationCadence.missingLists,
      moment.uptime - since >= OperationCadence.missingFor
    {
      let reason =
        "\(savepoint(end)) The job is not listed any more, as after a restart of the "
        + "\(capabilities.traits.controller), and was not seen to end."
      return settle(.uncertain(reason: reason, location: end.location), at: moment)
    }
    stage = .awaitingEnd(end)
    pace(at: moment)
  }

  mutating func observe(_ error: SourceError, awaiting end: AwaitedEnd, at moment: Moment) {
    var end = end
    let since = end.unreachableSince ?? moment.uptime
    end.unreachableSince = since
    if end.location != nil, moment.uptime - since >= OperationCadence.goneAfter {
      if let doubt = end.doubt {
        let reason = "\(doubt). The job was not seen to end: \(describe(error))"
        return settle(.uncertain(reason: reason, location: end.location), at: moment)
      }
      // The cluster's word is there: COMPLETED, with a location. Only the job's last state was not seen.
      return settle(.completed(location: end.location, jobState: nil), at: moment)
    }
    stage = .awaitingEnd(end)
    failed(error, at: moment)
  }

  private func savepoint(_ end: AwaitedEnd) -> String {
    if let doubt = end.doubt { return "\(doubt)." }
    return switch (request.kind, end.location) {
    case (.cancel, _): "The cancel was sent."
    case (_, let location?): "The savepoint is at \(location)."
    case (_, nil): "The savepoint is taken, at a place the cluster does not tell."
    }
  }
}
