/// One subtask of a vertex in its current attempt: state, place, counters, and other attempts that run with it.
package struct SubtaskQuestion: Question {
  /// Of one subtask.
  package typealias Answer = VertexSubtasks
  package static let kind = QuestionKind.subtask

  package var job: JobID
  package var vertex: VertexID
  /// From 0.
  package var index: Int

  package init(_ job: JobID, _ vertex: VertexID, _ index: Int) {
    self.job = job
    self.vertex = vertex
    self.index = index
  }

  package var subject: Subject { .subtask(job, vertex, index) }

  package func isOutdated(in model: ClusterModel) -> Bool {
    model.answers[self].map { model.mayBeOutdated(job, toldAt: $0.receivedAt) } ?? false
  }

  package func size(of answer: VertexSubtasks) -> Int { answer.size }

  package func take(_ answer: VertexSubtasks, into model: inout ClusterModel, at time: AnswerTime) {
    var answer = answer
    answer.follow(model.answers[self]?.value, age: time.age, at: time.now)
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  /// One request of 0.6 kB. Its counters step once in 10 s.
  package static let subtask = QuestionKind(
    "subtask", cadence: .repeated(open: .seconds(10)), isMetricBacked: true, absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == SubtaskQuestion {
  package static func subtask(_ job: JobID, _ vertex: VertexID, _ index: Int) -> SubtaskQuestion {
    SubtaskQuestion(job, vertex, index)
  }
}
