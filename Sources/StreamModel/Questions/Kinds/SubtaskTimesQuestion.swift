/// When the subtasks of a vertex entered which state.
package struct SubtaskTimesQuestion: Question {
  package typealias Answer = [SubtaskTimes]
  package static let kind = QuestionKind.subtaskTimes

  package var job: JobID
  package var vertex: VertexID

  package init(_ job: JobID, _ vertex: VertexID) {
    self.job = job
    self.vertex = vertex
  }

  package var subject: Subject { .vertex(job, vertex) }

  package func isOutdated(in model: ClusterModel) -> Bool {
    model.answers[self].map { model.mayBeOutdated(job, toldAt: $0.receivedAt) } ?? false
  }

  package func size(of answer: [SubtaskTimes]) -> Int {
    answer.reduce(0) {
      $0 + MemoryLayout<SubtaskTimes>.stride + ($1.host?.utf8.count ?? 0)
        + $1.states.entries.count * MemoryLayout<StateTimes.Entry>.stride
    }
  }
}

extension QuestionKind {
  /// One request; 0.3 kB a subtask. Of the graph cache, so up to 3 s late.
  package static let subtaskTimes = QuestionKind(
    "subtask-times", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == SubtaskTimesQuestion {
  package static func subtaskTimes(_ job: JobID, _ vertex: VertexID) -> SubtaskTimesQuestion {
    SubtaskTimesQuestion(job, vertex)
  }
}
