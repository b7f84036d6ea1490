import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop exceptions JOB` prints.
struct ExceptionsReport: AnswerReport {
  var job: ReportedJob

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    job.id(in: cluster).map { [AnyQuestion(.exceptions($0))] } ?? []
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try job.check(cluster)
    // A sentence of its own, which says why nothing is told.
    if let id = job.id(in: cluster), case .unusable(let reason)? = cluster.failing[.exceptions(id)]
    {
      throw Failure(.operationFailed, reason)
    }
  }

  func text(_ answers: ReportedAnswers) -> String {
    let id = job.id(in: answers.cluster)
    let told = id.flatMap { answers.cluster.answers[.exceptions($0)]?.value }
    var lines = [job.title(in: answers.cluster), ""]
    guard let id, let told else {
      return answers.text(lines + ["Nothing is known of its failures."])
    }
    guard !told.entries.isEmpty else {
      let controller = answers.cluster.traits.controller
      return answers.text(
        lines + ["Nothing failed since the job started, as far as the \(controller) remembers."])
    }
    let rows = answers.rows.exceptions(of: id)
    lines.append(answers.table(ExceptionTable.table, rows))
    for row in rows { lines += ["", ""] + trace(of: row.group.newest) }
    return answers.text(lines)
  }

  /// When and where, then the trace as it came, but for what a terminal would obey.
  private func trace(of exception: JobException) -> [String] {
    let facts = [
      exception.at.map { SystemClock.local.full($0) }, exception.task, exception.location,
      exception.taskManager?.text,
    ].compactMap(\.self)
    let labels = exception.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let frames = exception.trace.split(whereSeparator: \.isNewline).map { line in
      SafeText.plain(String(line).replacing("\t", with: "    "))
    }
    let others = exception.concurrent.flatMap { ["", "Failed with it:"] + trace(of: $0) }
    return [SafeText.plain((facts + labels).joined(separator: "  "))] + frames + others
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let told = job.id(in: answers.cluster).flatMap {
      answers.cluster.answers[.exceptions($0)]?.value
    }
    return [
      job.member(in: answers.cluster),
      ("exceptions", .optional(told) { .array($0.entries.map(exception)) }),
      ("isTruncated", .optional(told) { .bool($0.isTruncated) }),
    ]
  }

  private func exception(_ exception: JobException) -> JSONValue {
    .object([
      ("at", .optional(exception.at) { .integer($0.milliseconds) }),
      ("name", .string(exception.name)), ("cause", .string(exception.cause)),
      ("task", .optional(exception.task) { .string($0) }),
      ("location", .optional(exception.location) { .string($0) }),
      ("taskManager", .optional(exception.taskManager) { .string($0.text) }),
      (
        "labels",
        .object(exception.labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      ),
      ("trace", .string(exception.trace)),
      ("concurrent", .array(exception.concurrent.map(self.exception))),
    ])
  }
}
