import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop jars` prints.
struct JarsReport: AnswerReport {
  func questions(_ cluster: ClusterModel) -> [AnyQuestion] { [AnyQuestion(.jars)] }

  func check(_ cluster: ClusterModel) throws(Failure) {}

  func text(_ answers: ReportedAnswers) -> String {
    guard let jars = answers.cluster.answers[.jars]?.value else {
      return answers.text(["Nothing is known of the jars."])
    }
    guard !jars.isEmpty else { return answers.text(["No jar was uploaded."]) }
    return answers.text([answers.table(JarTable.table, answers.rows.jars)])
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let jars = answers.cluster.answers[.jars]?.value
    return [("jars", .optional(jars) { .array($0.map(jar)) })]
  }

  private func jar(_ jar: Jar) -> JSONValue {
    .object([
      ("id", .string(jar.id.text)), ("name", .string(jar.name)),
      ("uploadedAt", .optional(jar.uploadedAt) { .integer($0.milliseconds) }),
      (
        "entryClasses",
        .array(
          jar.entries.map { entry in
            .object([
              ("name", .string(entry.className)),
              ("description", .optional(entry.description) { .string($0) }),
            ])
          })
      ),
    ])
  }
}

/// What `flinktop plan JOB` prints.
struct PlanReport: AnswerReport {
  var job: ReportedJob

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    job.id(in: cluster).map { [AnyQuestion(.jobPlan($0))] } ?? []
  }

  func check(_ cluster: ClusterModel) throws(Failure) { try job.check(cluster) }

  private func plan(_ cluster: ClusterModel) -> JobPlan? {
    job.id(in: cluster).flatMap { cluster.answers[.jobPlan($0)]?.value }
  }

  func text(_ answers: ReportedAnswers) -> String {
    plan(answers.cluster)?.text ?? "Nothing is known of the plan."
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    [
      job.member(in: answers.cluster),
      ("plan", .optional(plan(answers.cluster)) { $0.document }),
    ]
  }
}
