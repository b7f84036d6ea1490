/// Slots and JVM of one TaskManager.
package struct TaskManagerQuestion: Question {
  package typealias Answer = TaskManagerDetail
  package static let kind = QuestionKind.taskManager

  package var id: TaskManagerID

  package init(_ id: TaskManagerID) { self.id = id }

  package var subject: Subject { .taskManager(id) }

  /// One of the jobs that have slots on it has changed since.
  package func isOutdated(in model: ClusterModel) -> Bool {
    guard let told = model.answers[self] else { return false }
    return Set(told.value.allocatedSlots.map(\.job)).contains {
      model.mayBeOutdated($0, toldAt: told.receivedAt)
    }
  }

  package func isEmpty(_ answer: TaskManagerDetail) -> Bool { answer.metrics.heap.used == nil }

  package func size(of answer: TaskManagerDetail) -> Int { answer.size }

  package func take(
    _ answer: TaskManagerDetail, into model: inout ClusterModel, at time: AnswerTime
  ) {
    var answer = answer
    answer.follow(model.answers[self]?.value, at: time)
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension QuestionKind {
  /// Two requests. The metrics step once in 10 s.
  package static let taskManager = QuestionKind(
    "task-manager", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing)
}

extension Question where Self == TaskManagerQuestion {
  package static func taskManager(_ id: TaskManagerID) -> TaskManagerQuestion {
    TaskManagerQuestion(id)
  }
}
