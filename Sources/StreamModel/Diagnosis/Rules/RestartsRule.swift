/// Rule 10: restarts and their rate.
///
/// `RestartLog` has already set the state, `numRestarts` and the count of restores against one another.
package enum RestartsRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard !job.state.isTerminal else { return [] }
    let limits = context.thresholds
    let recent = job.restartTimes.filter { context.age(of: $0) <= limits.restartWindow }
    guard let first = recent.first, let last = recent.last else { return [] }
    let isLoop =
      recent.count >= limits.restartsInLoop
      || (recent.count >= limits.restartsToWarn && job.state != .running)
    let severity: Severity =
      isLoop ? .critical : recent.count >= limits.restartsToWarn ? .warning : .note
    if severity == .note, job.state != .running {
      // The state says it already.
      return []
    }
    let window = "\(limits.restartWindow.wholeMilliseconds / 60_000) min"
    let sentence: String
    if recent.count == 1 {
      sentence = "Restarted " + context.ago(last)
    } else {
      sentence =
        (isLoop ? "In a restart loop: " : "") + "\(isLoop ? "restarted" : "Restarted") "
        + "\(recent.count) times in \(window), last \(context.ago(last))"
    }
    return [
      Finding(
        rule: .restarts, severity: severity,
        sentence: Phrase.sentence(sentence + cause(of: job, since: first)),
        short: "\(Phrase.count(recent.count, "restart", "restarts")) in \(window)", since: first)
    ]
  }

  /// The last failure, where the state does not name it and it belongs to these restarts.
  private static func cause(of job: JobModel, since first: Timestamp) -> String {
    guard job.state == .running, let failure = job.failure?.value else { return "" }
    if let at = failure.at, first.since(job.onOurClock(at)) > .seconds(60) { return "" }
    return ": " + failure.cause
  }
}
