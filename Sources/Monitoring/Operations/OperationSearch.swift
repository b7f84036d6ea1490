import StreamModel

/// Looking in what the cluster shows for the outcome of an operation that it cannot be asked for by id.
///
/// Three questions in turn: the job's detail for the JobManager's clock, the job list for the job's state, the
/// checkpoints for a savepoint that is newer than the request.
struct OperationSearch: Sendable {
  /// Why it has to be looked for.
  enum Reason: Hashable, Sendable {
    /// No answer came to the trigger.
    case answerLost(SourceError)
    /// The cluster does not know the trigger any more.
    case forgotten
  }

  enum Place: Hashable, Sendable { case detail, list, checkpoints }

  let reason: Reason
  var place: Place = .detail
  /// The JobManager's clock minus ours; nil until told.
  var clockOffset: Duration?
  var jobState: JobState?
  /// A savepoint that fits was seen, but is not settled.
  var hasCandidate = false

  init(_ reason: Reason) { self.reason = reason }

  func question(for job: JobID) -> Question {
    switch place {
    case .detail: .job(job)
    case .list: .jobs
    case .checkpoints: .checkpoints(job)
    }
  }
}

extension OperationTracker {
  /// Takes in any answer of the cluster, asked for by this operation or not.
  mutating func observe(_ answer: Answer, to question: Question, at moment: Moment) {
    switch (stage, answer) {
    case (.awaitingEnd(let end), .jobs(let jobs)):
      observe(jobs, awaiting: end, at: moment)
    case (.searching(var search), .job(let detail)) where question == .job(request.job):
      search.clockOffset = detail.serverNow.map { $0.since(moment.now) }
      proceed(search, to: .list, at: moment)
    case (.searching(var search), .jobs(let jobs)):
      search.jobState = jobs.first { $0.id == request.job }?.state
      // The list comes by with every tick; only the one that was asked for moves the search on.
      if search.place == .list {
        proceed(search, to: .checkpoints, at: moment)
      } else {
        stage = .searching(search)
      }
    case (.searching(let search), .checkpoints(let statistics))
    where question == .checkpoints(request.job) && search.place == .checkpoints:
      found(savepoint(in: statistics, clockOffset: search.clockOffset), by: search, at: moment)
    default: break
    }
  }

  /// Takes in that a question was not answered.
  mutating func observe(_ error: SourceError, to question: Question, at moment: Moment) {
    switch stage {
    case .searching(let search) where question == search.question(for: request.job):
      if error.isAboutTheServer {
        failed(error, at: moment)
      } else if search.place == .detail {
        proceed(search, to: .list, at: moment)
      } else if search.place == .checkpoints {
        // 404: no job, or a job without checkpoints.
        found(nil, by: search, at: moment)
      } else {
        failed(error, at: moment)
      }
    case .awaitingEnd(let end) where question == .jobs:
      observe(error, awaiting: end, at: moment)
    default: break
    }
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

  /// The newest savepoint that can be this operation's: later than the last one known, and than the request.
  private func savepoint(
    in statistics: CheckpointStatistics, clockOffset: Duration?
  ) -> Checkpoint? {
    // The clocks are compared to within an answer time only.
    let earliest = operation.startedAt.advanced(by: (clockOffset ?? .zero) - .seconds(5))
    return (statistics.history + [statistics.latestSavepoint].compactMap(\.self))
      .filter { checkpoint in
        checkpoint.isSavepoint && checkpoint.triggeredAt >= earliest
          && newestKnownCheckpoint.map { checkpoint.id > $0 } ?? true
      }
      .max { $0.id < $1.id }
  }

  private mutating func found(
    _ savepoint: Checkpoint?, by search: OperationSearch, at moment: Moment
  ) {
    var search = search
    if request.kind == .checkpoint {
      // Nothing tells a checkpoint that was asked for from a periodic one.
      return settle(.uncertain(reason: uncertainty(search)), at: moment)
    }
    switch savepoint?.status {
    case .completed(let path, _):
      completed(path, at: moment)
    case .failed(let cause):
      let number = savepoint.map { " \($0.id.number)" } ?? ""
      settle(
        .failed(cause: cause ?? "Savepoint\(number) failed; the cluster gives no cause."),
        at: moment)
    case .inProgress, .other:
      search.hasCandidate = true
      operation.state = .inProgress
      lookAgain(search, at: moment)
    case nil:
      if moment.uptime - stageBeganAt < OperationCadence.searchFor || search.hasCandidate {
        search.hasCandidate = false
        lookAgain(search, at: moment)
      } else {
        settle(.uncertain(reason: uncertainty(search)), at: moment)
      }
    }
  }

  private mutating func lookAgain(_ search: OperationSearch, at moment: Moment) {
    var search = search
    search.place = .list
    stage = .searching(search)
    pace(at: moment)
    // The checkpoint statistics are cached for 3 s.
    dueAt = moment.uptime + OperationCadence.late
  }

  /// What is not known, and what to look at.
  private func uncertainty(_ search: OperationSearch) -> String {
    let name = request.kind.name
    let beginning =
      switch search.reason {
      case .answerLost(let error): "No answer came to the \(name) request (\(error))"
      case .forgotten:
        "The cluster has forgotten this \(name), as after a restart of the JobManager"
      }
    guard let state = search.jobState else {
      return "\(beginning), and the job is not listed any more. Look at the cluster's log."
    }
    if request.kind == .checkpoint {
      return "\(beginning). The job is \(state.name). Look whether a checkpoint completed since."
    }
    return "\(beginning), and no savepoint since is listed. The job is \(state.name). "
      + "Look at its checkpoints and at the target directory before asking again."
  }
}
