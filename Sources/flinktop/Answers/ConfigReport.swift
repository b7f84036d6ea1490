import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop config [JOB]` prints.
struct ConfigReport: AnswerReport {
  /// Nil for the cluster.
  var job: ReportedJob?

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let job else { return [AnyQuestion(.controllerConfiguration)] }
    return job.id(in: cluster).map { [AnyQuestion(.jobConfiguration($0))] } ?? []
  }

  func check(_ cluster: ClusterModel) throws(Failure) { try job?.check(cluster) }

  private func ofJob(_ cluster: ClusterModel) -> JobConfiguration? {
    job?.id(in: cluster).flatMap { cluster.answers[.jobConfiguration($0)]?.value }
  }

  func text(_ answers: ReportedAnswers) -> String {
    guard let job else {
      let settings = answers.cluster.answers[.controllerConfiguration]?.value
      return answers.text(settings.map(lines) ?? ["Nothing is known of what is set."])
    }
    let title = job.title(in: answers.cluster)
    guard let told = ofJob(answers.cluster) else {
      return answers.text([title, "", "Nothing is known of what is set."])
    }
    let facts = [
      ("execution mode", told.executionMode), ("restart strategy", told.restartStrategy),
      ("parallelism", told.parallelism.map(String.init)),
      ("object reuse", told.reusesObjects.map { $0 ? "on" : "off" }),
    ].map { Setting(key: $0, value: $1 ?? "-") }
    let own =
      told.userSettings.isEmpty
      ? ["The job has set nothing for itself."]
      : ["Set by the job for itself:"] + lines(told.userSettings)
    return answers.text([title, ""] + lines(facts) + [""] + own)
  }

  /// `key  value`, the values below each other.
  private func lines(_ settings: [Setting]) -> [String] {
    let width = min(60, settings.map { CellWidth.of(SafeText.plain($0.key)) }.max() ?? 0)
    return settings.map { setting in
      let key = SafeText.plain(setting.key)
      let gap = String(repeating: " ", count: max(0, width - CellWidth.of(key)) + 2)
      return key + gap + SafeText.plain(setting.value)
    }
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    guard let job else {
      let settings = answers.cluster.answers[.controllerConfiguration]?.value
      return [("configuration", .optional(settings, value))]
    }
    let told = ofJob(answers.cluster)
    return [
      job.member(in: answers.cluster),
      (
        "configuration",
        .optional(told) { told in
          .object([
            ("executionMode", .optional(told.executionMode) { .string($0) }),
            ("restartStrategy", .optional(told.restartStrategy) { .string($0) }),
            ("parallelism", .optional(told.parallelism) { .integer(Int64($0)) }),
            ("reusesObjects", .optional(told.reusesObjects) { .bool($0) }),
            ("userConfiguration", value(told.userSettings)),
          ])
        }
      ),
    ]
  }

  private func value(_ settings: [Setting]) -> JSONValue {
    .object(settings.map { ($0.key, .string($0.value)) })
  }
}
