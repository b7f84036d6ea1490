import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop applications [APPLICATION]` prints.
struct ApplicationsReport: AnswerReport {
  /// Nil for all of them.
  var reference: String?

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    let all = [AnyQuestion(.applications)]
    guard let id = found(cluster)?.id else { return all }
    return all + [
      AnyQuestion(.application(id)), AnyQuestion(.applicationFailures(id)),
      AnyQuestion(.applicationConfiguration(id)),
    ]
  }

  private func found(_ cluster: ClusterModel) -> ApplicationSummary? {
    guard let reference, let all = cluster.answers[.applications]?.value else { return nil }
    let matches = ApplicationChoice.matches(reference, among: all)
    return matches.count == 1 ? matches[0] : nil
  }

  var hasRates: Bool { false }

  func check(_ cluster: ClusterModel) throws(Failure) {
    guard let reference, let all = cluster.answers[.applications]?.value else { return }
    _ = try ApplicationChoice.application(reference, among: all, at: cluster.identity)
  }

  // MARK: Text

  func text(_ answers: ReportedAnswers) -> String {
    let rows = answers.rows.applications
    guard answers.cluster.answers[.applications] != nil else {
      return answers.text(["Nothing is known of the applications."])
    }
    guard let found = found(answers.cluster) else {
      return answers.text([
        rows.isEmpty
          ? "The cluster knows no application." : answers.table(ApplicationTable.table, rows)
      ])
    }
    let row = rows.filter { $0.application.id == found.id }
    var lines = [answers.table(ApplicationTable.table, row), ""]
    for job in answers.cluster.answers[.application(found.id)]?.value.jobs ?? [] {
      lines.append(SafeText.plain("job  \(job.name)  \(job.state.name)  \(job.id.text)"))
    }
    for failure in answers.cluster.answers[.applicationFailures(found.id)]?.value ?? [] {
      let at = failure.at.map { SystemClock.local.full($0) } ?? "-"
      lines += ["", SafeText.plain("failed at \(at)")]
      lines += failure.trace.split(whereSeparator: \.isNewline).map {
        SafeText.plain(String($0).replacing("\t", with: "    "))
      }
    }
    let settings = answers.cluster.answers[.applicationConfiguration(found.id)]?.value ?? []
    if !settings.isEmpty {
      lines += [""] + settings.map { SafeText.plain("\($0.key): \($0.value)") }
    }
    return answers.text(lines)
  }

  // MARK: JSON

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let cluster = answers.cluster
    guard reference != nil else {
      let all = cluster.answers[.applications]?.value
      return [
        (
          "applications",
          .optional(all) { .array($0.map { .object(value($0)) }) }
        )
      ]
    }
    guard let found = found(cluster) else { return [("application", .null)] }
    let detail = cluster.answers[.application(found.id)]?.value
    let failures = cluster.answers[.applicationFailures(found.id)]?.value
    let settings = cluster.answers[.applicationConfiguration(found.id)]?.value
    return [
      ("application", .object(value(found))),
      ("jobs", .optional(detail) { .array($0.jobs.map(value)) }),
      ("exceptions", .optional(failures) { .array($0.map(value)) }),
      (
        "settings",
        .optional(settings) { settings in
          .array(
            settings.map { .object([("key", .string($0.key)), ("value", .string($0.value))]) })
        }
      ),
    ]
  }

  private func value(_ application: ApplicationSummary) -> [(String, JSONValue)] {
    [
      ("id", .string(application.id.text)), ("name", .string(application.name)),
      ("state", .string(application.state.name)),
      ("startTime", .optional(application.startTime) { .integer($0.milliseconds) }),
      ("endTime", .optional(application.endTime) { .integer($0.milliseconds) }),
      (
        "jobs",
        .object(
          application.jobs.sorted { $0.key.name < $1.key.name }
            .map { ($0.key.name, .integer(Int64($0.value))) })
      ),
    ]
  }

  private func value(_ job: JobSummary) -> JSONValue {
    .object([
      ("id", .string(job.id.text)), ("name", .string(job.name)),
      ("state", .string(job.state.name)),
      ("startTime", .optional(job.startTime) { .integer($0.milliseconds) }),
      ("endTime", .optional(job.endTime) { .integer($0.milliseconds) }),
    ])
  }

  private func value(_ failure: ApplicationFailure) -> JSONValue {
    .object([
      ("at", .optional(failure.at) { .integer($0.milliseconds) }),
      ("cause", .string(failure.cause)), ("trace", .string(failure.trace)),
      ("job", .optional(failure.job) { .string($0.text) }),
    ])
  }
}

/// What `flinktop datasets` prints.
struct DataSetsReport: AnswerReport {
  func questions(_ cluster: ClusterModel) -> [AnyQuestion] { [AnyQuestion(.dataSets)] }

  var hasRates: Bool { false }

  func check(_ cluster: ClusterModel) throws(Failure) {}

  func text(_ answers: ReportedAnswers) -> String {
    guard let all = answers.cluster.answers[.dataSets]?.value else {
      return answers.text(["Nothing is known of the results that the cluster keeps."])
    }
    guard !all.isEmpty else { return answers.text(["The cluster keeps no results."]) }
    return answers.text(
      all.map { set in
        let state = set.isComplete.map { $0 ? "complete" : "incomplete" } ?? "-"
        return SafeText.plain("\(set.id.text)  \(state)")
      })
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let all = answers.cluster.answers[.dataSets]?.value
    return [
      (
        "dataSets",
        .optional(all) { sets in
          .array(
            sets.map { set in
              .object([
                ("id", .string(set.id.text)),
                ("isComplete", .optional(set.isComplete) { .bool($0) }),
              ])
            })
        }
      )
    ]
  }
}
