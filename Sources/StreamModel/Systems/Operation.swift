/// A savepoint's binary format (`formatType`, 1.15 on).
package enum SavepointFormat: String, Hashable, Sendable, CaseIterable {
  /// The same for every state backend: fit for upgrades and for changing the backend. Flink's default.
  case canonical = "CANONICAL"
  /// The state backend's own: faster to take and to restore.
  case native = "NATIVE"
}

/// What the user asked for.
package enum OperationKind: Hashable, Sendable {
  /// `POST /jobs/:id/savepoints`. A nil directory is the cluster's default.
  case savepoint(targetDirectory: String?, format: SavepointFormat?)
  /// `POST /jobs/:id/stop`: savepoint, then the sources stop; with `drain` a final watermark goes first.
  case stop(drain: Bool, targetDirectory: String?, format: SavepointFormat?)
  /// `PATCH /jobs/:id?mode=cancel`.
  case cancel
  /// `POST /jobs/:id/checkpoints`, 1.17 on.
  case checkpoint

  /// Where a savepoint was asked to go; nil for the cluster's default, and where none is taken.
  package var targetDirectory: String? {
    switch self {
    case .savepoint(let directory, _), .stop(_, let directory, _): directory
    case .cancel, .checkpoint: nil
    }
  }

  /// `savepoint`, `stop`, `drain`, `cancel` or `checkpoint`: the word on screen and in JSON.
  package var name: String {
    switch self {
    case .savepoint: "savepoint"
    case .stop(let drain, _, _): drain ? "drain" : "stop"
    case .cancel: "cancel"
    case .checkpoint: "checkpoint"
    }
  }
}

/// One thing asked of one job, held fast from the moment the user pressed the key.
package struct OperationRequest: Hashable, Sendable {
  /// The cluster that it was asked of. No other one carries it out.
  package var cluster: ClusterID
  /// 32 hexadecimal digits, made once; sent as `triggerId` where the version knows it, so that the operation can be
  /// asked about though no answer came.
  package var id: String
  package var kind: OperationKind
  package var job: JobID
  package var jobName: String

  package init(
    in cluster: ClusterID, id: String, kind: OperationKind, job: JobID, jobName: String
  ) {
    self.cluster = cluster
    self.id = id
    self.kind = kind
    self.job = job
    self.jobName = jobName
  }
}

/// What the system said when an operation was sent.
package struct TriggerReceipt: Hashable, Sendable {
  /// Flink's `request-id`, to ask for the outcome with; nil for a cancel, whose outcome is the job's state.
  package var triggerID: String?
  package init(triggerID: String?) { self.triggerID = triggerID }
}

/// Why sending an operation failed, and above all whether it may have been accepted.
package enum TriggerError: Error, Hashable, Sendable {
  /// The server, or flinktop itself, said no: nothing happened.
  case refused(SourceError)
  /// The server was not reached: nothing happened, and asking again is safe.
  case notSent(SourceError)
  /// The request went out and no answer came back: it may or may not have been accepted.
  case answerLost(SourceError)
}

/// What the system says of a triggered operation.
package enum TriggerStatus: Hashable, Sendable {
  case inProgress
  /// Location of the savepoint, or `checkpoint 17`; nil where there is none to tell.
  case completed(location: String?)
  /// The one useful line of `failure-cause`, and where the savepoint lies if one was made all the same.
  case failed(cause: String, location: String? = nil)
  /// The system has forgotten this trigger (404: kept for 5 minutes, and lost with the JobManager).
  case unknown
}

/// Where an operation stands.
package enum OperationState: Hashable, Sendable {
  /// Being sent.
  case sending
  /// Accepted; waiting for the outcome.
  case inProgress
  /// Sent, but the cluster does not answer now: whether it was accepted may not be known. flinktop goes on asking.
  case waiting(SourceError)
  /// Done on the cluster's word. For stop and cancel `jobState` is the state the job ended in.
  case completed(location: String?, jobState: JobState?)
  /// The cluster's own reason, one line. `location` is of a savepoint that was made all the same, as by a stop whose
  /// job failed afterwards.
  case failed(cause: String, location: String? = nil)
  /// It may have happened: the answer was lost, or the cluster forgot the trigger. Says what to look at. `location` is
  /// of a savepoint that was seen and may be this operation's.
  case uncertain(reason: String, location: String? = nil)

  /// Where a savepoint lies that is there, however the operation came out.
  package var location: String? {
    switch self {
    case .sending, .inProgress, .waiting: nil
    case .completed(let location, _), .failed(_, let location), .uncertain(_, let location):
      location
    }
  }

  /// True once nothing more will be asked about it.
  package var isSettled: Bool {
    switch self {
    case .sending, .inProgress, .waiting: false
    case .completed, .failed, .uncertain: true
    }
  }
}

/// An operation of this run, as the Operations screen lists it.
package struct Operation: Hashable, Sendable, Identifiable {
  package var request: OperationRequest
  package var state: OperationState
  package var startedAt: Timestamp
  /// When it settled.
  package var endedAt: Timestamp?
  /// Flink's `request-id`, once known.
  package var triggerID: String?
  /// Of a savepoint that was seen to be there before the operation settled: a stop's, whose job is still to end.
  package var seenLocation: String?

  package init(request: OperationRequest, startedAt: Timestamp) {
    self.request = request
    self.state = .sending
    self.startedAt = startedAt
  }

  package var id: String { request.id }

  /// Where a savepoint lies that is there, however far the operation is and however it came out.
  package var location: String? { state.location ?? seenLocation }

  /// True once it completed and left the job as it was to: FINISHED after a stop, CANCELED after a cancel. A job
  /// state that could not be learned counts for it, as the cluster said COMPLETED.
  package var endedAsAsked: Bool {
    guard case .completed(_, let state) = state else { return false }
    guard let state else { return true }
    return switch request.kind {
    case .stop: state == .finished
    case .cancel: state == .canceled
    case .savepoint, .checkpoint: true
    }
  }
}
