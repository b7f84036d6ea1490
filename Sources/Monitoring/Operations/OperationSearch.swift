import StreamModel

/// Looking in what the cluster shows for the outcome of an operation that it cannot be asked for by id, or of which the
/// answer to that does not tell all.
///
/// Three questions in turn: the job's detail for the JobManager's clock, the job list for the job's state, the
/// checkpoints for a savepoint since the request.
struct OperationSearch: Sendable {
  /// Why it has to be looked for.
  enum Reason: Hashable, Sendable {
    /// No answer came to the trigger, and the version takes no id of ours to ask by (before 1.15).
    case answerLost(SourceError)
    /// No answer came to the trigger, and the cluster does not know its id; `isForgettable` where it may have known it.
    case idUnknown(SourceError, isForgettable: Bool)
    /// The cluster does not know the trigger any more.
    case forgotten
    /// A stop failed, and the failure does not say whether its savepoint was made.
    case stopFailed(cause: String)
  }

  enum Place: Hashable, Sendable { case detail, list, checkpoints }

  let reason: Reason
  var place: Place = .detail
  /// When the request went out, by the JobManager's clock, and at the earliest; nil until told.
  var sentAt: Timestamp?
  /// The JobManager's clock when it told.
  var toldAt: Timestamp?
  var jobState: JobState?
  /// A savepoint that fits was seen, but is not settled.
  var hasCandidate = false

  init(_ reason: Reason) { self.reason = reason }

  func question(for job: JobID) -> AnyQuestion {
    switch place {
    case .detail: AnyQuestion(.job(job))
    case .list: AnyQuestion(.jobs)
    case .checkpoints: AnyQuestion(.checkpoints(job))
    }
  }

  var isOfFailedStop: Bool {
    if case .stopFailed = reason { return true }
    return false
  }

  /// What is looked at again and again. A failed stop's job is not: its savepoint is all that is looked for.
  var firstPlace: Place { isOfFailedStop ? .checkpoints : .list }

  /// How long a savepoint is looked for that is not there.
  var patience: Duration {
    switch reason {
    case .answerLost, .forgotten: OperationCadence.searchFor
    // The id was asked for that long before.
    case .idUnknown: .zero
    case .stopFailed: OperationCadence.statisticsAge
    }
  }

  /// The savepoints that may be the operation's, the first one first.
  ///
  /// One from before the request is none, by the JobManager's own clock, nor is one that was known before.
  func candidates(
    in statistics: CheckpointStatistics, newerThan known: CheckpointID?
  ) -> [Checkpoint] {
    var candidates: [CheckpointID: Checkpoint] = [:]
    for checkpoint in statistics.history + [statistics.latestSavepoint].compactMap(\.self)
    where checkpoint.isSavepoint {
      guard sentAt.map({ checkpoint.triggeredAt >= $0 }) ?? (known != nil) else { continue }
      guard known.map({ checkpoint.id > $0 }) ?? true else { continue }
      // What was triggered after the failure was known is another's.
      if isOfFailedStop, let toldAt, checkpoint.triggeredAt > toldAt { continue }
      candidates[checkpoint.id] = checkpoint
    }
    return candidates.values.sorted { $0.id < $1.id }
  }
}

extension OperationTracker {
  /// Takes in any answer of the cluster, asked for by this operation or not.
  mutating func observe(_ reply: any AnyReply, at moment: Moment) {
    switch stage {
    case .awaitingEnd(let end):
      if let jobs = reply.answer(to: JobsQuestion.self) { observe(jobs, awaiting: end, at: moment) }
    case .searching(let search):
      if let jobs = reply.answer(to: JobsQuestion.self) {
        observe(jobs, during: search, at: moment)
      } else if reply.key == search.question(for: job).key {
        observe(reply, during: search, at: moment)
      }
    case .awaitingStart(let start): observe(reply, awaiting: start, at: moment)
    case .awaitingParallelism(let wait): observe(reply, awaiting: wait, at: moment)
    case .awaitingApplication(let wait): observe(reply, awaiting: wait, at: moment)
    case .awaitingTopology(let wait): observe(reply, awaiting: wait, at: moment)
    case .sending, .following, .verifying, .settled: break
    }
  }

  private mutating func observe(
    _ jobs: [JobSummary], during search: OperationSearch, at moment: Moment
  ) {
    var search = search
    search.jobState = jobs.first { $0.id == request.job }?.state
    // The list comes by with every tick; only the one that was asked for moves the search on.
    if search.place == .list {
      proceed(search, to: .checkpoints, at: moment)
    } else {
      stage = .searching(search)
    }
  }

  /// Takes in the answer that the search is waiting for.
  private mutating func observe(
    _ reply: any AnyReply, during search: OperationSearch, at moment: Moment
  ) {
    var search = search
    if let detail = reply.answer(to: JobQuestion.self) {
      // No later than the trigger: the clock was read before its answer came. The millisecond is for the rounding.
      let sinceSent = moment.uptime - sentAt + .milliseconds(1)
      search.sentAt = detail.serverNow?.advanced(by: .zero - sinceSent)
      search.toldAt = detail.serverNow
      proceed(search, to: search.firstPlace, at: moment)
    } else if let statistics = reply.answer(to: CheckpointsQuestion.self) {
      found(
        search.candidates(in: statistics, newerThan: newestKnownCheckpoint), by: search, at: moment)
    }
  }

  /// Takes in that a question was not answered.
  mutating func observe(_ error: SourceError, to question: QuestionKey, at moment: Moment) {
    switch stage {
    case .searching(let search) where question == search.question(for: job).key:
      if error.isAboutTheServer || search.place == .list {
        unanswered(error, search, at: moment)
      } else if search.place == .detail {
        proceed(search, to: search.firstPlace, at: moment)
      } else {
        // 404: no job, or a job without checkpoints.
        found([], by: search, at: moment)
      }
    case .awaitingEnd(let end) where question.kind == .jobs:
      observe(error, awaiting: end, at: moment)
    case .awaitingStart(let start) where question == start.question(for: job).key:
      observe(error, awaiting: start, at: moment)
    case .awaitingParallelism(let wait) where question == wait.question(for: job).key:
      observe(error, awaiting: wait, at: moment)
    case .awaitingApplication(let wait) where question == wait.question.key:
      observe(error, awaiting: wait, at: moment)
    case .awaitingTopology(let wait) where question == wait.question(for: job).key:
      observe(error, awaiting: wait, at: moment)
    default: break
    }
  }

  private mutating func unanswered(
    _ error: SourceError, _ search: OperationSearch, at moment: Moment
  ) {
    // The failure is known. In application mode the JobManager may go away with its job.
    if search.isOfFailedStop, moment.uptime - stageBeganAt >= OperationCadence.searchFor {
      return found([], by: search, at: moment)
    }
    failed(error, at: moment)
  }

  private mutating func proceed(
    _ search: OperationSearch, to place: OperationSearch.Place, at moment: Moment
  ) {
    var search = search
    search.place = place
    stage = .searching(search)
    dueAt = moment.uptime
    failures = 0
  }

  private mutating func found(
    _ candidates: [Checkpoint], by search: OperationSearch, at moment: Moment
  ) {
    var search = search
    // Nothing tells a checkpoint that was asked for from a periodic one.
    let first = request.kind == .checkpoint ? nil : candidates.first
    let isOver =
      request.kind == .checkpoint || moment.uptime - stageBeganAt >= search.patience
    switch first?.status {
    // A stop that failed waits for no savepoint: its own was made before, or never. What a later Flink may call a
    // checkpoint need not be one that ends.
    case .inProgress where !search.isOfFailedStop || !isOver, .other where !isOver:
      search.hasCandidate = true
      lookAgain(search, at: moment)
    case nil where !isOver || search.hasCandidate:
      search.hasCandidate = false
      lookAgain(search, at: moment)
    case .completed, .failed, .inProgress, .other, nil:
      conclude(search, first, others: max(0, candidates.count - 1), at: moment)
    }
  }

  private mutating func lookAgain(_ search: OperationSearch, at moment: Moment) {
    var search = search
    search.place = search.firstPlace
    stage = .searching(search)
    switch search.reason {
    // Not `inProgress`, which would say that it was accepted.
    case .answerLost(let error), .idUnknown(let error, _): operation.state = .waiting(error)
    case .forgotten, .stopFailed: operation.state = .inProgress
    }
    failures = 0
    // The checkpoint statistics are cached for 3 s.
    dueAt = moment.uptime + OperationCadence.late
  }

  /// Settles on what was seen. Whose savepoint it is, nothing tells: another client can name the same directory at the
  /// same time.
  private mutating func conclude(
    _ search: OperationSearch, _ savepoint: Checkpoint?, others: Int, at moment: Moment
  ) {
    let evidence = SearchEvidence(
      search: search, kind: request.kind, savepoint: savepoint, others: others,
      traits: capabilities.traits)
    if case .stopFailed(let cause) = search.reason {
      let cause = evidence.causeOfStop(cause)
      return settle(.failed(cause: cause, location: evidence.location), at: moment)
    }
    if case .stop = request.kind, case .completed = savepoint?.status {
      // Whether the job stops as well is part of what can be told.
      let end = AwaitedEnd(location: evidence.location, doubt: evidence.doubt)
      return enter(.awaitingEnd(end), at: moment)
    }
    settle(.uncertain(reason: evidence.text, location: evidence.location), at: moment)
  }
}
