/// Rule 5: checkpoints late, failing, slower than their interval, or about to time out.
package enum CheckpointsRule {
  static let rule = DiagnosisRule(
    .checkpoints,
    says:
      "late, failing, slower than their interval, or ten times as long as they were; where they "
      + "waited (vertex, subtask, phase), and why one was declined",
    source: "checkpoints and their details, the log",
    needs: [
      .checkpoints, .checkpointConfiguration, .checkpoint, .checkpointSubtasks, .checkpointDecline,
    ], scope: .settled
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard let facts = CheckpointFacts(of: job, context: context) else { return [] }
    let health = late(facts, in: job, context: context) ?? failing(facts, in: job, context: context)
    let regime =
      slow(facts, in: job, context: context) ?? grown(facts, in: job, context: context)
    return [
      health, regime, stalled(in: job, context: context),
      job.restoreBefore.map { untold($0, in: job, context: context) },
    ].compactMap { $0 }
  }

  /// A JobManager that was restarted has told of nothing yet that the job could be restored from. That the last that
  /// completed was discarded is no such thing: a newer one had completed then, which the next answer has.
  private static func untold(
    _ before: Observed<Checkpoint>, in job: JobModel, context: DiagnosisContext
  ) -> Finding {
    Finding(
      rule: .checkpoints, severity: .note,
      sentence: Phrase.sentence(
        "The \(context.traits.controller) was restarted and has not told yet what the job could be "
          + "restored from; \(job.restorePoint(before, context: context))"),
      short: "what to restore from is not known yet", evidence: .checkpoints)
  }

  /// No checkpoint for three intervals: the recovery point grows old.
  private static func late(
    _ facts: CheckpointFacts, in job: JobModel, context: DiagnosisContext
  ) -> Finding? {
    let limits = context.thresholds
    // A savepoint keeps the job's own checkpoints waiting.
    guard let interval = facts.interval, !facts.isSavepointInProgress else { return nil }
    // What the JobManager before this one told completed all the same.
    let before = job.restoreBefore.flatMap { $0.value.isSavepoint ? nil : $0.value }
    let completed = (facts.lastCompleted ?? before).map { job.onOurClock($0.endedAt) }
    let savepoint = job.checkpoints?.latest.value.latestSavepoint
    // None is triggered before all tasks run, however long they restore.
    let reference = [
      completed, job.stateSince, job.steadySince, savepoint.map { job.onOurClock($0.endedAt) },
    ]
    .compactMap { $0 }.max()
    guard let reference else { return nil }
    // Where checkpoints take longer than the interval, that is said apart.
    let due = max(interval, (facts.usualDuration ?? .zero) + facts.pause)
    // Judged as of the answer: what completed since is not known.
    let age = max(.zero, facts.answeredAt.since(reference))
    guard age > max(due * limits.lateIntervals, limits.lateAtLeast) else { return nil }
    let failures = facts.failedSince
    let every = facts.pause > .zero ? due : interval
    let expected = "(every \(Phrase.duration(every)) expected)"
    var sentence: String
    if let completed {
      sentence = "Last checkpoint \(context.ago(completed)) \(expected)"
    } else {
      sentence = "No checkpoint has completed for \(Phrase.duration(age)) \(expected)"
    }
    if !failures.isEmpty {
      sentence += ", \(failures.count) failed since" + cause(of: failures, in: job)
    }
    let words = Phrase.duration(completed.map(context.age(of:)) ?? age)
    return Finding(
      rule: .checkpoints, severity: failures.isEmpty ? .warning : .critical,
      sentence: sentence, short: "no checkpoint for " + words, of: failures.first,
      since: Onset(at: reference), in: job, context: context)
  }

  /// Checkpoints that fail while others still complete, or have only begun to fail.
  private static func failing(
    _ facts: CheckpointFacts, in job: JobModel, context: DiagnosisContext
  ) -> Finding? {
    let limits = context.thresholds
    let inARow = facts.failedSince.count
    if inARow >= limits.consecutiveFailures {
      let tolerable = job.checkpointConfiguration?.value.tolerableFailures
      let isLast = tolerable.map { $0 > 0 && inARow >= $0 } ?? false
      let warning = isLast ? "; one more may restart the job" : ""
      return Finding(
        rule: .checkpoints, severity: .warning,
        sentence: "The last \(inARow) checkpoints failed\(warning)"
          + cause(of: facts.failedSince, in: job),
        short: "last \(inARow) checkpoints failed", of: facts.failedSince.first,
        since: onset(of: facts.failedSince, in: job), in: job, context: context)
    }
    let failures = facts.recent.filter { !$0.isCompletedPeriodic }
    guard failures.count >= limits.failedCheckpoints else { return nil }
    return Finding(
      rule: .checkpoints, severity: .warning,
      sentence: "\(failures.count) of the last \(facts.recent.count) checkpoints failed"
        + cause(of: failures, in: job),
      short: "\(failures.count) of \(facts.recent.count) checkpoints failed", of: failures.first,
      since: onset(of: failures, in: job), in: job, context: context)
  }

  /// The end of the first of them.
  private static func onset(of failed: [Checkpoint], in job: JobModel) -> Onset? {
    failed.map(\.endedAt).min().map { Onset(at: job.onOurClock($0)) }
  }

  /// Checkpoints that take longer than their interval, most of the time.
  private static func slow(
    _ facts: CheckpointFacts, in job: JobModel, context: DiagnosisContext
  ) -> Finding? {
    guard let interval = facts.interval, facts.isIntervalConfigured else { return nil }
    let durations = facts.periodic.filter(\.isCompletedPeriodic).compactMap(\.duration)
      .prefix(context.thresholds.slowCheckpoints)
    let slow = durations.filter { $0 > interval }
    guard slow.count >= 3, slow.count * 2 > durations.count, let last = durations.first else {
      return nil
    }
    return Finding(
      rule: .checkpoints, severity: .warning,
      sentence: "Checkpoints take \(Phrase.duration(last)), longer than their interval of "
        + Phrase.duration(interval)
        + (facts.pause == .zero ? ", so one is always under way" : ""),
      short: "checkpoints take \(Phrase.duration(last)), due every \(Phrase.duration(interval))",
      of: facts.lastCompleted, since: nil, in: job, context: context)
  }

  /// Checkpoints that take many times as long as they did, though no longer than their interval.
  private static func grown(
    _ facts: CheckpointFacts, in job: JobModel, context: DiagnosisContext
  ) -> Finding? {
    guard let newest = facts.periodic.first(where: \.isCompletedPeriodic),
      let duration = newest.duration, let log = job.checkpoints,
      let times = CheckpointFacts.growth(of: newest, in: log, pendingFor: job.pendingCheckpointAge)
    else { return nil }
    return Finding(
      rule: .checkpoints, severity: .warning,
      sentence:
        "Checkpoints take \(Phrase.duration(duration)), \(Int(min(times, 1e6))) times as long "
        + "as they did",
      short: "checkpoints take \(Phrase.duration(duration)), \(Int(min(times, 1e6))) times as long",
      of: newest, since: Onset(at: job.onOurClock(newest.triggeredAt)), in: job, context: context)
  }

  /// A checkpoint or savepoint in progress that has used up half its timeout.
  private static func stalled(in job: JobModel, context: DiagnosisContext) -> Finding? {
    guard let timeout = job.checkpointConfiguration?.value.timeout, timeout > .zero else {
      return nil
    }
    let pending = job.checkpoints?.latest.value.history.filter { $0.status == .inProgress } ?? []
    guard let oldest = pending.min(by: { $0.triggeredAt < $1.triggeredAt }) else { return nil }
    let since = job.onOurClock(oldest.triggeredAt)
    let answeredAt = job.checkpoints?.latest.receivedAt ?? context.now
    let age = max(.zero, answeredAt.since(since))
    guard age.inSeconds > timeout.inSeconds * context.thresholds.shareOfTimeout else { return nil }
    let kind = oldest.isSavepoint ? "Savepoint" : "Checkpoint"
    let missing = oldest.subtasks - oldest.acknowledgedSubtasks
    var sentence =
      "\(kind) \(oldest.id.number) has been in progress for \(Phrase.duration(age)) of its "
      + "timeout of \(Phrase.duration(timeout))"
    if missing > 0 { sentence += "; \(missing) of \(oldest.subtasks) subtasks are missing" }
    return Finding(
      rule: .checkpoints, severity: .warning, sentence: sentence,
      short: "\(kind.lowercased()) \(oldest.id.number) pending for \(Phrase.duration(age))",
      of: oldest, since: Onset(at: since), in: job, context: context)
  }

  private static func cause(of failures: [Checkpoint], in job: JobModel) -> String {
    guard let failure = failures.first(where: { $0.failureCause != nil }),
      let cause = failure.failureCause
    else { return "" }
    // The log tells what the server does not.
    guard failure.isVagueFailure, let decline = job.checkpointDecline?.value,
      let first = failures.map(\.id).min(), first <= decline.checkpoint
    else { return ": " + cause }
    return ": " + (cause.hasSuffix(".") ? String(cause.dropLast()) : cause) + ": " + decline.cause
  }
}

extension JobModel {
  /// `before that it was checkpoint 77, 2m 10s old now, at s3://...`.
  fileprivate func restorePoint(
    _ before: Observed<Checkpoint>, context: DiagnosisContext
  ) -> String {
    let entry = before.value
    let kind = entry.isSavepoint ? "savepoint" : "checkpoint"
    let age = Phrase.duration(context.age(of: onOurClock(entry.endedAt)))
    let path = entry.restorePath.map { ", at \($0)" } ?? ""
    return "before that it was \(kind) \(entry.id.number), \(age) old now" + path
  }
}

extension Finding {
  /// One about a checkpoint, with where it was held up as far as its details tell, and what that waits for.
  fileprivate init(
    rule: Rule, severity: Severity, sentence: String, short: String, of checkpoint: Checkpoint?,
    since: Onset?, in job: JobModel, context: DiagnosisContext
  ) {
    let culprit = checkpoint.flatMap { CheckpointCulprit(of: $0, in: job) }
    var sentence = sentence
    if let words = culprit?.words { sentence += "; " + words }
    let isWaiting =
      culprit.map { $0.missing > 0 || $0.phase?.isWait == true } ?? false
    var isEffect = false
    if isWaiting,
      let bottleneck = PressureGraph(of: job, context: context).bottlenecks.first?.vertex
    {
      sentence += "; barriers wait behind \(bottleneck.shortName)"
      isEffect = true
    }
    let worker = culprit?.subtask.flatMap { subtask in
      culprit.flatMap { job.vertices[$0.vertex.id]?.subtaskLoads?.value.loads }?.first {
        $0.index == subtask
      }?.worker
    }
    self.init(
      rule: rule, severity: severity, sentence: Phrase.sentence(sentence), short: short,
      vertices: culprit.map { [$0.vertex.id] } ?? [], subtask: culprit?.subtask, worker: worker,
      evidence: checkpoint.map { .checkpoint($0.id) } ?? .checkpoints, advice: culprit?.advice,
      isEffect: isEffect, since: since)
  }
}
