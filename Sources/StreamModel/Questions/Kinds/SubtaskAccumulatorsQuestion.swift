/// The accumulators of a vertex, subtask by subtask.
package struct SubtaskAccumulatorsQuestion: Question {
  package typealias Answer = [SubtaskAccumulators]
  package static let kind = QuestionKind.subtaskAccumulators

  package var job: JobID
  package var vertex: VertexID

  package init(_ job: JobID, _ vertex: VertexID) {
    self.job = job
    self.vertex = vertex
  }

  package var subject: Subject { .vertex(job, vertex) }

  package func size(of answer: [SubtaskAccumulators]) -> Int {
    answer.reduce(0) { size, part in
      size + MemoryLayout<SubtaskAccumulators>.stride + (part.host?.utf8.count ?? 0)
        + part.accumulators.reduce(0) { $0 + $1.size }
    }
  }
}

extension QuestionKind {
  /// One request; 0.1 kB a subtask and accumulator. They come with heartbeats, 10 s apart.
  package static let subtaskAccumulators = QuestionKind(
    "subtask-accumulators", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == SubtaskAccumulatorsQuestion {
  package static func subtaskAccumulators(
    _ job: JobID, _ vertex: VertexID
  ) -> SubtaskAccumulatorsQuestion { SubtaskAccumulatorsQuestion(job, vertex) }
}
