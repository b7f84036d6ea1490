import StreamModel

/// How jobs are: the one place where a finding becomes JSON, for `job` and `health` alike.
extension Documents {
  /// `health [JOB]`: jobs in the order that they are to be looked at.
  func health(_ jobs: [AssessedJob], ofCluster findings: [Finding] = []) -> JSONValue {
    let tally = HealthTally(jobs, ofCluster: findings)
    func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    return document([
      (
        "health",
        .object([
          ("severity", .string("\(tally.severity)")), ("isComplete", .bool(tally.unjudged.isEmpty)),
          ("critical", count(tally[.critical])), ("warning", count(tally[.warning])),
          ("note", count(tally[.note])), ("jobs", count(jobs.count)),
          ("unjudgedJobs", count(tally.unjudged.count)),
          ("findings", .array(findings.map { finding($0, in: nil) })),
        ])
      ),
      (
        "jobs",
        .array(
          jobs.map { assessed in
            .object([
              ("id", .string(assessed.id.text)), ("name", .string(assessed.job.name)),
              ("state", .string(assessed.job.state.name)),
              ("verdict", verdict(assessed.verdict, of: assessed.job)),
            ])
          })
      ),
    ])
  }

  /// What is wrong with a job, or that nothing is, and what is not known.
  func verdict(_ verdict: Verdict, of model: JobModel) -> JSONValue {
    .object([
      ("severity", .string("\(verdict.severity)")), ("isComplete", .bool(verdict.isComplete)),
      ("notJudged", .array(verdict.notJudged.map { .string($0) })),
      ("sentences", .array(verdict.sentences.map { .string($0) })),
      ("findings", .array(verdict.findings.map { finding($0, in: model) })),
    ])
  }

  private func finding(_ finding: Finding, in model: JobModel?) -> JSONValue {
    let vertices = finding.vertices.map { id in
      JSONValue.object([
        ("id", .string(id.text)),
        ("name", .optional(model?.vertex(id)) { .string($0.name) }),
      ])
    }
    return .object([
      ("severity", .string("\(finding.severity)")), ("rule", .string("\(finding.rule)")),
      ("sentence", .string(finding.sentence)), ("short", .string(finding.short)),
      ("vertices", .array(vertices)),
      ("subtask", .optional(finding.subtask) { .integer(Int64($0)) }),
      ("taskManager", .optional(finding.worker) { .string($0) }),
      (
        "since",
        .optional(finding.since) {
          .object([("at", .integer($0.at.milliseconds)), ("orBefore", .bool($0.isFirstSeen))])
        }
      ),
      ("evidence", evidence(finding.evidence)),
      ("advice", .optional(finding.advice) { .string($0) }),
    ])
  }

  /// Where its figures can be read.
  private func evidence(_ evidence: Evidence) -> JSONValue {
    var (vertex, subtask, checkpoint) = (JSONValue.null, JSONValue.null, JSONValue.null)
    let kind: String
    switch evidence {
    case .failures: kind = "exceptions"
    case .vertex(let id):
      kind = "vertex"
      vertex = .string(id.text)
    case .subtask(let id, let index):
      kind = "subtask"
      vertex = .string(id.text)
      subtask = .integer(Int64(index))
    case .vertices: kind = "vertices"
    case .checkpoint(let id):
      kind = "checkpoint"
      checkpoint = .integer(id.number)
    case .checkpoints: kind = "checkpoints"
    case .workers: kind = "slots"
    case .controller: kind = "jobManager"
    }
    return .object([
      ("kind", .string(kind)), ("vertex", vertex), ("subtask", subtask),
      ("checkpoint", checkpoint),
    ])
  }
}
