extension JobModel {
  /// Samples of a running job that nobody has looked at for so long are given up.
  static let samplesKeptUnseen: Duration = .seconds(1800)

  /// Takes in the job's row of a new list.
  mutating func apply(_ new: JobSummary, clockOffset: Duration, at now: Timestamp) {
    self.clockOffset = clockOffset
    let before = summary.value
    let seenBefore = summary.receivedAt
    let runBefore = runStart
    summary = Observed(new, receivedAt: now)
    noteAge(isSameStart: new.startTime == before.startTime)
    if new.state != before.state {
      enter(notBefore: before.isStateTold ? seenBefore : nil, at: now)
    }
    followRun(since: before, at: now)
    noteRunChange(since: before, runBefore, notBefore: seenBefore, at: now)
    noteWaitingTasks(notBefore: seenBefore, at: now)
    // While polling goes on, that is: a display that was paused has its samples still.
    if isProcessing, now.since(seenBefore) < .seconds(60),
      let looked = readings.value.detail?.receivedAt, now.since(looked) > Self.samplesKeptUnseen
    {
      readings.value.forgetSamples()
    }
  }

  /// What a job's first row tells of the time before.
  mutating func begin(at now: Timestamp) {
    noteAge(isSameStart: false)
    enter(notBefore: nil, at: now)
    followRun(since: nil, at: now)
    noteWaitingTasks(notBefore: nil, at: now)
  }

  /// Takes in what the job's metrics say, which are so old; `fetchedAt` is when the JobManager fetched them, where that
  /// is known.
  mutating func take(
    _ metrics: JobMetrics, age: MetricAge, fetchedAt: MetricInstant, at now: Timestamp
  ) {
    readings.value.metrics = Observed(metrics, receivedAt: now)
    guard let restarts = metrics.restarts else { return }
    // Up to a step of the metrics old where it is not known when they were fetched.
    let held =
      if age == .current, case .at(let time) = fetchedAt { time } else {
        age.measuredAt(now).advanced(by: .zero - Self.fetched)
      }
    readings.value.restarts.note(restarts, of: .restarts, measuredAt: held, at: now)
  }

  /// The JobManager lost its memory: what counts from its start begins anew.
  mutating func forgetServerMemory() {
    readings.value.meter.reset()
    readings.value.restarts.forgetCounts()
    readings.value.checkpointDetails = [:]
    readings.value.checkpointSubtasks = [:]
  }

  private mutating func enter(notBefore: Timestamp?, at now: Timestamp) {
    let told = toldSince.map { min(now, onOurClock($0)) }
    if let notBefore {
      // `last-modification` is that of the tasks, which may be older than this state.
      let isSeen = now.since(notBefore) <= Self.seenWithin
      stateSince = (told ?? (isSeen ? now : nil)).map { max(notBefore, $0) }
    } else {
      stateSince = told
    }
    // Of a job that is restarting when first seen, when it began is the failure's to tell.
    if state == .restarting { readings.value.restarts.noteRestarting(at: stateSince ?? now) }
    if notBefore != nil || !isProcessing { endRun() }
  }

  /// A change between two lists that lie closer together was seen; others may be as old as the gap.
  private static let seenWithin: Duration = .seconds(30)

  /// When the list says that the present state began, on the JobManager's clock.
  private var toldSince: Timestamp? {
    switch state {
    case .finished, .failed, .canceled: summary.value.endTime
    // Without tasks of their own that changed, nothing has happened since the start.
    case .initializing, .created: summary.value.lastModification ?? summary.value.startTime
    case .running, .failing, .cancelling, .restarting, .suspended, .reconciling, .other:
      summary.value.lastModification
    }
  }

  private mutating func noteAge(isSameStart: Bool) {
    let told = summary.value.duration.map {
      summary.receivedAt.advanced(by: .zero - $0)
    }
    aliveSince = isSameStart ? [aliveSince, told].compactMap(\.self).min() : told
  }

  private mutating func noteWaitingTasks(notBefore: Timestamp?, at now: Timestamp) {
    let tasks = summary.value.tasks
    let isWaiting = tasks[.scheduled] + tasks[.created] > 0 && !state.isTerminal
    let nothingRuns =
      state == .running && tasks.total > 0 && tasks[.running] + tasks[.finished] == 0
    let changed = summary.value.lastModification.map(onOurClock) ?? now
    let since = min(now, notBefore.map { max($0, changed) } ?? changed)
    tasksWaitingSince = isWaiting ? tasksWaitingSince ?? since : nil
    let isScheduled = tasks[.scheduled] > 0 && !state.isTerminal
    tasksScheduledSince = isScheduled ? tasksScheduledSince ?? since : nil
    let isStarting = tasks[.deploying] + tasks[.initializing] > 0 && state == .running
    tasksStartingSince = isStarting ? tasksStartingSince ?? since : nil
    nothingRunsSince = nothingRuns ? nothingRunsSince ?? since : nil
  }
}
