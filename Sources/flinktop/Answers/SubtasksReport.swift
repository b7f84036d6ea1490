import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop subtasks JOB VERTEX` prints.
struct SubtasksReport: AnswerReport {
  var vertex: ReportedVertex

  private var job: ReportedJob { vertex.job }

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = job.id(in: cluster) else { return [] }
    // The job's own metrics date the fetch that a lag goes by.
    var questions = [AnyQuestion(.job(id)), AnyQuestion(.jobMetrics(id))]
    if let vertex = vertex(in: cluster) {
      questions += [
        AnyQuestion(.subtasks(id, vertex.id)), AnyQuestion(.subtaskWatermarks(id, vertex.id)),
      ]
    }
    // What a system does not tell besides, the rows go without.
    return questions.filter {
      $0.kind == .subtasks || cluster.capabilities.refusals[$0.kind] == nil
    }
  }

  private func vertex(in cluster: ClusterModel) -> Vertex? { vertex.vertex(in: cluster) }

  func check(_ cluster: ClusterModel) throws(Failure) { try vertex.check(cluster) }

  func text(_ answers: ReportedAnswers) -> String {
    let title = job.title(in: answers.cluster)
    guard let id = job.id(in: answers.cluster), let vertex = vertex(in: answers.cluster) else {
      return answers.text([title, "", "Nothing is known of its vertices."])
    }
    let rows = answers.rows.subtasks(of: vertex.id, in: id)
    let table =
      rows.isEmpty
      ? "Nothing is known of its subtasks."
      : answers.table(SubtaskTable.table, rows, leavingOut: ["bar"])
    return answers.text([title, SafeText.plain(vertex.name), "", table])
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let vertex = vertex(in: answers.cluster)
    let id = job.id(in: answers.cluster)
    let isTold =
      id.map { id in vertex.map { answers.cluster.answers[.subtasks(id, $0.id)] != nil } ?? false }
      ?? false
    let rows = id.flatMap { id in vertex.map { answers.rows.subtasks(of: $0.id, in: id) } } ?? []
    return [
      job.member(in: answers.cluster),
      self.vertex.member(in: answers.cluster),
      ("subtasks", isTold ? .array(rows.map(subtask)) : .null),
    ]
  }

  private func subtask(_ row: SubtaskRow) -> JSONValue {
    let subtask = row.subtask
    let pressure = row.pressure?.value
    func rate(_ rate: Observed<Rate>?) -> JSONValue {
      .optional(rate) { .number(($0.value.perSecond * 1000).rounded() / 1000) }
    }
    func share(_ ratio: Ratio?) -> JSONValue { .optional(ratio) { .number($0.value) } }
    let watermark: Timestamp? = if case .at(let time)? = row.watermark { time } else { nil }
    return .object([
      ("index", .integer(Int64(subtask.index))), ("state", .string(subtask.state.name)),
      ("attempt", .optional(subtask.attempt) { .integer(Int64($0)) }),
      ("host", .optional(subtask.host) { .string($0) }),
      ("taskManager", .optional(subtask.taskManager) { .string($0.text) }),
      ("startTime", .optional(subtask.startTime) { .integer($0.milliseconds) }),
      ("endTime", .optional(subtask.endTime) { .integer($0.milliseconds) }),
      ("durationMs", .optional(subtask.duration) { .integer($0.wholeMilliseconds) }),
      ("busyRatio", share(pressure?.busy)),
      ("backpressuredRatio", share(pressure?.backpressured)), ("idleRatio", share(pressure?.idle)),
      ("recordsInPerSecond", rate(row.recordsIn)),
      ("recordsOutPerSecond", rate(row.recordsOut)),
      ("bytesInPerSecond", rate(row.bytesIn)),
      ("bytesOutPerSecond", rate(row.bytesOut)),
      ("recordsInTotal", .optional(row.counters.recordsIn) { .integer($0) }),
      ("recordsOutTotal", .optional(row.counters.recordsOut) { .integer($0) }),
      ("watermark", .optional(watermark) { .integer($0.milliseconds) }),
      ("watermarkLagMs", .optional(row.lag) { .integer($0.wholeMilliseconds) }),
      (
        "stateDurationsMs",
        .object(
          subtask.stateDurations.map {
            ($0.state.name.lowercased(), .integer($0.duration.wholeMilliseconds))
          })
      ),
    ])
  }
}
