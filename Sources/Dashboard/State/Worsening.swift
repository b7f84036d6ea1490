import StreamModel

/// Tells turns for the worse from what was bad before: each is told once, until the job has been well again.
struct Worsening: Sendable {
  private struct Turn: Sendable {
    var job: JobID
    var name: String
    var short: String
    var severity: Severity
    var at: Timestamp
  }

  /// The worst that each job has been since it was last well; those that are well are not in it.
  private var worst: [JobID: Severity] = [:]
  /// Turns that are still being told.
  private var turns: [Turn] = []
  private var hasNews = false

  /// Takes in a job's verdict. `wasKnown`: what is bad now is known not to have been so before.
  mutating func take(
    _ job: JobID, name: String, _ verdict: Verdict, wasKnown: Bool, at now: Timestamp
  ) {
    let severity = verdict.severity
    guard severity >= .warning, let finding = verdict.findings.first else {
      worst[job] = nil
      turns.removeAll { $0.job == job }
      return
    }
    // What is told is what is wrong now.
    for index in turns.indices where turns[index].job == job {
      (turns[index].short, turns[index].severity) = (finding.short, severity)
    }
    let before = worst[job] ?? .well
    guard severity > before else { return }
    worst[job] = severity
    guard wasKnown else { return }
    turns.removeAll { $0.job == job }
    turns.append(
      Turn(job: job, name: name, short: finding.short, severity: severity, at: now))
    hasNews = true
  }

  /// Forgets jobs that are not there any more. Of those that are not listed nothing is told either: they have what is
  /// wrong with them said in rows of their own.
  mutating func forget(where isGone: (JobID) -> Bool, isListed: (JobID) -> Bool) {
    worst = worst.filter { !isGone($0.key) }
    turns.removeAll { !isListed($0.job) }
  }

  /// The list of jobs is on the screen: it tells what there is to tell.
  mutating func wasSeen() {
    turns = []
    hasNews = false
  }

  /// What there is to tell, if anything new is: jobs that turned bad lately with what is wrong in short, the worst
  /// first. `open` is the one on the screen, which tells it itself.
  mutating func news(at now: Timestamp, except open: JobID?) -> (text: String, severity: Severity)?
  {
    turns.removeAll { now.since($0.at) > .seconds(20) || $0.job == open }
    defer { hasNews = false }
    return hasNews ? told : nil
  }

  /// What of it still holds; nil once nothing does.
  var told: (text: String, severity: Severity)? {
    let told = turns.filter { $0.severity == .critical } + turns.filter { $0.severity != .critical }
    guard let first = told.first else { return nil }
    let list = told.map { "\($0.name): \($0.short)" }.joined(separator: "; ")
    let what = told.count == 1 ? "Another job turned bad" : "\(told.count) other jobs turned bad"
    return ("\(what). \(list).", first.severity)
  }
}
