/// What a JobManager's log, or spans that were sent, tell of the starts and restarts of jobs.
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

  package init(
    jobs: [JobID: Job], spanCount: Int, edition: Int = 0, start: Int = 0, end: Int = 0,
    pause: Duration = .zero, unreadCount: Int = 0
  ) {
    self.jobs = jobs
    self.spanCount = spanCount
    self.edition = edition
    self.start = start
    self.end = end
    self.pause = pause
    self.unreadCount = unreadCount
  }
}

extension ClusterModel {
  /// How long after a job changed something about it may still come to the log.
  private static let longestDelay: Duration = .seconds(60)
  /// The least time between two readings of a log.
  private static let leastPause: Duration = .seconds(3)

  /// What to ask for a job's recoveries of the log: anew only where it has grown and something may be missing, as all of it is
  /// sent each time. Nil before the list of files is there, and where the cluster has no log to give.
  package func recoveryTraceQuestion(of id: JobID, now: Timestamp) -> RecoveryTraceQuestion? {
    guard capabilities.refusals[.recoveryTrace] == nil,
      let files = answers[.logFiles(.controller)]
    else { return nil }
    let mark = files.value.mark(of: LogFile.own.name) ?? 0
    guard let told = answers[.recoveryTrace()] else {
      // What can't be had is not asked for anew each time that it has grown.
      return .recoveryTrace(edition: failing[.recoveryTrace()] == nil ? mark : 0)
    }
    let kept = RecoveryTraceQuestion.recoveryTrace(edition: told.value.edition)
    guard mark != told.value.edition, let job = job(id),
      now.since(told.receivedAt) >= max(told.value.pause, Self.leastPause),
      mayMiss(told, of: job)
    else { return kept }
    return .recoveryTrace(edition: mark)
  }

  private func mayMiss(_ told: Observed<RecoveryTrace>, of job: JobModel) -> Bool {
    let states = job.detail?.value.stateEnteredAt ?? [:]
    let failure = answers[.exceptions(job.id)]?.value.entries.compactMap(\.at).max()
    let changes = [states[.running], states[.restarting], failure].compactMap(\.self)
    guard let changed = changes.max() else { return false }
    let isLate = told.receivedAt.since(job.onOurClock(changed)) > Self.longestDelay
    guard !isLate else { return false }
    // Stamps of one moment differ by milliseconds.
    guard let last = told.value.jobs[job.id]?.recoveries.last,
      let known = last.runningAt ?? last.noticedAt,
      known.value.advanced(by: .seconds(1)) >= changed
    else { return true }
    return last.endedAt == nil
  }
}
