import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop rescales JOB` prints.
struct RescalesReport: AnswerReport {
  var job: ReportedJob

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = job.id(in: cluster) else { return [] }
    return [
      AnyQuestion(.rescales(id)), AnyQuestion(.rescaleOverview(id)),
      AnyQuestion(.rescaleSummary(id)), AnyQuestion(.rescaleSettings(id)),
    ]
  }

  var hasRates: Bool { false }

  func check(_ cluster: ClusterModel) throws(Failure) { try job.check(cluster) }

  func text(_ answers: ReportedAnswers) -> String {
    let title = [job.title(in: answers.cluster), ""]
    guard let id = job.id(in: answers.cluster) else { return answers.text(title) }
    let lines = answers.rows.statistics(ofRescalesOf: id).lines.map { line in
      line.label + String(repeating: " ", count: max(1, 10 - line.label.count)) + line.text
    }
    let rows = answers.rows.rescales(of: id)
    guard !rows.isEmpty else {
      return answers.text(title + lines + (lines.isEmpty ? [] : [""]) + ["None is remembered."])
    }
    return answers.text(title + lines + ["", answers.table(RescaleTable.table, rows)])
  }

  // MARK: JSON

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let known = job.id(in: answers.cluster)
    let told = answers.cluster.answers
    let overview = known.flatMap { told[.rescaleOverview($0)]?.value }
    let summary = known.flatMap { told[.rescaleSummary($0)]?.value }
    let settings = known.flatMap { told[.rescaleSettings($0)]?.value }
    let records = known.flatMap { told[.rescales($0)]?.value }
    return [
      job.member(in: answers.cluster),
      ("counts", .optional(overview?.counts ?? summary?.counts, value)),
      (
        "latest",
        .optional(overview) { overview in
          .object([
            ("completed", .optional(overview.completed, value)),
            ("failed", .optional(overview.failed, value)),
            ("ignored", .optional(overview.ignored, value)),
          ])
        }
      ),
      (
        "durations",
        .optional(summary) { summary in
          .object([
            ("all", .optional(summary.all, value)),
            ("completed", .optional(summary.completed, value)),
            ("failed", .optional(summary.failed, value)),
            ("ignored", .optional(summary.ignored, value)),
          ])
        }
      ),
      ("settings", .optional(settings, value)),
      ("rescales", .optional(records) { .array($0.map(value)) }),
    ]
  }

  private func value(_ counts: RescaleCounts) -> JSONValue {
    .object([
      ("completed", .integer(Int64(counts.completed))), ("failed", .integer(Int64(counts.failed))),
      ("ignored", .integer(Int64(counts.ignored))),
      ("inProgress", .integer(Int64(counts.inProgress))),
    ])
  }

  private func value(_ record: RescaleRecord) -> JSONValue {
    func text(_ text: String?) -> JSONValue { .optional(text) { .string($0) } }
    func time(_ time: Timestamp?) -> JSONValue { .optional(time) { .integer($0.milliseconds) } }
    return .object([
      ("id", .string(record.id)), ("outcome", text(record.outcome)),
      ("cause", text(record.cause)), ("reason", text(record.reason)),
      ("attempt", .optional(record.attempt) { .integer(Int64($0)) }),
      ("startTime", time(record.startTime)), ("endTime", time(record.endTime)),
    ])
  }

  /// In milliseconds.
  private func value(_ times: Distribution) -> JSONValue {
    func figure(_ figure: Double?) -> JSONValue { .optional(figure) { .number($0) } }
    return .object([
      ("minMs", .number(times.min)), ("averageMs", .number(times.average)),
      ("maxMs", .number(times.max)), ("p50Ms", figure(times.p50)), ("p90Ms", figure(times.p90)),
      ("p95Ms", figure(times.p95)), ("p99Ms", figure(times.p99)), ("p999Ms", figure(times.p999)),
    ])
  }

  private func value(_ settings: RescaleSettings) -> JSONValue {
    func time(_ duration: Duration?) -> JSONValue {
      .optional(duration) { .integer($0.wholeMilliseconds) }
    }
    func count(_ count: Int?) -> JSONValue { .optional(count) { .integer(Int64($0)) } }
    return .object([
      ("historySize", count(settings.historySize)),
      ("executionMode", .optional(settings.executionMode) { .string($0) }),
      ("cooldownMs", time(settings.cooldown)), ("stabilizationMs", time(settings.stabilization)),
      ("longestDelayMs", time(settings.longestDelay)),
      ("failedCheckpoints", count(settings.failedCheckpoints)),
      ("submissionWaitMs", time(settings.submissionWait)),
      ("submissionStabilizationMs", time(settings.submissionStabilization)),
      ("slotIdleMs", time(settings.slotIdle)),
    ])
  }
}
