extension ClusterModel {
  /// True where a question was answered, or there is a reason why it was not.
  package func hasOutcome(of question: AnyQuestion) -> Bool {
    let key = question.key
    if failing[key] != nil || capabilities.refusals[key.kind] != nil || answers.holds(key) {
      return true
    }
    // What polling asks by itself stands in the model.
    guard key.kind.isStanding else { return false }
    return key.kind == .job ? key.job.map { jobsByID[$0]?.detail != nil } ?? true : true
  }

  /// Takes in one answer; derived figures and series follow. Pure: the time is passed in, and how old the metrics are
  /// where metrics are behind it, which whoever asked knows.
  ///
  /// Answers about a job that is not listed are dropped.
  package mutating func apply<Q: Question>(
    _ answer: Q.Answer, to question: Q, metrics: MetricAge = .current, at now: Timestamp
  ) {
    failing[question.key] = nil
    lastAnswerAt = now
    var time = AnswerTime(now: now)
    if let id = question.subject.job {
      guard let state = jobsByID[id]?.state else { return }
      if Q.kind.isMetricBacked, !state.isTerminal {
        time.metrics = metrics
        metricPulse.noteAnswer(at: now)
      }
      jobsByID[id]?.clockOffset = clockOffset
    } else if Q.kind.isMetricBacked {
      time.metrics = metrics
      metricPulse.noteAnswer(at: now)
    }
    question.take(answer, into: &self, at: time)
  }

  /// Notes that a question could not be answered. The connection's state is for the caller to judge.
  package mutating func fail<Q: Question>(
    _ question: Q, with error: SourceError, at now: Timestamp
  ) {
    if let id = question.subject.job, jobsByID[id] == nil { return }
    switch error {
    case .cancelled:
      return
    case .notFound(let message), .unsupported(let message):
      // "Checkpointing has not been enabled.", "Checkpointing is not enabled for this job (...)."
      if let id = question.subject.job, Q.kind.absence == .ofTheJobOrItsCheckpoints,
        message.contains("heckpointing")
      {
        jobsByID[id]?.noteMissingCheckpointing()
        return
      }
      if case .notFound = error, question.subject.job != nil, Q.kind.absence != .ofTheThing {
        return
      }
      failing[question.key] = error
    default:
      failing[question.key] = error
    }
  }

  /// `uptime` counts from when the job was RUNNING to when the metrics were fetched, both on the JobManager's clock.
  mutating func noteFetch(uptime: Duration?, of id: JobID, at now: Timestamp) {
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

  /// When the JobManager fetched the metrics in an answer.
  func fetchInstant(of time: AnswerTime) -> MetricInstant {
    time.metrics == nil ? .unknown : metricPulse.instant(at: time.now)
  }

  /// The JobManager's clock, as an answer about `id` tells it.
  mutating func compareClocks(_ serverNow: Timestamp, of id: JobID, at now: Timestamp) {
    clockOffset = clockComparison.add(serverNow: serverNow, receivedAt: now)
    jobsByID[id]?.clockOffset = clockOffset
  }

  /// Takes in what somebody else remembers of a job's older checkpoints.
  package mutating func add(remembered: [Checkpoint], of job: JobID) {
    jobsByID[job]?.checkpoints?.add(
      remembered: remembered, keeping: CheckpointLog.share(ofJobs: checkpointLogs))
  }

  /// The jobs share the room for checkpoints.
  mutating func take(
    _ statistics: CheckpointStatistics, of id: JobID, at now: Timestamp
  ) {
    if jobsByID[id]?.checkpoints == nil {
      checkpointLogs = 1 + jobsByID.values.count { $0.checkpoints != nil }
    }
    let share = CheckpointLog.share(ofJobs: checkpointLogs)
    jobsByID[id]?.take(statistics, keeping: share, at: now)
  }
}
