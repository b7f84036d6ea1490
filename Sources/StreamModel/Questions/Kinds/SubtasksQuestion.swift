/// The subtasks of a vertex: state, place, counters.
package struct SubtasksQuestion: Question {
  package typealias Answer = VertexSubtasks
  package static let kind = QuestionKind.subtasks

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

  package func size(of answer: VertexSubtasks) -> Int { answer.size }

  package func take(_ answer: VertexSubtasks, into model: inout ClusterModel, at time: AnswerTime) {
    var answer = answer
    answer.follow(model.answers[self]?.value, age: time.age, at: time.now)
    model.jobsByID[job]?.take(answer.subtasks, of: vertex, at: time.now)
    model.jobsByID[job]?.take(answer.loads, of: vertex, at: time.now)
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  /// One request (two before 1.16). 0.6 kB a subtask; the counters in it step once in 10 s, the states do not.
  package static let subtasks = QuestionKind(
    "subtasks", cadence: .repeated(open: .metricStep), isMetricBacked: true, absence: .ofTheThing,
    isRefreshable: true, isLookedInto: true)
}

extension Question where Self == SubtasksQuestion {
  package static func subtasks(_ job: JobID, _ vertex: VertexID) -> SubtasksQuestion {
    SubtasksQuestion(job, vertex)
  }
}
