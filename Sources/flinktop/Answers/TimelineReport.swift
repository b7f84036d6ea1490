import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop timeline JOB` prints.
struct TimelineReport: AnswerReport {
  var job: ReportedJob
  var vertex: ReportedVertex?
  /// Goes with a vertex.
  var subtask: Int?

  var hasRates: Bool { false }

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = job.id(in: cluster) else { return [] }
    var questions = [AnyQuestion(.job(id)), AnyQuestion(.exceptions(id))]
    guard let vertex = vertex?.vertex(in: cluster) else { return questions }
    questions.append(AnyQuestion(.subtaskTimes(id, vertex.id)))
    guard let subtask else { return questions }
    questions.append(AnyQuestion(.subtask(id, vertex.id, subtask)))
    let current = cluster.answers[.subtask(id, vertex.id, subtask)]?.value.subtasks.first
    let context = ReportContext(
      cluster: cluster, clock: .utc, charset: .ascii, now: SystemClock.now)
    questions += context.formerAttempts(of: current).map {
      AnyQuestion(.attempt(id, vertex.id, subtask, attempt: $0))
    }
    return questions
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try job.check(cluster)
    try vertex?.check(cluster)
    guard let subtask, let count = vertex?.vertex(in: cluster)?.parallelism, subtask >= count else {
      return
    }
    throw Failure(.notFound, "The vertex has the subtasks 0 to \(count - 1), and no \(subtask).")
  }

  private func rows(_ answers: ReportedAnswers) -> [TimelineRow] {
    guard let id = job.id(in: answers.cluster) else { return [] }
    return answers.rows.timeline(
      of: id, vertex: vertex?.vertex(in: answers.cluster)?.id, subtask: subtask)
  }

  func text(_ answers: ReportedAnswers) -> String {
    let rows = rows(answers)
    let title = job.title(in: answers.cluster)
    guard !rows.isEmpty else {
      return answers.text([title, "", "Nothing is known of its vertices."])
    }
    return answers.text([
      title, "",
      answers.table(TimelineTable.report, rows, leavingOut: [TimelineTable.bar]),
    ])
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let rows = rows(answers)
    return [
      job.member(in: answers.cluster),
      ("timeline", rows.isEmpty ? .null : .array(rows.map { value($0, in: answers.cluster) })),
    ]
  }

  private func value(_ row: TimelineRow, in cluster: ClusterModel) -> JSONValue {
    let id = row.id
    let kind =
      id.attempt != nil
      ? "attempt" : id.subtask != nil ? "subtask" : id.vertex != nil ? "vertex" : "job"
    func number(_ number: Int?) -> JSONValue { .optional(number) { .integer(Int64($0)) } }
    func time(_ time: Timestamp?) -> JSONValue { .optional(time) { .integer($0.milliseconds) } }
    return .object([
      ("kind", .string(kind)), ("name", .string(row.name)),
      ("vertex", .optional(id.vertex) { .string($0.text) }),
      ("subtask", number(id.subtask)), ("attempt", number(id.attempt)),
      ("state", .optional(row.state) { .string($0) }),
      ("host", .optional(row.host) { .string($0) }),
      ("startTime", time(row.start)), ("endTime", time(row.end)),
      ("durationMs", .optional(row.duration) { .integer($0.wholeMilliseconds) }),
      ("times", .object(row.times.map { ($0.state.lowercased(), time($0.at)) })),
      ("failures", .array(row.failures.map { time($0) })),
    ])
  }
}
