/// States that speak for themselves: FAILED, RESTARTING, FAILING and those a job should not stay in.
package enum StateRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    let since = job.stateSince
    let age = since.map(context.age(of:)) ?? .zero
    let lasting =
      age < .seconds(1) ? "" : " for " + Phrase.duration(.seconds(age.components.seconds))
    let limits = context.thresholds
    func finding(
      _ severity: Severity, _ sentence: String, short: String, evidence: Evidence
    ) -> [Finding] {
      // Where it was, if the failure that led to the state is known.
      let failure = job.state == .failed ? job.endFailure : job.failure?.value
      let place = failure.flatMap { failure in
        evidence == .failures && sentence.contains(failure.cause)
          ? FailureWords(failure, of: job, context: context) : nil
      }
      return [
        Finding(
          rule: .state, severity: severity, sentence: Phrase.sentence(sentence), short: short,
          vertices: [place?.vertex].compactMap(\.self), subtask: place?.subtask,
          worker: place?.worker, evidence: evidence, advice: place?.advice)
      ]
    }
    switch job.state {
    case .running, .finished, .canceled:
      return []
    case .failed:
      let when = since.map { " " + context.ago($0) } ?? ""
      return finding(
        .critical, "Failed" + when + end(of: job, context: context),
        short: "failed" + when, evidence: .failures)
    case .restarting:
      return finding(
        age >= limits.longestRestart ? .critical : .warning,
        "Restarting" + lasting + cause(of: job, context: context), short: "restarting" + lasting,
        evidence: .failures)
    case .failing:
      return finding(
        .warning, "Failing" + lasting + cause(of: job, context: context),
        short: "failing" + lasting,
        evidence: .failures)
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
          short: "\(name) after a failure", evidence: lack == nil ? .failures : .workers)
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

  /// What a job failed of, which its exceptions may not tell.
  private static func end(of job: JobModel, context: DiagnosisContext) -> String {
    if let failure = job.endFailure {
      return FailureWords(failure, of: job, context: context).text
    }
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
      + FailureWords(failure, of: job, context: context).text
  }

  /// ` in TASK: CAUSE` of the failure that led to the present state.
  private static func cause(of job: JobModel, context: DiagnosisContext) -> String {
    guard let failure = job.failure?.value, isNewest(failure, of: job) else { return "" }
    return FailureWords(failure, of: job, context: context).text
  }

  /// False for the failure of a restart before: the exceptions lag behind the state by seconds.
  private static func isNewest(_ failure: JobFailure, of job: JobModel) -> Bool {
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
