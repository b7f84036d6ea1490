/// States that speak for themselves: FAILED, RESTARTING, FAILING and those a job should not stay in.
package enum StateRule {
  static let rule = DiagnosisRule(
    .state,
    says: "FAILED, RESTARTING and the like, where (vertex, subtask) and why; for want of slots how "
      + "many",
    source: "job list, exceptions", needs: [.jobs, .failure, .overview], scope: .all
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let since = job.stateSince
    let age = since.map(context.age(of:)) ?? .zero
    let lasting =
      age < .seconds(1) ? "" : " for " + Phrase.duration(.seconds(age.components.seconds))
    let limits = context.thresholds
    func finding(
      _ severity: Severity, _ sentence: String, short: String, evidence: Evidence,
      of failure: FailureWords? = nil
    ) -> [Finding] {
      [
        Finding(
          rule: .state, severity: severity,
          sentence: Phrase.sentence(sentence + (failure?.text ?? "")), short: short,
          vertices: [failure?.vertex].compactMap(\.self), subtask: failure?.subtask,
          worker: failure?.worker, evidence: evidence, advice: failure?.advice,
          since: since.map { Onset(at: $0) })
      ]
    }
    switch job.state {
    case .running, .finished, .canceled:
      return []
    case .failed:
      let when = since.map { " " + context.ago($0) } ?? ""
      let words = job.endFailure.map { FailureWords($0, of: job, context: context) }
      return finding(
        .critical, "Failed" + when + (words == nil ? untoldEnd(of: job) : ""),
        short: "failed" + when, evidence: .failures, of: words)
    case .restarting:
      return finding(
        age >= limits.longestRestart ? .critical : .warning,
        "Restarting" + lasting, short: "restarting" + lasting, evidence: .failures,
        of: cause(of: job, context: context))
    case .failing:
      return finding(
        .warning, "Failing" + lasting, short: "failing" + lasting, evidence: .failures,
        of: cause(of: job, context: context))
    case .cancelling:
      let hangs = age >= limits.longestCancellation
      return finding(
        hangs ? .warning : .note,
        "Cancelling" + lasting + (hangs ? ": some of its tasks do not stop" : ""),
        short: "cancelling" + lasting, evidence: .vertices)
    case .suspended:
      return finding(
        .warning,
        "Suspended" + lasting + ": its \(context.traits.controller) gave it up, "
          + "and another one should take it over",
        short: "suspended" + lasting, evidence: .vertices)
    case .initializing, .created, .reconciling:
      let name = job.state.name
      // Slots are offered by the workers; without any there is nothing that the job could run on.
      let lack = context.overview.flatMap { overview -> String? in
        if overview.taskManagers == 0 {
          return ": there is no \(context.traits.worker) to run on"
        }
        return overview.slotsAvailable == 0 ? ": no slot is free" : nil
      }
      if let failure = job.failure?.value {
        return finding(
          .warning, fallen(job, failure, lack: lack, context: context),
          short: "\(name) after a failure", evidence: lack == nil ? .failures : .workers,
          of: FailureWords(failure, of: job, context: context))
      }
      return finding(
        age >= limits.settlingTime ? .warning : .note,
        "Not running yet: \(name)" + lasting + (lack ?? ""), short: name + lasting,
        evidence: lack == nil ? .vertices : .workers)
    case .other(let name):
      if let words = context.traits.stateWords[name] {
        return finding(.note, words, short: name.lowercased(), evidence: .vertices)
      }
      return finding(
        .note, "Its state \(Phrase.clipped(name, to: 40)) is not one that flinktop knows",
        short: "unknown state " + Phrase.clipped(name, to: 30), evidence: .vertices)
    }
  }

  /// Said of a job of which it is not known what it failed of.
  private static func untoldEnd(of job: JobModel) -> String {
    guard let before = job.failure?.value else { return "; its cause is not known yet" }
    return "; its cause is not known, the last failure before it was: " + before.cause
  }

  /// Of a job that the adaptive scheduler has fall back to CREATED, or that was never seen to run: its start tells no more
  /// since when it is down than the failure does.
  private static func fallen(
    _ job: JobModel, _ failure: JobFailure, lack: String?, context: DiagnosisContext
  ) -> String {
    let began = failure.at.map(job.onOurClock)
    let down = began.map { "Down " + context.since($0) } ?? "Down"
    return "\(down), \(job.state.name)\(lack ?? ": it waits to run again"); failed"
  }

  /// ` in TASK: CAUSE` of the failure that led to the present state; of the one before where that is not told yet.
  private static func cause(of job: JobModel, context: DiagnosisContext) -> FailureWords? {
    guard let failure = job.failure?.value else { return nil }
    return isNewest(failure, of: job)
      ? FailureWords(failure, of: job, context: context)
      : FailureWords(before: job, context: context)
  }

  /// False for the failure of a restart before: the exceptions lag behind the state by seconds.
  fileprivate static func isNewest(_ failure: JobFailure, of job: JobModel) -> Bool {
    guard let at = failure.at else { return true }
    let states = job.detail?.value.stateEnteredAt
    // Both are times of the JobManager: a failure of this run is younger than the run. But the structure may tell of the
    // next run before the list does.
    if let run = states?[.running], at < run,
      job.stateSince.map({ job.onOurClock(run) <= $0 }) ?? true
    {
      return false
    }
    guard let since = job.stateSince else { return true }
    return since.since(job.onOurClock(at)) <= .seconds(15)
  }
}

extension JobModel {
  /// True while it is not told yet what the job restarts or fails of.
  package var awaitsFailure: Bool {
    guard state == .restarting || state == .failing else { return false }
    return failure?.value.map { !StateRule.isNewest($0, of: self) } ?? true
  }
}
