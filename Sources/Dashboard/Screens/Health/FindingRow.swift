import StreamModel
import TerminalUI

/// What tells a finding from all others of a cluster, however its words change.
struct FindingID: Hashable, Comparable, Sendable {
  /// Nil of what is wrong with the cluster itself.
  var job: JobID?
  var rule: Finding.Rule
  /// Its place among those of one rule.
  var ordinal: Int

  static func < (lhs: FindingID, rhs: FindingID) -> Bool {
    (lhs.job?.text ?? "", "\(lhs.rule)", lhs.ordinal) < (
      rhs.job?.text ?? "", "\(rhs.rule)", rhs.ordinal
    )
  }
}

/// A finding with the job that it is about, and what is needed to draw it.
struct FindingRow {
  var id: FindingID
  var finding: Finding
  /// Nil of what is wrong with the cluster itself.
  var job: JobModel?
  /// The place of the job from the worst on, then of the finding in it.
  var place: Int
  /// When it is read.
  var now: Timestamp
  var charset: Charset

  /// What it speaks of: `fraud score`, `checkpoint 12`.
  var whereText: String { finding.whereText(in: job) }

  /// For how long it is so, or is known to be.
  var age: Duration? { finding.since.map { max(.zero, now.since($0.at)) } }

  /// `2m 05s`, or `>2m 05s` of what may have begun before it was seen.
  var ageText: String {
    guard let since = finding.since, let age else { return "-" }
    return (since.isFirstSeen ? ">" : "") + Format.age(age)
  }

  /// What stands in the place of a job's name.
  var name: String { job?.shownName ?? "(cluster)" }

  /// Where Enter leads.
  var evidence: Place {
    guard let job else { return Place(JobManagerScreen.self, .cluster) }
    return switch finding.evidence {
    case .failures: Place(ExceptionsScreen.self, .job(job.id))
    case .vertex(let vertex): Place(SubtasksScreen.self, .vertex(job.id, vertex))
    case .subtask(let vertex, let index):
      Place(SubtasksScreen.self, .subtask(job.id, vertex, index))
    case .vertices: Place(JobScreen.self, .job(job.id))
    case .checkpoint(let checkpoint):
      Place(CheckpointsScreen.self, .checkpoint(job.id, checkpoint))
    case .checkpoints: Place(CheckpointsScreen.self, .job(job.id))
    case .workers: Place(TaskManagersScreen.self, .cluster)
    case .controller: Place(JobManagerScreen.self, .cluster)
    }
  }
}

/// The table of what is wrong, a row each finding.
enum FindingTable {
  static let worstFirst = "health"

  static let table = Table<FindingRow, FindingID>(
    columns: [
      TableColumn(
        worstFirst, ColumnSpec("", minimum: 1, maximum: 1), order: "worst first",
        canBeHidden: false,
        cell: { row, _ in
          CellText(row.finding.severity.sign(row.charset), row.finding.severity.role, isBold: true)
        }, key: { .number(-Double($0.place)) }),
      TableColumn(
        "job", ColumnSpec("JOB", minimum: 12, maximum: 28), canBeHidden: false,
        cell: { row, _ in CellText(row.name) },
        key: { .text($0.name.lowercased()) }),
      TableColumn(
        "for", ColumnSpec("FOR", minimum: 7, alignment: .right, dropOrder: 1),
        cell: { row, _ in CellText(row.ageText, .dim) },
        key: { .number($0.age?.inSeconds) }),
      TableColumn(
        "what", ColumnSpec("WHAT", minimum: 20, maximum: 300), canBeHidden: false,
        cell: { row, width in
          let whole = row.finding.sentence
          let text =
            CellWidth.of(whole) <= width ? whole : row.finding.short.capitalizedFirst.asSentence
          return CellText(text, row.finding.severity.role)
        }, key: { .text($0.finding.short.lowercased()) }),
    ], givenOrder: "worst first", id: \.id,
    searched: { [$0.name, $0.job?.id.text ?? "", $0.finding.sentence, $0.whereText] })
}

extension ContextReader {
  /// All that is wrong: the worst job first, and of each its worst; what is wrong with the cluster itself before the jobs that
  /// are no worse.
  var findingRows: [FindingRow] {
    var rows: [FindingRow] = []
    func add(_ findings: [Finding], of job: JobModel?) {
      var seen: [Finding.Rule: Int] = [:]
      for finding in findings {
        let ordinal = seen[finding.rule, default: 0]
        seen[finding.rule] = ordinal + 1
        rows.append(
          FindingRow(
            id: FindingID(job: job?.id, rule: finding.rule, ordinal: ordinal), finding: finding,
            job: job, place: rows.count, now: context.now, charset: settings.charset))
      }
    }
    let ofCluster = context.watched.judgements.ofCluster
    var isClusterTold = false
    for id in context.watched.judgements.order {
      let verdict = context.watched.judgements.held[id]?.verdict
      if !isClusterTold, (verdict?.severity ?? .well) <= ofCluster.severity {
        add(ofCluster.findings, of: nil)
        isClusterTold = true
      }
      guard let findings = verdict?.findings,
        !findings.isEmpty, let job = cluster.job(id)
      else { continue }
      add(findings, of: job)
    }
    if !isClusterTold { add(ofCluster.findings, of: nil) }
    return rows
  }
}
