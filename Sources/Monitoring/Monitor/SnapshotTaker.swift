import StreamModel

/// Takes one complete snapshot: for commands that print once and end.
///
/// Three rounds: what needs no metrics (which also wakes the JobManager's metric fetcher); the metrics, when they have
/// had time to be fetched; and once more what was empty or failed with the server. When the time is up, what is under
/// way is given up, and what was answered until then is the snapshot.
struct SnapshotTaker: Sendable {
  /// So many failures in a row that say that the server is gone end the asking.
  private static let failuresToGiveUp = 3
  private static let retries = 2
  /// What has to be prepared for an answer, such as samples of stacks, takes some seconds.
  private static let preparations = 12

  let system: any MonitoredSystem
  let clock: any MonitorClock
  let requestsInFlight: Int
  /// Nil waits for as long as it takes.
  var limit: Duration?
  /// Hears of every answer and every failure.
  var progress: @Sendable (SnapshotProgress) -> Void = { _ in }
  /// What there is if the time is up while an answer is taken in.
  let kept = KeptSnapshot()

  func takeAll(
    _ empty: ClusterModel, choosing: @Sendable (ClusterModel) -> Demand
  ) async -> Result<TakenSnapshot, SourceError> {
    let begun = clock.uptime
    var round = Round(model: empty)
    await ask([JobsQuestion(), CapabilitiesQuestion()], in: &round)
    if let error = round.errors[AnyQuestion(.jobs)] { return .failure(error) }
    // Given up before it was asked.
    guard round.model.jobsReceivedAt != nil else { return .failure(.cancelled) }
    let demand = choosing(round.model)
    if demand.questions.isEmpty {
      let deadline = limit.map { begun + $0 }
      await askDetails(for: demand, in: &round)
      if demand.looks != .once { await judge(demand, until: deadline, in: &round) }
      await askForCauses(of: demand, in: &round)
    } else {
      await askNamed(in: &round, hasRates: demand.measuresRates) { choosing($0).questions }
    }
    return .success(round.snapshot)
  }

  /// Asks the questions that are named, and those that are named once these are answered. What has metrics behind it is
  /// asked again when they had time to be fetched, and a step later once more, first to have them fetched and then for
  /// what was: rates are differences. What was not there yet is asked again until it is.
  private func askNamed(
    in round: inout Round, hasRates: Bool, choosing: @Sendable (ClusterModel) -> [AnyQuestion]
  ) async {
    await ask([OverviewQuestion()], in: &round)
    var known: Set<AnyQuestion> = []
    var asked: [AnyQuestion] = []
    func askWhatFollows(_ round: inout Round) async {
      while true {
        let next = choosing(round.model).filter { known.insert($0).inserted }
        guard !next.isEmpty else { break }
        asked += next
        await ask(next.map(\.base), in: &round)
      }
    }
    await askWhatFollows(&round)
    for _ in 0..<Self.preparations {
      let again = asked.filter { round.empty.contains($0) && !$0.kind.isMetricBacked }
      guard !again.isEmpty, !round.isGivenUp else { break }
      await clock.sleep(until: clock.uptime + PollTimes.emptyRetry)
      guard !Task.isCancelled else {
        round.isCutShort = true
        return
      }
      await ask(again.map(\.base), in: &round)
    }
    var measured: [AnyQuestion] {
      asked.filter {
        $0.kind.isMetricBacked && !$0.kind.isStanding
          && round.model.capabilities.refusals[$0.kind] == nil
      }
    }
    // What dates the fetch goes before what is dated by it.
    let timing = asked.filter { $0.kind == .jobMetrics }
    guard !measured.isEmpty, !round.isGivenUp else { return }
    round.progress.isMeasuring = true
    progress(round.progress)
    let steps = [MetricWarmth.fetch, .metricStep + .seconds(1), MetricWarmth.fetch]
    let waits =
      hasRates && !system.traits.tellsRates && measured.contains { $0.kind.hasRates }
    for wait in waits ? steps : [MetricWarmth.fetch] {
      await clock.sleep(until: clock.uptime + wait)
      guard !Task.isCancelled else {
        round.isCutShort = true
        return
      }
      await ask(timing.map(\.base), in: &round)
      await ask(measured.map(\.base), in: &round)
      // Before the first fetch a list is empty, and nothing is named of it.
      await askWhatFollows(&round)
    }
    // Meanwhile the rest has grown old, and is told together with what was measured now.
    let standing = asked.filter { !$0.kind.isMetricBacked && !$0.kind.isStanding }
    if waits, !round.isGivenUp { await ask(standing.map(\.base), in: &round) }
  }

  /// What the rounds have brought so far.
  struct Round {
    var model: ClusterModel
    var errors: [AnyQuestion: SourceError] = [:]
    var empty: Set<AnyQuestion> = []
    var pace = AnswerPace()
    var failuresInARow = 0
    /// When metrics were asked for first: that has them fetched.
    var metricsAskedAt: Duration?
    var progress = SnapshotProgress()
    /// Something was not asked, or not waited for, as the time was up.
    var isCutShort = false

    var isGivenUp: Bool { failuresInARow >= SnapshotTaker.failuresToGiveUp }

    /// What is asked before metrics were fetched is answered with those that somebody else asked for.
    fileprivate mutating func age(ofMetricsIn call: Call) -> MetricAge {
      guard call.question.kind.isMetricBacked else { return .current }
      let firstAskAt = metricsAskedAt.map { min($0, call.sentAt) } ?? call.sentAt
      metricsAskedAt = firstAskAt
      return call.sentAt - firstAskAt < MetricWarmth.fetch ? .unknown : .current
    }

    /// What is known by now.
    var snapshot: TakenSnapshot {
      var model = model
      let failing = errors.filter { !$0.value.isAboutOneThing }
      model.connection = failing.values.first.map { .degraded($0) } ?? .live
      model.polling.answerTime = pace.median
      let missing = errors.filter { if case .notFound = $0.value { true } else { false } }
      return TakenSnapshot(
        cluster: model, progress: progress, isCutShort: isCutShort, missing: missing)
    }
  }

  /// A question that was put, and what came of it.
  fileprivate struct Call: Sendable {
    var question: AnyQuestion
    var result: Result<any AnyReply, SourceError>
    var sentAt: Duration
    var elapsed: Duration
  }

  private func askDetails(for demand: Demand, in round: inout Round) async {
    let ids = round.model.listed(demand.jobs)
    let startedAt = clock.uptime
    let details = ids.map { JobQuestion($0) as any Question }
    await ask([OverviewQuestion()] + details, in: &round)
    guard !ids.isEmpty else { return }
    await ask(ids.flatMap { round.model.settledQuestions(of: $0) }, in: &round)
    let failed = ids.filter { round.model.jobsByID[$0]?.isEndUnexplained ?? false }
    await ask(failed.map { ExecutionResultQuestion($0) }, in: &round)
    let live = ids.filter { round.model.jobsByID[$0]?.state.isProcessing ?? false }
    guard !live.isEmpty else { return }
    await clock.sleep(until: startedAt + MetricWarmth.fetch)
    await ask(live.map { JobMetricsQuestion($0) }, in: &round)
    let model = round.model
    await ask(live.flatMap { model.metricQuestions(of: $0, demand: demand) }, in: &round)
    for _ in 0..<Self.retries {
      let again = round.empty.union(round.errors.filter { $0.value.isAboutTheServer }.keys)
      guard !again.isEmpty, !round.isGivenUp, !Task.isCancelled else { break }
      await clock.sleep(until: clock.uptime + PollTimes.emptyRetry)
      await ask(again.map(\.base), in: &round)
    }
    if let openJob = demand.openJob, live.contains(openJob) {
      await lookInto([openJob], in: &round)
    }
  }

  /// What failed of the jobs that were found to have restarted.
  private func askForCauses(of demand: Demand, in round: inout Round) async {
    let restarted = demand.jobs.filter { round.model.hasUnexplainedRestarts($0) }
    await ask(restarted.map { FailureQuestion($0) }, in: &round)
  }

  /// Asks all of them that the system can answer, a few at a time, and takes the answers into the model.
  func ask(_ questions: [any Question], in round: inout Round) async {
    let refusals = round.model.capabilities.refusals
    let questions = questions.filter { refusals[type(of: $0).kind] == nil }
    guard !questions.isEmpty else { return }
    guard !Task.isCancelled else {
      round.isCutShort = true
      return
    }
    round.progress.asked += questions.count
    progress(round.progress)
    await withTaskGroup(of: Call.self) {
      group in
      var rest = questions.map { $0.informed(by: round.model) }[...]
      func send(_ question: any Question) {
        group.addTask { [system, clock] in
          let sentAt = clock.uptime
          let result = await system.reply(to: question)
          return Call(
            question: AnyQuestion(question), result: result, sentAt: sentAt,
            elapsed: clock.uptime - sentAt)
        }
      }
      for _ in 0..<requestsInFlight { rest.popFirst().map(send) }
      while let call = await group.next() {
        take(call, in: &round)
        if !round.isGivenUp, !Task.isCancelled { rest.popFirst().map(send) }
      }
      if Task.isCancelled, !rest.isEmpty { round.isCutShort = true }
    }
  }

  private func take(_ call: Call, in round: inout Round) {
    let (question, result) = (call.question, call.result)
    if case .failure(.cancelled) = result {
      round.errors[question] = .cancelled
      round.isCutShort = true
      return
    }
    switch result {
    case .success(let reply):
      round.progress.answered += 1
      round.failuresInARow = 0
      round.errors[question] = nil
      round.pace.note(call.elapsed)
      // Taking it in may outlast the limit; until then this is what there is. No copy is kept for small ones, as it
      // would be made with every answer.
      if reply.isLarge, round.model.jobsReceivedAt != nil { kept.keep(round.snapshot) }
      if reply.isEmpty { round.empty.insert(question) } else { round.empty.remove(question) }
      reply.take(into: &round.model, metrics: round.age(ofMetricsIn: call), at: clock.now)
    case .failure(let error):
      round.progress.failed += 1
      round.failuresInARow = error.isAboutTheServer ? round.failuresInARow + 1 : 0
      round.errors[question] = error
      round.model.fail(question.base, with: error, at: clock.now)
    }
    progress(round.progress)
  }
}

extension Demand {
  /// Every job that something is wanted of, once.
  var jobs: [JobID] {
    guard let openJob, !visibleJobs.contains(openJob) else { return visibleJobs }
    return [openJob] + visibleJobs
  }
}

extension ClusterModel {
  /// What is asked of a job besides its structure and without metrics.
  func settledQuestions(of id: JobID) -> [any Question] {
    guard let job = jobsByID[id] else { return [] }
    var questions: [any Question] = [
      CheckpointsQuestion(id), CheckpointConfigurationQuestion(id),
    ]
    if traits.failsInPlace, !job.state.isTerminal { questions.append(ExceptionsQuestion(id)) }
    if job.state.mayFollowFailure { questions.append(FailureQuestion(id)) }
    return questions
  }

  /// The load of every vertex that runs, as nothing else tells rates and pressure at once, and the watermarks: of every vertex
  /// of the open job and of one that is to be judged, of the sinks of others.
  func metricQuestions(of id: JobID, demand: Demand) -> [any Question] {
    guard let detail = jobsByID[id]?.detail?.value else { return [] }
    let vertices = detail.vertices.filter(\.hasMetrics).map(\.id)
    let watermarked =
      demand.openJob == id || demand.looks == .untilJudged ? vertices : detail.firstSinks
    return vertices.map { LoadQuestion(id, $0) } + watermarked.map { WatermarksQuestion(id, $0) }
  }

  /// Those that there are.
  func listed(_ ids: [JobID]) -> [JobID] { ids.filter { jobsByID[$0] != nil } }

  fileprivate func hasUnexplainedRestarts(_ id: JobID) -> Bool {
    guard let job = jobsByID[id], job.failure == nil else { return false }
    return (job.metrics?.value.restarts ?? 0) > 0
  }
}

extension SourceError {
  /// True for what says nothing of the cluster: the thing asked about is gone, or never had what was asked.
  fileprivate var isAboutOneThing: Bool {
    switch self {
    case .notFound, .conflict, .unsupported, .unusable, .cancelled: true
    case .unreachable, .timedOut, .tls, .redirected, .notFlink, .unauthorized, .keyRefused,
      .unavailable,
      .server,
      .malformed, .tooLarge, .readOnly:
      false
    }
  }
}
