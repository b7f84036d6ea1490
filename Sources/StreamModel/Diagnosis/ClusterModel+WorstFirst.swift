/// A job together with what is wrong with it.
package struct AssessedJob: Sendable, Identifiable {
  package var job: JobModel
  package var verdict: Verdict

  package init(job: JobModel, verdict: Verdict) {
    self.job = job
    self.verdict = verdict
  }

  package var id: JobID { job.id }
}

extension ClusterModel {
  /// All listed jobs and those that got lost, with their verdicts, the worst first.
  ///
  /// By severity, jobs that live before those that ended, then how bad it is (more findings of that severity,
  /// then lag by its order of magnitude), then by name and id: the same figures always give the same order, and
  /// two jobs much alike do not change places with each reading. Of a judgement that `isFinal` nothing is called well that
  /// only another reading of the counters would show.
  package func worstFirst(
    at now: Timestamp, thresholds: DiagnosisThresholds = .standard, isFinal: Bool = false,
    timeOfDay: ((Timestamp) -> String)? = nil
  ) -> [AssessedJob] {
    var context = context(at: now, thresholds: thresholds, timeOfDay: timeOfDay)
    context.isFinal = isFinal
    let assessed =
      jobs.map { AssessedJob(job: $0, verdict: $0.verdict(context: context)) } + lost(context)
    let ranks = assessed.map { JobRank($0) }
    return assessed.indices.sorted { ranks[$0] < ranks[$1] }.map { assessed[$0] }
  }

  /// Judges one job after the other as of one moment. A verdict holds for as long as `JobModel.isAsJudged`, but for the
  /// ages in it.
  package func judge(
    at now: Timestamp, timeOfDay: ((Timestamp) -> String)? = nil
  ) -> (JobModel) -> AssessedJob {
    let context = context(at: now, thresholds: .standard, timeOfDay: timeOfDay)
    return { AssessedJob(job: $0, verdict: $0.verdict(context: context)) }
  }

  /// The jobs that got lost, with what is to be said of each.
  package func lostAssessed(
    at now: Timestamp, timeOfDay: ((Timestamp) -> String)? = nil
  ) -> [AssessedJob] {
    lost(context(at: now, thresholds: .standard, timeOfDay: timeOfDay))
  }

  /// What is wrong with one job, by what is known of it and of the cluster.
  package func verdict(
    of job: JobModel, at now: Timestamp, isFinal: Bool = false,
    timeOfDay: ((Timestamp) -> String)? = nil
  ) -> Verdict {
    var context = context(at: now, thresholds: .standard, timeOfDay: timeOfDay)
    context.isFinal = isFinal
    return job.verdict(context: context)
  }

  /// What is wrong with the cluster itself, the worst first: what is no job's. Nothing while it can't be reached: that is said
  /// with the connection.
  package func clusterVerdict(
    at now: Timestamp, timeOfDay: ((Timestamp) -> String)? = nil
  ) -> Verdict {
    let context = context(at: now, thresholds: .standard, timeOfDay: timeOfDay)
    var findings = DiagnosisRules.ofCluster.flatMap { $0.find(self, context) }
    if case .unreachable = connection { findings = [] }
    return Verdict(findings: findings.causesFirst, summary: "", isComplete: true)
  }

  private func context(
    at now: Timestamp, thresholds: DiagnosisThresholds, timeOfDay: ((Timestamp) -> String)?
  ) -> DiagnosisContext {
    var context = DiagnosisContext(at: now, thresholds: thresholds, timeOfDay: timeOfDay)
    context.overview = context.fresh(overview)
    context.traits = traits
    context.garbage = garbage.readings.filter {
      context.age(of: $0.receivedAt) <= VertexModel.freshFor
    }
    context.awaitsGarbage = garbage.awaitsReadings
    context.workerLoss = taskManagerLoss
    context.refused = Set(capabilities.refusals.keys)
    return context
  }

  private func lost(_ context: DiagnosisContext) -> [AssessedJob] {
    let lost = lostJobs(at: context.now)
    let namesakes = namesakes(of: lost)
    return lost.map { job in
      guard let lostAt = lostAt(job.id) else {
        // Missing in one list only: what was true of it still is.
        return AssessedJob(
          job: job, verdict: job.verdict(context: context))
      }
      let finding = LossRule.finding(
        in: job, since: lostAt, namesake: namesakes[job.id], context: context)
      return AssessedJob(
        job: job, verdict: Verdict(findings: [finding], summary: "", isComplete: true))
    }
  }
}

extension JobModel {
  /// True where nothing was learnt of the job since it was as `former`: its verdict holds, but for the ages in it.
  package func isAsJudged(_ former: JobModel) -> Bool {
    hasSameReadings(as: former) && state == former.state && runStart == former.runStart
      && summary.value.tasks == former.summary.value.tasks && stateSince == former.stateSince
      && tasksWaitingSince == former.tasksWaitingSince
      && tasksScheduledSince == former.tasksScheduledSince
      && tasksStartingSince == former.tasksStartingSince
      && nothingRunsSince == former.nothingRunsSince && clockOffset == former.clockOffset
      && aliveSince == former.aliveSince
  }
}

/// What the order of two jobs depends on; the lesser comes first.
package struct JobRank: Comparable, Sendable {
  private var severity: Severity
  private var findings: Int
  private var lagDoublings: Int
  private var isEnded: Bool
  private var name: String
  package private(set) var id: JobID

  package init(_ assessed: AssessedJob) {
    let worst = assessed.verdict.severity
    severity = worst
    findings =
      worst == .well ? 0 : assessed.verdict.findings.count { $0.severity == worst }
    isEnded = assessed.job.state.isTerminal
    // Of jobs that are well the lag is no rank: they would change places with each reading.
    let isRanked = worst > .well && !isEnded
    let seconds = isRanked ? assessed.job.watermarkLag?.value.inSeconds ?? 0 : 0
    lagDoublings = seconds >= 1 ? Int(seconds.exponent) + 1 : 0
    name = assessed.job.name
    id = assessed.job.id
  }

  package static func < (lhs: JobRank, rhs: JobRank) -> Bool {
    if lhs.severity != rhs.severity { return lhs.severity > rhs.severity }
    if lhs.isEnded != rhs.isEnded { return rhs.isEnded }
    if lhs.findings != rhs.findings { return lhs.findings > rhs.findings }
    if lhs.lagDoublings != rhs.lagDoublings { return lhs.lagDoublings > rhs.lagDoublings }
    return (lhs.name, lhs.id) < (rhs.name, rhs.id)
  }
}
