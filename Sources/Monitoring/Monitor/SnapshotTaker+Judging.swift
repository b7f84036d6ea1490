import StreamModel

extension SnapshotTaker {
  /// Answers that lead to one another: the garbage of all workers, who they are, and that of each.
  private static let depth = 3
  /// What is not there after so many more looks does not come with the time.
  private static let looksForAnswers = 3
  /// Figures of jobs that are judged are asked for again before they get too old to be judged by (`freshFor`).
  private static let oldestFigures: Duration = .seconds(40)

  /// Looks again at the jobs that live, a step of the metrics later, until each can be judged or there is no time left for
  /// another look. That a vertex hangs shows in differences of counters, and which way a lag goes in several of its samples;
  /// a run must have some age.
  func judge(_ demand: Demand, until deadline: Duration?, in round: inout Round) async {
    let step = min(system.traits.metricStep, .metricStep) + .seconds(1)
    let ids = round.model.listed(demand.jobs)
    await askOfCluster(demand, in: &round)
    // Once is enough, and it may be long.
    if demand.openJob == nil { await ask([ControllerErrorsQuestion()], in: &round) }
    var looks = 0
    while !round.isGivenUp, !Task.isCancelled {
      let open = ids.filter { isOpen($0, after: looks, of: demand.looks, in: round.model) }
      guard !open.isEmpty else { return }
      let fetch = clock.uptime + step
      let next = fetch + MetricWarmth.fetch
      if let deadline, next >= deadline { return }
      round.progress.beingJudged = open.count
      progress(round.progress)
      await clock.sleep(until: fetch)
      guard !Task.isCancelled else { return }
      await ask([JobsQuestion(), OverviewQuestion()], in: &round)
      let now = clock.now
      let jobs = round.model.listed(ids).filter { id in
        let seenAt = round.model.jobsByID[id]?.detail?.receivedAt
        let isOld = seenAt.map { now.since($0) > Self.oldestFigures } ?? false
        return open.contains(id) || isOld && round.model.jobsByID[id]?.state.isTerminal == false
      }
      // Asking has the metrics fetched; the answers are those of before.
      await ask(jobs.map { JobMetricsQuestion($0) }, in: &round)
      await clock.sleep(until: next)
      guard !Task.isCancelled else { return }
      await look(at: jobs, demand, in: &round)
      looks += 1
    }
  }

  /// What the rules that judge the cluster itself go by, where that is judged too.
  private func askOfCluster(_ demand: Demand, in round: inout Round) async {
    guard demand.openJob == nil else { return }
    await ask([ControllerQuestion()], in: &round)
  }

  private func look(at jobs: [JobID], _ demand: Demand, in round: inout Round) async {
    await askOfCluster(demand, in: &round)
    let live = jobs.filter { round.model.jobsByID[$0]?.state.isProcessing ?? false }
    await ask(live.map { JobMetricsQuestion($0) }, in: &round)
    await ask(jobs.map { JobQuestion($0) }, in: &round)
    let model = round.model
    let questions = jobs.flatMap { model.settledQuestions(of: $0) }
    await ask(
      questions + live.flatMap { model.metricQuestions(of: $0, demand: demand) }, in: &round)
    await lookInto(live, in: &round)
  }

  /// Asks what the answers make worth asking: the details of a checkpoint, say, and then its subtasks.
  func lookInto(_ jobs: [JobID], in round: inout Round) async {
    var asked: Set<AnyQuestion> = []
    for _ in 0..<Self.depth {
      let model = round.model
      let inquiries = jobs.compactMap { model.jobsByID[$0] }.flatMap { model.inquiries(into: $0) }
      let further = inquiries.map(\.any).filter { asked.insert($0).inserted }
      await ask(further.map(\.base), in: &round)
    }
  }

  /// True where another look may tell more of the job.
  private func isOpen(
    _ id: JobID, after looks: Int, of wanted: Demand.Looks, in model: ClusterModel
  ) -> Bool {
    guard let job = model.jobsByID[id], !job.state.isTerminal else { return false }
    if wanted == .twiceInDoubt {
      let verdict = model.verdict(of: job, at: clock.now)
      let young = clock.now.advanced(by: .zero - Self.oldestFigures)
      if looks == 1 {
        return job.vertices.values.contains { $0.lateRecords.areUntold(since: young) }
      }
      return looks == 0 && verdict.isFirstSight && !(verdict.findings.isEmpty && verdict.isComplete)
    }
    let verdict = model.verdict(of: job, at: clock.now, isFinal: true)
    // Its subtasks have told their counters once, and which of them is at fault is the difference to the next time.
    if looks == 1, verdict.awaitsSubtask { return true }
    guard !verdict.isComplete else { return false }
    // What is as bad as can be gets no worse by what is not known.
    if looks > 0, verdict.severity == .critical { return false }
    return verdict.gapsClose || looks < Self.looksForAnswers
  }
}
