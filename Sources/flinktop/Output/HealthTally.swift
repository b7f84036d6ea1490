import Dashboard
import StreamModel

/// How much is wrong with several jobs, and how much of them is not known.
struct HealthTally {
  /// The worst that was found.
  var severity: Severity
  /// Findings by how much they matter.
  private var findings: [Severity: Int]
  /// The jobs that live and are not judged in full: where nothing is found of one, it is not called well.
  var unjudged: [AssessedJob]

  init(_ jobs: [AssessedJob]) {
    severity = jobs.map(\.verdict.severity).max() ?? .well
    findings = Dictionary(
      jobs.flatMap(\.verdict.findings).map { ($0.severity, 1) }, uniquingKeysWith: +)
    unjudged = jobs.filter { !$0.verdict.isComplete && !$0.job.state.isTerminal }
  }

  subscript(severity: Severity) -> Int { findings[severity, default: 0] }
}
