import StreamModel

/// Follows one operation to its real end. A value without I/O: it says what to do next, and is told what came of it.
///
/// A trigger is sent once. Where its answer is lost, the outcome is looked for: by our own trigger id where the
/// version takes one (then, and only if the cluster does not know that id, it is sent a second time, which cannot
/// start a second operation), else by what the cluster shows. Success is claimed on the cluster's word only.
struct OperationTracker: Sendable {
  /// Something to do now.
  enum Step: Hashable, Sendable {
    /// Send the operation.
    case trigger
    /// Ask how the trigger stands.
    case status(TriggerReceipt)
    /// Ask this; the answer is told with `observe`.
    case ask(Question)
  }

  /// How far it is. What only one stage knows is its payload.
  enum Stage: Sendable {
    case sending(isSecondTry: Bool)
    case following(TriggerReceipt)
    /// The answer to the trigger was lost; our own id tells whether it arrived.
    case verifying(lost: SourceError)
    case searching(OperationSearch)
    /// The cluster has done its part; the job is still to end.
    case awaitingEnd(AwaitedEnd)
    case settled
  }

  /// Waiting for a job to end.
  struct AwaitedEnd: Sendable {
    /// Of the savepoint that a stop has taken.
    var location: String?
    /// Set while it is not known whether a cancel arrived at all.
    var lost: SourceError?
    /// Since when the cluster cannot be asked.
    var unreachableSince: Duration?
    /// Since when the job is missing in the list, and in how many lists.
    var missingSince: Duration?
    var missingLists = 0
  }

  var operation: Operation
  /// As known when it was sent, since both the sending and what a lost answer means depend on it.
  let capabilities: Capabilities
  let newestKnownCheckpoint: CheckpointID?
  var stage: Stage = .sending(isSecondTry: false)
  /// When the present stage began, and when its next step is due.
  var stageBeganAt: Duration
  var dueAt: Duration
  var failures = 0
  private var isCalling = false

  /// `newestKnownCheckpoint` is the last checkpoint seen before, if any: what is looked for is newer.
  init(
    _ request: OperationRequest, capabilities: Capabilities,
    newestKnownCheckpoint: CheckpointID? = nil, at moment: Moment
  ) {
    operation = Operation(request: request, startedAt: moment.now)
    self.capabilities = capabilities
    self.newestKnownCheckpoint = newestKnownCheckpoint
    stageBeganAt = moment.uptime
    dueAt = moment.uptime
  }

  var request: OperationRequest { operation.request }
  var isSettled: Bool { operation.state.isSettled }

  /// The next step and when it is due; nil while a call is under way and once settled.
  var next: (step: Step, dueAt: Duration)? {
    guard !isCalling else { return nil }
    switch stage {
    case .sending: return (.trigger, dueAt)
    case .following(let receipt): return (.status(receipt), dueAt)
    case .verifying: return (.status(TriggerReceipt(triggerID: request.id)), dueAt)
    case .searching(let search): return (.ask(search.question(for: request.job)), dueAt)
    case .awaitingEnd: return (.ask(.jobs), dueAt)
    case .settled: return nil
    }
  }

  /// Notes that a trigger or status call has gone out.
  mutating func began() { isCalling = true }

  /// Takes in what came of sending.
  mutating func triggered(_ result: Result<TriggerReceipt, TriggerError>, at moment: Moment) {
    isCalling = false
    guard case .sending(let isSecondTry) = stage else { return }
    switch result {
    case .success(let receipt):
      operation.triggerID = receipt.triggerID
      operation.state = .inProgress
      if receipt.triggerID == nil {
        enter(.awaitingEnd(AwaitedEnd()), at: moment)
      } else {
        enter(.following(receipt), at: moment)
      }
    case .failure(.refused(let error)):
      settle(.failed(cause: String(describing: error)), at: moment)
    case .failure(.notSent(let error)):
      settle(.failed(cause: "Not sent. \(error)"), at: moment)
    case .failure(.answerLost(let error)):
      lostAnswer(error, isSecondTry: isSecondTry, at: moment)
    }
  }

  private mutating func lostAnswer(_ error: SourceError, isSecondTry: Bool, at moment: Moment) {
    operation.state = .waiting(error)
    if request.kind == .cancel {
      enter(.awaitingEnd(AwaitedEnd(lost: error)), at: moment)
    } else if capabilities.acceptsTriggerID, !isSecondTry {
      enter(.verifying(lost: error), at: moment)
    } else {
      enter(.searching(OperationSearch(.answerLost(error))), at: moment)
    }
  }

  /// Takes in an answer to a status call.
  mutating func answered(_ result: Result<TriggerStatus, SourceError>, at moment: Moment) {
    isCalling = false
    switch (result, stage) {
    case (.failure(let error), .following), (.failure(let error), .verifying):
      failed(error, at: moment)
    case (.success(.unknown), .following):
      enter(.searching(OperationSearch(.forgotten)), at: moment)
    case (.success(.unknown), .verifying(let lost)):
      verifiedUnknown(lost, at: moment)
    case (.success(let status), .following), (.success(let status), .verifying):
      took(status, at: moment)
    default: break
    }
  }

  /// The cluster does not know our id: the trigger never arrived, unless so much time has passed that it may have
  /// been forgotten.
  private mutating func verifiedUnknown(_ lost: SourceError, at moment: Moment) {
    if moment.uptime - stageBeganAt < OperationCadence.resendWithin {
      operation.state = .sending
      enter(.sending(isSecondTry: true), at: moment)
    } else {
      enter(.searching(OperationSearch(.answerLost(lost))), at: moment)
    }
  }

  private mutating func took(_ status: TriggerStatus, at moment: Moment) {
    if case .verifying = stage {
      operation.triggerID = request.id
      enter(.following(TriggerReceipt(triggerID: request.id)), at: moment)
    }
    switch status {
    case .inProgress, .unknown:
      operation.state = .inProgress
      pace(at: moment)
    case .failed(let cause, let location):
      settle(.failed(cause: cause, location: location), at: moment)
    case .completed(let location):
      completed(location, at: moment)
    }
  }

  /// The savepoint or checkpoint is there.
  mutating func completed(_ location: String?, at moment: Moment) {
    if case .stop = request.kind {
      operation.state = .inProgress
      enter(.awaitingEnd(AwaitedEnd(location: location)), at: moment)
    } else {
      settle(.completed(location: location, jobState: nil), at: moment)
    }
  }

  // MARK: Pace

  /// Goes on to another stage, whose first step is due at once.
  mutating func enter(_ stage: Stage, at moment: Moment) {
    self.stage = stage
    stageBeganAt = moment.uptime
    dueAt = moment.uptime
    failures = 0
    if case .following = stage { dueAt = moment.uptime + OperationCadence.early }
  }

  /// The cluster answered, and there is no end yet: look again later.
  mutating func pace(at moment: Moment) {
    failures = 0
    let isEarly = moment.uptime - stageBeganAt < OperationCadence.earlyFor
    dueAt = moment.uptime + (isEarly ? OperationCadence.early : OperationCadence.late)
  }

  /// The cluster could not be asked: say so, and ask again for as long as it takes.
  mutating func failed(_ error: SourceError, at moment: Moment) {
    operation.state = .waiting(error)
    failures += 1
    dueAt = moment.uptime + min(OperationCadence.longestWait, .seconds(failures))
  }

  mutating func settle(_ state: OperationState, at moment: Moment) {
    operation.state = state
    operation.endedAt = moment.now
    stage = .settled
  }
}

/// How often an operation is asked about, and how long it is waited for.
enum OperationCadence {
  /// Each second at first, then each 2 s.
  static let early: Duration = .seconds(1)
  static let late: Duration = .seconds(2)
  static let earlyFor: Duration = .seconds(30)
  /// Between two tries while the cluster cannot be asked.
  static let longestWait: Duration = .seconds(5)
  /// Flink forgets a trigger 5 minutes after it completed; well before that, "unknown" means that it never came.
  static let resendWithin: Duration = .seconds(60)
  /// A lost request may still arrive, and checkpoint statistics are cached for 3 s.
  static let searchFor: Duration = .seconds(10)
  /// A stop that is COMPLETED may show RUNNING for some seconds more, by the graph cache.
  static let endWithin: Duration = .seconds(120)
  /// In application mode the JobManager goes away with its job.
  static let goneAfter: Duration = .seconds(60)
  /// A job is gone when it misses in several lists; one may be of a JobManager that has not recovered yet.
  static let missingFor: Duration = .seconds(10)
  static let missingLists = 3
}
