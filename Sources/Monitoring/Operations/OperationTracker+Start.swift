import StreamModel

extension OperationTracker {
  /// Waiting for the job of a jar to run.
  struct AwaitedStart: Sendable {
    /// No answer came: whether there is such a job, the list tells, as its id was chosen.
    var lost: SourceError?
    /// It ended without having run; why is asked for.
    var failedState: JobState?
    var missingLists = 0

    init(lost: SourceError? = nil) { self.lost = lost }

    func question(for job: JobID) -> AnyQuestion {
      switch failedState {
      case nil: AnyQuestion(.jobs)
      // Of a job that did not come to run no exception is kept (2.3), but its result has one.
      case .failed: AnyQuestion(.executionResult(job))
      case .some: AnyQuestion(.failure(job))
      }
    }
  }

  mutating func observe(_ reply: any AnyReply, awaiting start: AwaitedStart, at moment: Moment) {
    if let jobs = reply.answer(to: JobsQuestion.self), start.failedState == nil {
      observe(jobs, awaiting: start, at: moment)
    } else if reply.key == start.question(for: job).key, start.failedState != nil {
      let failure =
        reply.answer(to: ExecutionResultQuestion.self) ?? reply.answer(to: FailureQuestion.self)
      failedToStart(failure ?? nil, start, at: moment)
    }
  }

  private mutating func observe(
    _ jobs: [JobSummary], awaiting start: AwaitedStart, at moment: Moment
  ) {
    var start = start
    guard let summary = jobs.first(where: { $0.id == job }) else {
      return unlisted(start, at: moment)
    }
    start.missingLists = 0
    // Its id is this operation's: the answer is made good for.
    start.lost = nil
    operation.state = .inProgress
    let (state, tasks) = (summary.state, summary.tasks)
    switch state {
    case .failed, .failing, .restarting:
      start.failedState = state
      stage = .awaitingStart(start)
      failures = 0
      dueAt = moment.uptime
      return
    case .running where tasks.haveStarted, .finished, .canceled, .suspended:
      operation.remark = "job \(job.text)"
      return settle(.completed(location: nil, jobState: state), at: moment)
    case .running where tasks.total > 0:
      operation.remark = "\(tasks[.running]) of \(tasks.total) tasks run"
    default:
      operation.remark = "the job is \(state.name)"
    }
    stage = .awaitingStart(start)
    pace(at: moment)
  }

  private mutating func unlisted(_ start: AwaitedStart, at moment: Moment) {
    var start = start
    start.missingLists += 1
    let waited = moment.uptime - stageBeganAt
    let patience =
      start.lost == nil ? OperationCadence.missingFor : OperationCadence.doubtfulEndWithin
    guard start.missingLists >= OperationCadence.missingLists, waited >= patience else {
      stage = .awaitingStart(start)
      return pace(at: moment)
    }
    let reason =
      if let lost = start.lost {
        "No answer came to the run request (\(describe(lost))), and no job \(job.text) is listed: "
          + "it most likely did not start. Look at the jobs before running it again."
      } else {
        "The run was accepted, but its job \(job.text) is not listed, as after a restart of the "
          + "\(capabilities.traits.controller)."
      }
    settle(.uncertain(reason: reason), at: moment)
  }

  private mutating func failedToStart(
    _ failure: JobFailure?, _ start: AwaitedStart, at moment: Moment
  ) {
    let state = (start.failedState ?? .failed).name
    let cause = failure?.cause ?? "no cause is told; its exceptions may say more"
    let stays =
      start.failedState?.isTerminal == false
      ? "; it is still there and tries again until it is cancelled" : ""
    settle(.failed(cause: "The job \(job.text) is \(state): \(cause)\(stays)"), at: moment)
  }

  mutating func observe(_ error: SourceError, awaiting start: AwaitedStart, at moment: Moment) {
    if start.failedState != nil, !error.isAboutTheServer {
      return failedToStart(nil, start, at: moment)
    }
    failed(error, at: moment)
  }

  /// Settles what leaves no trace at the cluster by which it could be found; false for all else.
  mutating func lostWithoutTrace(_ error: SourceError, at moment: Moment) -> Bool {
    let what = "No answer came (\(describe(error)))"
    switch request.kind {
    case .upload, .submit:
      if let upload = operation.upload, upload.sent < upload.total {
        let share = upload.sent.bytes * 100 / max(1, upload.total.bytes)
        settle(.failed(cause: "It broke off after \(share)%: \(describe(error))"), at: moment)
      } else {
        let list = if case .submit = request.kind { "jobs" } else { "jars" }
        settle(
          .uncertain(reason: "\(what): the list of \(list) tells whether it arrived."), at: moment)
      }
    case .plan: settle(.failed(cause: "\(what)."), at: moment)
    case .deleteJar:
      settle(.uncertain(reason: "\(what): the list of jars tells whether it is gone."), at: moment)
    case .dispose:
      settle(
        .uncertain(reason: "\(what): the savepoint may be gone, or be there still."), at: moment)
    case .shutdown:
      settle(.uncertain(reason: "\(what): the cluster may be going down."), at: moment)
    case .profile:
      settle(
        .uncertain(reason: "\(what): the list of profiles tells whether it was started."),
        at: moment)
    case .deleteDataSet:
      settle(
        .uncertain(reason: "\(what): the list of data sets tells whether it is gone."), at: moment)
    case .topology(.heapDump(let target)):
      settle(
        .uncertain(
          reason: "\(what): \(HeapDumpTarget.path) may be written on \(target.host ?? "its host")."),
        at: moment)
    case .savepoint, .stop, .cancel, .checkpoint, .rescale, .run, .cancelApplication,
      .topology:
      return false
    }
    return true
  }
}
