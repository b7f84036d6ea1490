/// Every TaskManager that there is, without its metrics.
package struct TaskManagersQuestion: Question {
  package typealias Answer = [TaskManager]
  package static let kind = QuestionKind.taskManagers

  package init() {}

  package var subject: Subject { .cluster }

  package func take(_ answer: [TaskManager], into model: inout ClusterModel, at time: AnswerTime) {
    model.noteDepartures(from: model.answers[self]?.value ?? [], to: answer, at: time.now)
    model.answers.keep(answer, to: self, at: time.now)
    // Of one that is gone no answer will come any more.
    let ids = Set(answer.map(\.id))
    model.failing = model.failing.filter { entry in
      entry.key.taskManager.map { ids.contains($0) } ?? true
    }
  }
}

extension ClusterModel {
  fileprivate mutating func noteDepartures(
    from former: [TaskManager], to listed: [TaskManager], at now: Timestamp
  ) {
    for manager in former { departed[manager.id] = departed[manager.id] ?? now }
    for manager in listed { departed[manager.id] = nil }
    while departed.count > 100, let oldest = departed.min(by: { $0.value < $1.value }) {
      departed[oldest.key] = nil
    }
  }
}

extension QuestionKind {
  package static let taskManagers = QuestionKind(
    "task-managers", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing,
    isRefreshable: true, isLookedInto: true)
}

extension Question where Self == TaskManagersQuestion {
  package static var taskManagers: TaskManagersQuestion { TaskManagersQuestion() }
}
