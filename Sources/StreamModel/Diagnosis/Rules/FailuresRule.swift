/// Rule 10 for systems whose vertices fail and go on: nothing of the job restarts, and its state stays what it is.
///
/// The system tells each failure once, with how often it was and when first and last. Failures that are older than the window
/// of the restarts are history.
package enum FailuresRule {
  static let rule = DiagnosisRule(
    .restarts,
    says: "where vertices fail and go on, which, how often and of what",
    source: "exceptions", needs: [.exceptions], scope: .alive
  ) { findings(in: $0, context: $1) }

  package static func findings(in job: JobModel, context: DiagnosisContext) -> [Finding] {
    guard context.traits.failsInPlace, let told = job.failures,
      context.age(of: told.receivedAt) <= context.thresholds.failuresFreshFor
    else { return [] }
    return told.value.compactMap { failures in
      Tally(of: failures, in: job, context: context).map { tally in
        finding(failures, tally, in: job, context: context)
      }
    }
  }

  private static func finding(
    _ failures: VertexFailures, _ tally: Tally, in job: JobModel, context: DiagnosisContext
  ) -> Finding {
    let name = job.vertex(failures.vertex)?.shortName ?? failures.vertex.text
    let last = context.ago(tally.last)
    let sentence =
      tally.count == 1
      ? "\(name) failed \(last)"
      : "\(name) failed \(tally.count) times in \(tally.period), last \(last)"
    let isOften = tally.perWindow >= context.thresholds.restartsToWarn
    return Finding(
      rule: .restarts, severity: isOften ? .warning : .note,
      sentence: Phrase.sentence("\(sentence): \(failures.cause)"),
      short: "\(Phrase.clipped(name, to: 20)): "
        + "\(Phrase.count(tally.count, "failure", "failures")) in \(tally.period)",
      vertices: [failures.vertex], since: Onset(at: tally.first))
  }

  /// How often a vertex failed, and in which time.
  private struct Tally {
    var count: Int
    /// What the count would be in `restartWindow`, rounded down.
    var perWindow: Int
    /// `10 min`, or all the time since the first of them.
    var period: String
    var last: Timestamp
    /// Of the same spells, or earlier.
    var first: Timestamp

    /// Nil where none was lately.
    init?(of failures: VertexFailures, in job: JobModel, context: DiagnosisContext) {
      let window = context.thresholds.restartWindow
      let recent = failures.spells.filter { context.age(of: $0.lastAt) <= window }
      guard let last = recent.map(\.lastAt).max() else { return nil }
      self.last = last
      self.first = recent.map(\.firstAt).min() ?? last
      count = recent.reduce(0) { $0 + $1.count }
      perWindow = recent.reduce(0) { sum, spell in
        // Of those that began before nobody tells how many were in it.
        let time = max(window, context.age(of: spell.firstAt))
        return sum + max(1, Int(Double(spell.count) * window.inSeconds / time.inSeconds))
      }
      period = "\(window.wholeMilliseconds / 60_000) min"
      let first = recent.map { context.age(of: $0.firstAt) }.max() ?? .zero
      let life = job.aliveSince.map { context.age(of: $0) } ?? window
      if first > window {
        period = Phrase.duration(first)
      } else if life < window {
        period = Phrase.duration(life)
      }
    }
  }
}
