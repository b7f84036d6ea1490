extension ClusterModel {
  /// Takes in one answer; derived figures and series follow. Pure: the time is passed in.
  ///
  /// Answers about a job that is not listed, and answers that do not fit their question, are dropped.
  package mutating func apply(_ answer: Answer, to question: Question, at now: Timestamp) {
    failing[question] = nil
    lastAnswerAt = now
    switch (answer, question) {
    case (.capabilities(let capabilities), .capabilities):
      self.capabilities = capabilities
    case (.overview(let overview), .overview):
      take(overview, at: now)
    case (.jobs(let summaries), .jobs):
      take(summaries, at: now)
    default:
      guard let id = question.job, let state = jobsByID[id]?.state else { return }
      if case .job(let detail) = answer, let serverNow = detail.serverNow {
        clockOffset = clockComparison.add(serverNow: serverNow, receivedAt: now)
      }
      let isMetricBacked = question.kind.isMetricBacked && !state.isTerminal
      let age = isMetricBacked ? metricPulse.beat(at: now) : .current
      jobsByID[id]?.clockOffset = clockOffset
      if case .jobMetrics(let metrics?) = answer, age == .current {
        noteFetch(uptime: metrics.uptime, of: id, at: now)
      }
      if case (.checkpoints(let statistics), .checkpoints) = (answer, question) {
        take(statistics, of: id, at: now)
      } else {
        let fetchedAt = isMetricBacked ? metricPulse.instant(at: now) : .unknown
        jobsByID[id]?.apply(answer, to: question, age: age, fetchedAt: fetchedAt, at: now)
      }
    }
  }

  /// Notes that a question could not be answered. The connection's state is for the caller to judge.
  package mutating func fail(_ question: Question, with error: SourceError, at now: Timestamp) {
    if let id = question.job, jobsByID[id] == nil { return }
    switch error {
    case .cancelled:
      return
    case .notFound(let message), .unsupported(let message):
      // "Checkpointing has not been enabled.", "Checkpointing is not enabled for this job (...)."
      if let id = question.job, question.kind.absence == .ofTheJobOrItsCheckpoints,
        message.contains("heckpointing")
      {
        jobsByID[id]?.noteMissingCheckpointing()
        return
      }
      if case .notFound = error, question.job != nil, question.kind.absence != .ofTheThing {
        return
      }
      failing[question] = error
    default:
      failing[question] = error
    }
  }

  /// `uptime` counts from when the job was RUNNING to when the metrics were fetched, both on the JobManager's clock.
  private mutating func noteFetch(uptime: Duration?, of id: JobID, at now: Timestamp) {
    guard let uptime, uptime > .zero, let job = jobsByID[id], let steady = job.steadySince,
      let detail = job.detail, detail.receivedAt.since(steady) > JobModel.graphCached,
      let running = detail.value.stateEnteredAt[.running]
    else { return }
    let wasTimed = metricPulse.isTimed
    metricPulse.note(fetchedAt: job.onOurClock(running.advanced(by: uptime)), at: now)
    guard !wasTimed, metricPulse.isTimed else { return }
    // What was sampled before is up to a step too large.
    for id in jobOrder { jobsByID[id]?.forgetUntimedLags() }
  }

  /// The jobs share the room for checkpoints.
  private mutating func take(
    _ statistics: CheckpointStatistics, of id: JobID, at now: Timestamp
  ) {
    if jobsByID[id]?.checkpoints == nil {
      checkpointLogs = 1 + jobsByID.values.count { $0.checkpoints != nil }
    }
    let share = CheckpointLog.share(ofJobs: checkpointLogs)
    jobsByID[id]?.take(statistics, keeping: share, at: now)
  }
}
