/// Slots and JVM of one TaskManager.
package struct TaskManagerQuestion: Question {
  package typealias Answer = TaskManagerDetail
  package static let kind = QuestionKind.taskManager

  package var id: TaskManagerID

  package init(_ id: TaskManagerID) { self.id = id }

  package var subject: Subject { .taskManager(id) }

  package func isEmpty(_ answer: TaskManagerDetail) -> Bool { answer.metrics.heap.used == nil }

  package func size(of answer: TaskManagerDetail) -> Int {
    MemoryLayout<TaskManagerDetail>.size
      + answer.allocatedSlots.count * MemoryLayout<TaskManagerDetail.AllocatedSlot>.stride
      + answer.garbage.size
  }

  package func take(
    _ answer: TaskManagerDetail, into model: inout ClusterModel, at time: AnswerTime
  ) {
    var answer = answer
    answer.garbage = model.answers[self]?.value.garbage ?? GarbageMeter()
    answer.garbage.take(answer.metrics, age: time.age, at: time.now)
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
