extension JobModel {
  /// Samples of a running job that nobody has looked at for so long are given up.
  static let samplesKeptUnseen: Duration = .seconds(1800)

  /// Takes in the job's row of a new list.
  mutating func apply(_ new: JobSummary, clockOffset: Duration, at now: Timestamp) {
    self.clockOffset = clockOffset
    let stateBefore = state
    let seenBefore = summary.receivedAt
    summary = Observed(new, receivedAt: now)
    if new.state != stateBefore { enter(notBefore: seenBefore, at: now) }
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
    enter(notBefore: nil, at: now)
    noteWaitingTasks(notBefore: nil, at: now)
  }

  /// Takes in the answer to one of the job's own questions.
  mutating func apply(
    _ answer: Answer, to question: Question, age: MetricAge, at now: Timestamp
  ) {
    switch (answer, question) {
    case (.job(let detail), .job):
      take(detail, age: age, at: now)
    case (.jobMetrics(let metrics?), .jobMetrics):
      readings.value.metrics = Observed(metrics, receivedAt: now)
      if let restarts = metrics.restarts {
        readings.value.restarts.note(
          restarts, of: .restarts, measuredAt: age.measuredAt(now), at: now)
      }
    case (.failure(let failure), .failure):
      readings.value.failure = Observed(failure, receivedAt: now)
    case (.checkpointConfiguration(let configuration), .checkpointConfiguration):
      readings.value.checkpointConfiguration = Observed(configuration, receivedAt: now)
      readings.value.isWithoutCheckpointing = false
    case (.checkpoint(let detail), .checkpoint(_, let checkpoint)):
      take(detail, of: checkpoint, at: now)
    case (.checkpointSubtasks(let subtasks), .checkpointSubtasks(_, let checkpoint, let vertex)):
      take(subtasks, of: CheckpointPart(checkpoint: checkpoint, vertex: vertex), at: now)
    case (.load(let load), .load(_, let vertex)):
      take(load, of: vertex, age: age, at: now)
    case (.watermarks(let watermarks), .watermarks(_, let vertex)):
      take(watermarks, of: vertex, age: age, at: now)
    default:
      break
    }
  }

  /// The JobManager lost its memory: what counts from its start begins anew.
  mutating func forgetServerMemory() {
    readings.value.meter.reset()
    readings.value.restarts.forgetCounts()
    readings.value.checkpointDetails = [:]
    readings.value.checkpointSubtasks = [:]
  }

  private mutating func enter(notBefore: Timestamp?, at now: Timestamp) {
    let told = state.isTerminal ? summary.value.endTime : summary.value.lastModification
    let since = min(now, told.map(onOurClock) ?? now)
    // `last-modification` is that of the tasks, which may be older than this state.
    stateSince = notBefore.map { max($0, since) } ?? since
    if state == .restarting { readings.value.restarts.noteRestarting(at: stateSince ?? now) }
    if notBefore != nil || !isProcessing { forgetRun() }
  }

  /// Differences and standstills must not reach over a change of state.
  private mutating func forgetRun() {
    readings.value.meter.reset()
    for id in readings.value.vertices.keys { readings.value.vertices[id]?.forgetWatermarkRun() }
  }

  private mutating func noteWaitingTasks(notBefore: Timestamp?, at now: Timestamp) {
    let waiting = summary.value.tasks[.scheduled] + summary.value.tasks[.created]
    guard waiting > 0, !state.isTerminal else {
      tasksWaitingSince = nil
      return
    }
    guard tasksWaitingSince == nil else { return }
    let changed = summary.value.lastModification.map(onOurClock) ?? now
    tasksWaitingSince = min(now, notBefore.map { max($0, changed) } ?? changed)
  }
}
