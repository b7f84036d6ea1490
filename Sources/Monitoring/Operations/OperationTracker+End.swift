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
      return settle(.completed(location: end.location, jobState: state), at: moment)
    }
    if state == .cancelling { end.lost = nil }
    let waited = moment.uptime - stageBeganAt
    if let lost = end.lost, waited >= OperationCadence.searchFor {
      let reason =
        "No answer came to the cancel request (\(lost)), and the job is still \(state.name). "
        + "Cancel it again if it is to go."
      return settle(.uncertain(reason: reason), at: moment)
    }
    if request.kind != .cancel, waited >= OperationCadence.endWithin {
      return settle(
        .uncertain(reason: "\(savepoint(end)) The job is still \(state.name)."), at: moment)
    }
    operation.state = .inProgress
    stage = .awaitingEnd(end)
    pace(at: moment)
  }

  /// The cluster answers, but the job is not there.
  private mutating func missing(_ end: AwaitedEnd, at moment: Moment) {
    var end = end
    let since = end.missingSince ?? moment.uptime
    end.missingSince = since
    end.missingLists += 1
    if end.missingLists >= OperationCadence.missingLists,
      moment.uptime - since >= OperationCadence.missingFor
    {
      let reason =
        "\(savepoint(end)) The job is not listed any more, as after a restart of the JobManager, "
        + "and was not seen to end."
      return settle(.uncertain(reason: reason), at: moment)
    }
    stage = .awaitingEnd(end)
    pace(at: moment)
  }

  mutating func observe(_ error: SourceError, awaiting end: AwaitedEnd, at moment: Moment) {
    var end = end
    let since = end.unreachableSince ?? moment.uptime
    end.unreachableSince = since
    if end.location != nil, moment.uptime - since >= OperationCadence.goneAfter {
      // The cluster's word is there: COMPLETED, with a location. Only the job's last state was not seen.
      return settle(.completed(location: end.location, jobState: nil), at: moment)
    }
    stage = .awaitingEnd(end)
    failed(error, at: moment)
  }

  private func savepoint(_ end: AwaitedEnd) -> String {
    switch (request.kind, end.location) {
    case (.cancel, _): "The cancel was sent."
    case (_, let location?): "The savepoint is at \(location)."
    case (_, nil): "The savepoint is taken, at a place the cluster does not tell."
    }
  }
}
