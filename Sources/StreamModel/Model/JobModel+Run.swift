/// When all tasks of a job began to run.
enum RunStart: Hashable, Sendable {
  /// By the cluster's word, on the JobManager's clock: what that is on ours is learnt later.
  case told(Timestamp)
  /// When it was seen, on our clock.
  case seen(Timestamp)
}

extension JobModel {
  /// What Flink's figures need before they tell of the run that is under way: they are fetched each `metricStep`, so that
  /// those of the run before still stand for so long.
  static let fetched: Duration = .metricStep + .seconds(1)
  /// How far `/jobs/:id` is behind (`web.refresh-interval`), with some room.
  static let graphCached: Duration = .seconds(4)
  /// The busy, idle and backpressured gauges besides: updated each 5 s, and before the first time busy reads 1000 less
  /// the others, which is 100 % for a task that has had no record (`TimerGauge`, `TaskIOMetricGroup`).
  static let gauged: Duration = fetched + .seconds(5)
  /// The meters of records and bytes: the rise of the last minute over 60 s, also where the task is younger
  /// (`MeterView`), so that 40/s read 4.5 after 7 s.
  static let metered: Duration = fetched + .seconds(65)

  /// Since when the tasks that run now have all run, on our clock; nil while some of a streaming job's do not. What
  /// figures of a run may be believed: before it they are another run's.
  package var steadySince: Timestamp? {
    switch runStart {
    case .told(let time): onOurClock(time)
    case .seen(let time): time
    case nil: nil
    }
  }

  /// How long the tasks of this run have all run; nil while they do not, or nothing says since when.
  package func steadyTime(at now: Timestamp) -> Duration? {
    steadySince.map { max(.zero, now.since($0)) }
  }

  /// When the job last entered RESTARTING, by the cluster's word; nil where it never did, and while the structure is older
  /// than this run.
  var restartedAt: Timestamp? {
    guard let detail, let steadySince, detail.receivedAt.since(steadySince) > Self.graphCached
    else { return nil }
    return detail.value.stateEnteredAt[.restarting].map(onOurClock)
  }

  /// True where figures of that kind are this run's own.
  func hasSettled(for needed: Duration, at now: Timestamp) -> Bool {
    guard isProcessing, let time = steadyTime(at: now) else { return false }
    return time >= needed
  }

  /// Follows whether all tasks run, by the list: `/jobs/:id` is up to 3 s behind it.
  ///
  /// `last-modification` is the newest change of a task's state (`JobDetails.createDetailsForJob`), so when all of them
  /// run it says since when. One that moves with no task having finished is a restart that fell between two lists.
  mutating func followRun(since before: JobSummary?, at now: Timestamp) {
    let tasks = summary.value.tasks
    guard isProcessing, areTasksWhole(tasks) else {
      if runStart != nil || before == nil { endRun() }
      runStart = nil
      return
    }
    guard let before, runStart != nil else {
      runStart = summary.value.lastModification.map(RunStart.told) ?? .seen(stateSince ?? now)
      return
    }
    let hasFinished = tasks[.finished] > before.tasks[.finished] || isInWaves(tasks)
    guard summary.value.lastModification != before.lastModification, !hasFinished else { return }
    endRun()
    runStart = summary.value.lastModification.map(RunStart.told) ?? .seen(now)
  }

  /// What the structure tells besides: that a job is one whose vertices run one after the other.
  mutating func followRunByStructure(at now: Timestamp) {
    if runStart == nil { followRun(since: nil, at: now) }
  }

  /// True where nothing waits and nothing failed, but for what waits for its turn.
  private func areTasksWhole(_ tasks: TaskCounts) -> Bool {
    // Where they are not counted, what the job is called is all there is.
    guard tasks.isTold else { return true }
    // An adaptive scheduler has no tasks while it waits for slots.
    guard tasks.total > 0, tasks[.running] > 0 else { return false }
    return tasks[.running] + tasks[.finished] == tasks.total || isInWaves(tasks)
  }

  /// True for a batch job: its vertices run one after the other. Before 1.20 nothing says what is one; then it is one
  /// whose tasks wait as CREATED beside others that run, as those of a streaming job are all scheduled at once.
  private func isInWaves(_ tasks: TaskCounts) -> Bool {
    guard let detail = detail?.value else { return false }
    if detail.type != nil { return detail.isBatch }
    return tasks[.created] > 0
      && tasks[.running] + tasks[.finished] + tasks[.created] == tasks.total
  }

  /// Gives up the samples of lag that were taken before it was known when metrics are fetched.
  mutating func forgetUntimedLags() {
    guard !lagSeries.samples.isEmpty else { return }
    readings.value.lagSeries = Series()
    for id in Array(readings.value.vertices.keys) {
      readings.value.vertices[id]?.lagSeries = Series(capacity: VertexModel.samplesKept)
    }
  }

  /// Figures that nobody sends any more are the last that a lost TaskManager sent.
  mutating func followFreeze(at now: Timestamp) {
    guard readings.value.meter.isFrozen(at: now) else {
      readings.value.frozenSince = nil
      return
    }
    guard readings.value.frozenSince == nil else { return }
    let since = readings.value.meter.movedAt
    forgetFigures()
    readings.value.frozenSince = since
  }

  /// Gives up every figure of now: rates, shares and lag of a run that is over tell nothing of the next. Series keep
  /// what was, with a gap.
  mutating func endRun() {
    readings.value.meter.reset()
    readings.value.frozenSince = nil
    readings.value.observedSince = nil
    forgetFigures()
  }

  private mutating func forgetFigures() {
    for id in Array(readings.value.vertices.keys) { readings.value.vertices[id]?.endRun() }
    readings.value.recordsIn = nil
    readings.value.recordsOut = nil
    readings.value.busiest = nil
    readings.value.mostBackpressured = nil
    readings.value.watermarkLag = nil
  }
}

extension VertexModel {
  /// Gives up the figures of a run that is over.
  mutating func endRun() {
    load = nil
    counted = nil
    hangsSince = nil
    subtaskLoads = nil
    workers = nil
    hangingSubtasks = [:]
    pressure = nil
    averagePressure = nil
    recordsIn = nil
    recordsOut = nil
    bytesIn = nil
    bytesOut = nil
    watermarks = nil
    subtaskWatermarks = nil
    lateRecords = LateRecords()
    backlog = SourceBacklog()
    chainLooks = ChainLooks()
    watermarkLag = nil
    forgetWatermarkRun()
    emptyLoadAnswers = 0
    emptyWatermarkAnswers = 0
  }
}
