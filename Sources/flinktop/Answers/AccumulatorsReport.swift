import Dashboard
import StreamModel
import TerminalUI

/// What `flinktop accumulators JOB` prints.
struct AccumulatorsReport: AnswerReport {
  var job: ReportedJob
  var vertex: ReportedVertex?
  var isSerialized: Bool
  /// Of a vertex each subtask's own.
  var isBySubtask = false

  func questions(_ cluster: ClusterModel) -> [AnyQuestion] {
    guard let id = job.id(in: cluster) else { return [] }
    let own =
      isBySubtask
      ? partsQuestion(in: cluster).map { [AnyQuestion($0)] } ?? []
      : question(in: cluster).map { [AnyQuestion($0)] } ?? []
    return (vertex == nil ? [] : [AnyQuestion(.job(id))]) + own
  }

  private func question(in cluster: ClusterModel) -> AccumulatorsQuestion? {
    guard let id = job.id(in: cluster) else { return nil }
    guard let vertex else { return .accumulators(.job(id), isSerialized: isSerialized) }
    return vertex.vertex(in: cluster).map { .accumulators(.vertex(id, $0.id)) }
  }

  private func partsQuestion(in cluster: ClusterModel) -> SubtaskAccumulatorsQuestion? {
    guard let id = job.id(in: cluster), let vertex = vertex?.vertex(in: cluster) else { return nil }
    return .subtaskAccumulators(id, vertex.id)
  }

  private func parts(_ answers: ReportedAnswers) -> [SubtaskAccumulators]? {
    partsQuestion(in: answers.cluster).flatMap { answers.cluster.answers[$0]?.value }
  }

  func check(_ cluster: ClusterModel) throws(Failure) {
    try job.check(cluster)
    try vertex?.check(cluster)
  }

  private func told(_ answers: ReportedAnswers) -> [Accumulator]? {
    question(in: answers.cluster).flatMap { answers.cluster.answers[$0]?.value }
  }

  func text(_ answers: ReportedAnswers) -> String {
    let name = vertex?.vertex(in: answers.cluster).map { [SafeText.plain($0.name)] } ?? []
    let title = [job.title(in: answers.cluster)] + name + [""]
    if isBySubtask {
      guard let parts = parts(answers) else {
        return answers.text(title + ["Nothing is known of its accumulators."])
      }
      let rows = AccumulatorRow.all(parts)
      return answers.text(
        title + [
          rows.isEmpty
            ? "Its code adds up nothing." : answers.table(AccumulatorTable.bySubtask, rows)
        ])
    }
    guard let told = told(answers) else {
      return answers.text(title + ["Nothing is known of its accumulators."])
    }
    guard !told.isEmpty else { return answers.text(title + ["Its code adds up nothing."]) }
    return answers.text(
      title + [answers.table(AccumulatorTable.table, AccumulatorRow.all(told))])
  }

  func members(_ answers: ReportedAnswers) -> [(String, JSONValue)] {
    let part = vertex.map { [$0.member(in: answers.cluster)] } ?? []
    if isBySubtask {
      return [job.member(in: answers.cluster)] + part + [
        ("subtasks", .optional(parts(answers)) { .array($0.map(value)) })
      ]
    }
    return [job.member(in: answers.cluster)] + part + [
      ("accumulators", .optional(told(answers)) { .array($0.map(value)) })
    ]
  }

  private func value(_ part: SubtaskAccumulators) -> JSONValue {
    .object([
      ("subtask", .integer(Int64(part.subtask))),
      ("attempt", .optional(part.attempt) { .integer(Int64($0)) }),
      ("host", .optional(part.host) { .string($0) }),
      ("accumulators", .array(part.accumulators.map(value))),
    ])
  }

  private func value(_ accumulator: Accumulator) -> JSONValue {
    let serialized = accumulator.serialized
    return .object(
      [
        ("name", .string(accumulator.name)),
        ("type", .optional(accumulator.type) { .string($0) }),
        ("value", .optional(accumulator.value) { .string($0) }),
      ] + (isSerialized ? [("serialized", .optional(serialized) { .string($0) })] : []))
  }
}
