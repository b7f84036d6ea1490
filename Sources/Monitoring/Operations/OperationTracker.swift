import StreamModel

/// Follows one operation to its real end. A value without I/O: it says what to do next, and is told what came of it.
///
/// A trigger is sent once, whatever comes of it. Where its answer is lost, the outcome is asked for by our own trigger
/// id where the version takes one. Else, and where the cluster does not know the id, it is looked for in what the
/// cluster shows; what is found there may be another client's, so that it is told, and not claimed. Success and failure
/// are claimed on the cluster's word only.
struct OperationTracker: Sendable {
  /// Something to do now.
  enum Step: Hashable, Sendable {
    /// Send the operation.
    case trigger
    /// Ask how the trigger stands.
    case status(TriggerReceipt)
    /// Ask this; the answer is told with `observe`.
    case ask(AnyQuestion)
  }

  /// How far it is. What only one stage knows is its payload.
  enum Stage: Sendable {
    case sending
    case following(TriggerReceipt)
    /// The answer to the trigger was lost; our own id tells whether it arrived. `unknownSince` is when the cluster first
    /// said that it does not know the id, `wasAway` whether it could not be asked before.
    case verifying(lost: SourceError, unknownSince: Duration?, wasAway: Bool)
    case searching(OperationSearch)
    /// The cluster has done its part; the job is still to end.
    case awaitingEnd(AwaitedEnd)
    /// The job of a jar is still to run.
    case awaitingStart(AwaitedStart)
    /// The bounds are set; the vertices are still to follow.
    case awaitingParallelism(AwaitedParallelism)
    /// The application is still to end.
    case awaitingApplication(AwaitedApplication)
    /// The tracker is still to show what a topology was told.
    case awaitingTopology(AwaitedTopology)
    case settled
  }

  /// Waiting for a job to end.
  struct AwaitedEnd: Sendable {
    /// Of the savepoint that a stop has taken.
    var location: String?
    /// What was seen, where it is not known whether it is this operation's doing.
    var doubt: String?
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
  var stage: Stage = .sending
  /// No later than when the trigger went out.
  let sentAt: Duration
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
    sentAt = moment.uptime
    stageBeganAt = moment.uptime
    dueAt = moment.uptime
  }

  var request: OperationRequest { operation.request }
  /// The job it is about; for what is about none a job that there is not.
  var job: JobID { request.job ?? JobID("") }
  var isSettled: Bool { operation.state.isSettled }

  /// The next step and when it is due; nil while a call is under way and once settled.
  var next: (step: Step, dueAt: Duration)? {
    guard !isCalling else { return nil }
    switch stage {
    case .sending: return (.trigger, dueAt)
    case .following(let receipt): return (.status(receipt), dueAt)
    case .verifying: return (.status(TriggerReceipt(triggerID: request.id)), dueAt)
    case .searching(let search): return (.ask(search.question(for: job)), dueAt)
    case .awaitingEnd: return (.ask(AnyQuestion(.jobs)), dueAt)
    case .awaitingStart(let start): return (.ask(start.question(for: job)), dueAt)
    case .awaitingParallelism(let wait): return (.ask(wait.question(for: job)), dueAt)
    case .awaitingApplication(let wait): return (.ask(wait.question), dueAt)
    case .awaitingTopology(let wait): return (.ask(wait.question(for: job)), dueAt)
    case .settled: return nil
    }
  }

  /// Notes that a trigger or status call has gone out.
  mutating func began() { isCalling = true }

  /// Takes in what came of sending.
  mutating func triggered(_ result: Result<TriggerReceipt, TriggerError>, at moment: Moment) {
    isCalling = false
    guard case .sending = stage else { return }
    switch result {
    case .success(let receipt):
      operation.triggerID = receipt.triggerID
      operation.state = .inProgress
      accepted(receipt, at: moment)
    case .failure(.refused(let error)):
      settle(.failed(cause: String(describing: error)), at: moment)
    case .failure(.notSent(let error)):
      settle(.failed(cause: "Not sent. \(describe(error))"), at: moment)
    case .failure(.answerLost(let error)):
      lostAnswer(error, at: moment)
    }
  }

  /// The cluster has taken it: what is waited for now.
  private mutating func accepted(_ receipt: TriggerReceipt, at moment: Moment) {
    switch request.kind {
    case .savepoint, .stop, .checkpoint, .dispose, .deleteDataSet:
      enter(.following(receipt), at: moment)
    case .cancel: enter(.awaitingEnd(AwaitedEnd()), at: moment)
    case .cancelApplication(let id):
      enter(.awaitingApplication(AwaitedApplication(id)), at: moment)
    case .submit:
      // The graph has the job's id: nobody knew it before.
      operation.request.job = receipt.job
      operation.upload = nil
      enter(.awaitingStart(AwaitedStart()), at: moment)
    case .run: enter(.awaitingStart(AwaitedStart()), at: moment)
    case .topology(let control): accepted(control, receipt, at: moment)
    case .rescale(let rescale):
      enter(.awaitingParallelism(AwaitedParallelism(rescale)), at: moment)
    case .upload, .plan, .deleteJar, .shutdown:
      operation.jar = receipt.jar
      operation.plan = receipt.plan
      operation.upload = nil
      settle(.completed(location: receipt.jar?.text, jobState: nil), at: moment)
    case .profile(_, let mode, let seconds):
      // What comes of it is told by the list of profiles.
      operation.remark = "\(mode.rawValue) for \(seconds) s"
      settle(.completed(location: nil, jobState: nil), at: moment)
    }
  }

  /// So much of a file has gone out.
  mutating func noteUpload(_ progress: UploadProgress) {
    if case .sending = stage { operation.upload = progress }
  }

  private mutating func lostAnswer(_ error: SourceError, at moment: Moment) {
    if lostWithoutTrace(error, at: moment) { return }
    operation.state = .waiting(error)
    if case .run = request.kind {
      enter(.awaitingStart(AwaitedStart(lost: error)), at: moment)
    } else if case .rescale(let rescale) = request.kind {
      enter(.awaitingParallelism(AwaitedParallelism(rescale, lost: error)), at: moment)
    } else if case .cancelApplication(let id) = request.kind {
      enter(.awaitingApplication(AwaitedApplication(id, lost: error)), at: moment)
    } else if case .topology(let control) = request.kind {
      enter(.awaitingTopology(AwaitedTopology(control, lost: error)), at: moment)
    } else if request.kind == .cancel {
      let doubt = "No answer came to the cancel request (\(describe(error)))"
      enter(.awaitingEnd(AwaitedEnd(doubt: doubt)), at: moment)
    } else if capabilities.acceptsTriggerID {
      enter(.verifying(lost: error, unknownSince: nil, wasAway: false), at: moment)
    } else {
      enter(.searching(OperationSearch(.answerLost(error))), at: moment)
    }
  }

  /// Takes in an answer to a status call.
  mutating func answered(_ result: Result<TriggerStatus, SourceError>, at moment: Moment) {
    isCalling = false
    switch (result, stage) {
    case (.failure(let error), .following):
      failed(error, at: moment)
    case (.failure(let error), .verifying(let lost, let since, _)):
      stage = .verifying(lost: lost, unknownSince: since, wasAway: true)
      failed(error, at: moment)
    // There is no job to look for its traces at.
    case (.success(.unknown), .following) where request.job == nil: forgotten(at: moment)
    case (.success(.unknown), .following):
      enter(.searching(OperationSearch(.forgotten)), at: moment)
    case (.success(.unknown), .verifying(let lost, let since, let wasAway)):
      verifiedUnknown(lost, since: since ?? moment.uptime, wasAway: wasAway, at: moment)
    case (.success(let status), .following), (.success(let status), .verifying):
      took(status, at: moment)
    default: break
    }
  }

  /// The cluster does not know our id. A request on its way through a proxy may still arrive, so it is asked again for
  /// a while. It is not sent again: what changes a cluster leaves the program once.
  private mutating func verifiedUnknown(
    _ lost: SourceError, since: Duration, wasAway: Bool, at moment: Moment
  ) {
    if moment.uptime - since < OperationCadence.searchFor {
      stage = .verifying(lost: lost, unknownSince: since, wasAway: wasAway)
      operation.state = .waiting(lost)
      pace(at: moment)
    } else {
      enter(.searching(OperationSearch(.idUnknown(lost, isForgettable: wasAway))), at: moment)
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
    case .failed(let cause, nil):
      failed(cause, at: moment)
    case .failed(let cause, let location):
      settle(.failed(cause: cause, location: location), at: moment)
    case .completed(let location):
      completed(location, at: moment)
    }
  }

  /// It failed. Where a stop did, its savepoint may be there all the same: 1.13 and 1.14 do not say so in the failure.
  private mutating func failed(_ cause: String, at moment: Moment) {
    if case .stop = request.kind {
      operation.state = .inProgress
      enter(.searching(OperationSearch(.stopFailed(cause: cause))), at: moment)
    } else {
      settle(.failed(cause: cause), at: moment)
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
    if case .awaitingEnd(let end) = stage { operation.seenLocation = end.location }
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

  /// Nobody asks on. What is known by now is the outcome; what is not known stays as it stands.
  mutating func abandon(at moment: Moment) {
    switch stage {
    case .searching(let search):
      switch search.reason {
      case .stopFailed(let cause):
        let hint = "The job's checkpoints tell whether its savepoint was made"
        settle(.failed(cause: "\(cause). \(hint)"), at: moment)
      case .forgotten:
        let reason =
          "The cluster has forgotten this \(request.kind.name), as after a restart of the "
          + "\(capabilities.traits.controller). "
          + "Look at the checkpoints of the job."
        settle(.uncertain(reason: reason), at: moment)
      case .answerLost, .idUnknown: break
      }
    case .awaitingEnd(let end):
      guard let doubt = end.doubt, let location = end.location else { return }
      settle(
        .uncertain(reason: "\(doubt). The job was not waited for.", location: location), at: moment)
    case .sending, .following, .verifying, .awaitingStart, .awaitingParallelism,
      .awaitingApplication, .awaitingTopology, .settled:
      break
    }
  }

  /// In the words of the system.
  func describe(_ error: SourceError) -> String { error.description(in: capabilities.traits) }

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
  /// A lost request may still arrive, and checkpoint statistics are cached for 3 s.
  static let searchFor: Duration = .seconds(10)
  /// The checkpoint statistics may be 3 s old.
  static let statisticsAge: Duration = .seconds(4)
  /// A job that stops ends soon after its savepoint; one that goes on was perhaps not asked to stop.
  static let doubtfulEndWithin: Duration = .seconds(30)
  /// A stop that is COMPLETED may show RUNNING for some seconds more, by the graph cache.
  static let endWithin: Duration = .seconds(120)
  /// In application mode the JobManager goes away with its job.
  static let goneAfter: Duration = .seconds(60)
  /// What was asked of a job's parallelism and shows no sign by then will hardly come by itself: Flink waits 30 s after
  /// the last rescale and then up to 60 s for more slots.
  static let rescaleWithin: Duration = .seconds(150)
  /// Parallelism that changed, and stays as it is, is all that there is.
  static let rescaleSettled: Duration = .seconds(10)
  /// A job is gone when it misses in several lists; one may be of a JobManager that has not recovered yet.
  static let missingFor: Duration = .seconds(10)
  static let missingLists = 3
}
