/// What a JobManager's log, or spans that were sent, tell of the starts and restarts of jobs, and of their checkpoints.
package struct RecoveryTrace: Sendable, Equatable {
  package struct Job: Sendable, Equatable {
    package var name: String?
    /// Oldest first.
    package var recoveries: [Recovery]

    package init(name: String?, recoveries: [Recovery]) {
      self.name = name
      self.recoveries = recoveries
    }
  }

  /// The most that are kept of a job.
  package static let mostOfOneJob = 200

  package var jobs: [JobID: Job]
  /// Those that spans tell of, the last ones of each job.
  package var checkpoints: [JobID: [Checkpoint]]
  /// Spans of starts and restarts among them.
  package var spanCount: Int
  /// Of the question that it answers: another number is another state of the log.
  package var edition: Int
  /// Where in the log the reading began: above 0 where only its end was read.
  package var start: Int
  /// The size of the log when it was read.
  package var end: Int
  /// How long to wait before the log is read again, as all of it is sent each time.
  package var pause: Duration
  /// Lines that told of a span and could not be read.
  package var unreadCount: Int
  /// Spans are sent besides, some seconds after what they tell of.
  package var awaitsSpans = false

  package init(
    jobs: [JobID: Job], checkpoints: [JobID: [Checkpoint]] = [:], spanCount: Int, edition: Int = 0,
    start: Int = 0, end: Int = 0,
    pause: Duration = .zero, unreadCount: Int = 0
  ) {
    self.jobs = jobs
    self.checkpoints = checkpoints
    self.spanCount = spanCount
    self.edition = edition
    self.start = start
    self.end = end
    self.pause = pause
    self.unreadCount = unreadCount
  }
}

extension ClusterModel {
  /// The log is read when a job has changed, and so many times the least pause after that while something is missing.
  private static let readings = [1, 3, 10]
  /// The least time between two readings of a log.
  private static let leastPause: Duration = .seconds(3)

  /// What to ask for a job's recoveries of the log, as all of it is sent each time: once, anew when the job has changed, and a
  /// few times after that while the last recovery is not whole. The number goes up with time alone, so that what is under
  /// way is never asked for as another one. Nil before the job is known, and where the cluster has no log to give.
  package func recoveryTraceQuestion(of id: JobID, now: Timestamp) -> RecoveryTraceQuestion? {
    guard capabilities.refusals[.recoveryTrace] == nil, let job = job(id),
      let states = job.detail?.value.stateEnteredAt
    else { return nil }
    let changes = [states[.running], states[.restarting]].compactMap(\.self)
    guard let changed = changes.max().map(job.onOurClock) else { return .recoveryTrace() }
    let told = answers[.recoveryTrace()]
    // What is whole as of then stays as it is.
    let asOf = told.flatMap { isWhole($0, of: job, since: changed) ? $0.receivedAt : nil } ?? now
    let pause = max(told?.value.pause ?? .zero, Self.leastPause)
    let stage = Self.readings.count { asOf.since(changed) >= pause * $0 }
    // The clocks are compared anew with each answer: a tenth of a second is no change.
    let second = (changes.max()?.milliseconds ?? 0) / 1000
    return .recoveryTrace(edition: Int(clamping: second) &* 10 &+ stage)
  }

  /// True where the last restart that the REST API tells of is in it, with its end.
  private func isWhole(
    _ told: Observed<RecoveryTrace>, of job: JobModel, since changed: Timestamp
  ) -> Bool {
    guard told.receivedAt >= changed, let last = told.value.jobs[job.id]?.recoveries.last,
      last.endedAt != nil, let known = last.runningAt
    else { return false }
    if told.value.awaitsSpans, last.parts.isEmpty { return false }
    // Stamps of one moment differ by milliseconds.
    return job.onOurClock(known.value).advanced(by: .seconds(1)) >= changed
  }
}
