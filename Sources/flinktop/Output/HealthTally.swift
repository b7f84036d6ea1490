import Dashboard
import StreamModel

/// How much is wrong with several jobs and their cluster, and how much of them is not known.
struct HealthTally {
  /// The worst that was found.
  var severity: Severity
  /// Findings by how much they matter.
  private var findings: [Severity: Int]
  /// The jobs that live and are not judged in full: where nothing is found of one, it is not called well.
  var unjudged: [AssessedJob]

  init(_ jobs: [AssessedJob], ofCluster others: [Finding] = []) {
    let all = jobs.flatMap(\.verdict.findings) + others
    severity = all.map(\.severity).max() ?? .well
    findings = Dictionary(
      all.map { ($0.severity, 1) }, uniquingKeysWith: +)
    unjudged = jobs.filter { !$0.verdict.isComplete && !$0.job.state.isTerminal }
  }

  subscript(severity: Severity) -> Int { findings[severity, default: 0] }
}
