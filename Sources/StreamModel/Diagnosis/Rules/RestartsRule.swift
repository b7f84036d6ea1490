/// Rule 10: restarts and their rate.
///
/// `RestartLog` has already set the state, `numRestarts` and the count of restores against one another. Of the time
/// before flinktop was started only the count of all restarts and the time of the last failure are known.
package enum RestartsRule {
  static let rule = DiagnosisRule(
    .restarts,
    says: "how often in 10 min, and of what (a lost process by its name); while the "
      + "newest failure is not told yet, the one before; a loop from 5 on",
    source: "restarts, exceptions, checkpoints",
    needs: [.jobs, .jobMetrics, .failure, .checkpoints], scope: .alive
  ) { findings(in: $0, context: $1) }

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
    let failure = failure(of: job, last: tally).map {
      FailureWords($0, of: job, context: context)
    }
    let cause = failure?.text ?? ""
    let change = cause.isEmpty ? change(of: job, last: tally) : nil
    let before =
      cause.isEmpty && change == nil && tally.count > 1
        && job.state == .running
      ? FailureWords(before: job, context: context) : nil
    let sentence: String
    if tally.count == 1 {
      sentence =
        (change == nil ? "Restarted " : "Rescaled ") + (last ?? "once in \(tally.period)")
    } else {
      sentence =
        (isLoop ? "In a restart loop: restarted " : "Restarted ")
        + "\(tally.count) times in \(tally.period)" + (last.map { ", last \($0)" } ?? "")
        + (change == nil ? "" : " as it was rescaled")
    }
    let isWithoutFailure = change != nil || isWithoutFailure(job, last: tally)
    let why =
      change.map { ": \($0.text)" }
      ?? (isWithoutFailure
        ? "; no failure is told of, as after a rescale"
        : before?.text ?? cause)
    return [
      Finding(
        rule: .restarts, severity: severity, sentence: Phrase.sentence(sentence + why),
        short: "\(Phrase.count(tally.count, "restart", "restarts")) in \(tally.period)",
        vertices: [(failure ?? before)?.vertex].compactMap(\.self),
        subtask: (failure ?? before)?.subtask, worker: (failure ?? before)?.worker,
        evidence: isWithoutFailure ? .vertices : .failures, advice: (failure ?? before)?.advice,
        since: tally.first)
    ]
  }

  /// That the vertices came to run more or less parallel with the last restart.
  private static func change(of job: JobModel, last tally: Tally) -> ParallelismChange? {
    guard let seen = job.readings.value.parallelismChange, let last = tally.last else { return nil }
    // The structure is asked for in steps, and lags behind.
    let isOfLast =
      seen.receivedAt.since(last) <= .seconds(60) && last.since(seen.receivedAt) <= .seconds(10)
    return isOfLast ? seen.value : nil
  }

  /// True where the cluster was asked after the last restart and remembers no failure at all.
  private static func isWithoutFailure(_ job: JobModel, last tally: Tally) -> Bool {
    guard job.state == .running, let asked = job.failure, asked.value == nil, let last = tally.last
    else { return false }
    return asked.receivedAt.since(last) > .seconds(5)
  }

  /// How often a job restarted, and in which time.
  private struct Tally {
    var count: Int
    /// What the count would be in `restartWindow`, rounded down.
    var perWindow: Int
    /// `10 min`, or all the time since the start.
    var period: String
    var last: Timestamp?
    /// The first that was seen of them; nil where none was.
    var first: Onset?
    /// The restart before the last one.
    var before: Timestamp?

    /// Nil where there was no restart lately.
    init?(of job: JobModel, context: DiagnosisContext) {
      let window = context.thresholds.restartWindow
      let seen = job.restartTimes.filter { context.age(of: $0) <= window }
      let total = job.restartCount ?? 0
      // The cluster's own time of the last one, whether it was seen or not.
      let told = job.restartedAt.flatMap { context.age(of: $0) <= window ? $0 : nil }
      // A job whose tasks all run has restarted after its last failure; until then it may be about to.
      let hasRestarted = job.state == .running && job.steadySince != nil && total > 0
      let failure = hasRestarted ? job.failure?.value?.at : nil
      let failed = failure.map(job.onOurClock).flatMap {
        context.age(of: $0) <= window ? $0 : nil
      }
      // Before that is known, the run that is under way says when the last one ended.
      let began =
        total > 0 ? job.steadySince.flatMap { context.age(of: $0) <= window ? $0 : nil } : nil
      let last = told ?? Self.last(of: [seen.last, failed].compactMap(\.self), before: began)
      self.last = last
      before = seen.last { time in last.map { $0.since(time) > .seconds(5) } ?? false }
      count = max(seen.count, last == nil ? 0 : 1)
      perWindow = count
      period = "\(window.wholeMilliseconds / 60_000) min"
      if let life = job.aliveSince.map({ context.age(of: $0) }) {
        // A job younger than the window had all its restarts in it. In an older one all of them count where they
        // are so many that they come as often on average, and still come.
        let average = Int(Double(total) * window.inSeconds / max(window, life).inSeconds)
        let isYoung = life <= window
        if isYoung ? total > count : last != nil && average > count {
          count = total
          perWindow = isYoung ? total : average
          if !isYoung { period = Phrase.duration(life) }
        }
        if isYoung { period = Phrase.duration(life) }
      }
      guard count > 0 else { return nil }
      first = (seen.first ?? last).map { Onset(at: $0, isFirstSeen: count > max(1, seen.count)) }
    }

    /// A sign of the restart that led to the run which `began`, so that its age does not begin anew with the run; else
    /// that beginning. A count is read after the fact and tells nothing closer.
    private static func last(of signs: [Timestamp], before began: Timestamp?) -> Timestamp? {
      guard let began else { return signs.max() }
      let own = signs.filter { $0 <= began && began.since($0) <= .seconds(60) }
      return own.max() ?? began
    }
  }

  /// The failure that led to the last restart, where the state does not name it: the exceptions lag behind by seconds, so
  /// the newest may still be that of the restart before.
  private static func failure(of job: JobModel, last tally: Tally) -> JobFailure? {
    guard job.state == .running, let failure = job.failure?.value else { return nil }
    guard let at = failure.at.map(job.onOurClock), let last = tally.last else { return failure }
    // Where only a count told of it, it was up to half a minute before.
    let slack = tally.before.map { min(.seconds(60), last.since($0) / 2) } ?? .seconds(60)
    return last.since(at) > slack ? nil : failure
  }
}
