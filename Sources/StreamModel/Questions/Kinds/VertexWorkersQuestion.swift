/// On which TaskManagers the subtasks of a vertex are, with their counters.
package struct VertexWorkersQuestion: Question {
  package typealias Answer = VertexWorkers
  package static let kind = QuestionKind.vertexWorkers

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

  package func size(of answer: VertexWorkers) -> Int { answer.size }

  package func take(_ answer: VertexWorkers, into model: inout ClusterModel, at time: AnswerTime) {
    var answer = answer
    answer.follow(model.answers[self]?.value, age: time.age, at: time.now)
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  /// One request, of 0.4 kB a TaskManager (3 kB from 1.16 on). The counters in it step once in 10 s.
  package static let vertexWorkers = QuestionKind(
    "vertex-task-managers", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == VertexWorkersQuestion {
  package static func vertexWorkers(
    _ job: JobID, _ vertex: VertexID
  ) -> VertexWorkersQuestion { VertexWorkersQuestion(job, vertex) }
}
