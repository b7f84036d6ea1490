/// Rule 10: restarts and their rate.
///
/// `RestartLog` has already set the state, `numRestarts` and the count of restores against one another. Of the time
/// before flinktop was started only the count of all restarts and the time of the last failure are known.
package enum RestartsRule {
  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard !job.state.isTerminal, let tally = Tally(of: job, context: context) else { return [] }
    let limits = context.thresholds
    let isLoop =
      tally.perWindow >= limits.restartsInLoop
      || (tally.perWindow >= limits.restartsToWarn && job.state != .running)
    let severity: Severity =
      isLoop ? .critical : tally.perWindow >= limits.restartsToWarn ? .warning : .note
    if severity == .note, job.state != .running {
      // The state says it already.
      return []
    }
    let last = tally.last.map(context.ago)
    let sentence: String
    if tally.count == 1 {
      sentence = "Restarted " + (last ?? "once in \(tally.period)")
    } else {
      sentence =
        (isLoop ? "In a restart loop: restarted " : "Restarted ")
        + "\(tally.count) times in \(tally.period)" + (last.map { ", last \($0)" } ?? "")
    }
    return [
      Finding(
        rule: .restarts, severity: severity,
        sentence: Phrase.sentence(sentence + cause(of: job, since: tally.first)),
        short: "\(Phrase.count(tally.count, "restart", "restarts")) in \(tally.period)")
    ]
  }

  /// How often a job restarted, and in which time.
  private struct Tally {
    var count: Int
    /// What the count would be in `restartWindow`, rounded down.
    var perWindow: Int
    /// `10 min`, or all the time since the start.
    var period: String
    var first: Timestamp
    var last: Timestamp?

    /// Nil where there was no restart lately.
    init?(of job: JobModel, context: DiagnosisContext) {
      let window = context.thresholds.restartWindow
      let seen = job.restartTimes.filter { context.age(of: $0) <= window }
      let total = job.metrics?.value.restarts ?? 0
      // A job that runs has restarted after its last failure, whether that was seen or not.
      let failure = job.state == .running && total > 0 ? job.failure?.value?.at : nil
      let failed = failure.map(job.onOurClock).flatMap {
        context.age(of: $0) <= window ? $0 : nil
      }
      last = [seen.last, failed].compactMap(\.self).max()
      count = max(seen.count, failed == nil ? 0 : 1)
      perWindow = count
      period = "\(window.wholeMilliseconds / 60_000) min"
      first = seen.first ?? failed ?? context.now
      if let start = job.summary.value.startTime.map({ job.onOurClock($0) }) {
        let life = context.age(of: start)
        // A job younger than the window had all its restarts in it. In an older one all of them count where they
        // are so many that they come as often on average, and still come.
        let average = Int(Double(total) * window.inSeconds / max(window, life).inSeconds)
        let isYoung = life <= window
        if isYoung ? total > count : last != nil && average > count {
          count = total
          perWindow = isYoung ? total : average
          if !isYoung { period = Phrase.duration(life) }
        }
        if isYoung { first = start }
      }
      guard count > 0 else { return nil }
    }
  }

  /// The last failure, where the state does not name it and it belongs to these restarts.
  private static func cause(of job: JobModel, since first: Timestamp) -> String {
    guard job.state == .running, let failure = job.failure?.value else { return "" }
    if let at = failure.at, first.since(job.onOurClock(at)) > .seconds(60) { return "" }
    return ": " + failure.cause
  }
}
