/// Rule 10: restarts and their rate.
///
/// `RestartLog` has already set the state, `numRestarts` and the count of restores against one another.
package enum RestartsRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard !job.state.isTerminal else { return [] }
    let limits = context.thresholds
    let recent = job.restartTimes.filter { context.age(of: $0) <= limits.restartWindow }
    // A job younger than the window had all its restarts in it, those before flinktop was started too.
    let start = job.summary.value.startTime.map { job.onOurClock($0) }
    let isYoung = start.map { context.age(of: $0) <= limits.restartWindow } ?? false
    let count = max(recent.count, isYoung ? job.metrics?.value.restarts ?? 0 : 0)
    guard count > 0, let first = isYoung ? start : recent.first else { return [] }
    let isLoop =
      count >= limits.restartsInLoop
      || (count >= limits.restartsToWarn && job.state != .running)
    let severity: Severity = isLoop ? .critical : count >= limits.restartsToWarn ? .warning : .note
    if severity == .note, job.state != .running {
      // The state says it already.
      return []
    }
    let window = "\(limits.restartWindow.wholeMilliseconds / 60_000) min"
    let sentence: String
    if count == 1 {
      sentence = "Restarted " + (recent.last.map { context.ago($0) } ?? "once in \(window)")
    } else {
      sentence =
        (isLoop ? "In a restart loop: " : "") + "\(isLoop ? "restarted" : "Restarted") "
        + "\(count) times in \(window)" + (recent.last.map { ", last \(context.ago($0))" } ?? "")
    }
    return [
      Finding(
        rule: .restarts, severity: severity,
        sentence: Phrase.sentence(sentence + cause(of: job, since: first)),
        short: "\(Phrase.count(count, "restart", "restarts")) in \(window)")
    ]
  }

  /// The last failure, where the state does not name it and it belongs to these restarts.
  private static func cause(of job: JobModel, since first: Timestamp) -> String {
    guard job.state == .running, let failure = job.failure?.value else { return "" }
    if let at = failure.at, first.since(job.onOurClock(at)) > .seconds(60) { return "" }
    return ": " + failure.cause
  }
}
