/// What two questions that are the same have in common.
package struct QuestionKey: Hashable, Sendable {
  package let kind: QuestionKind
  package let subject: Subject
  package let detail: String

  package init<Q: Question>(_ question: Q) {
    kind = Q.kind
    subject = question.subject
    detail = question.detail
  }

  /// The job it is about, where it is about one.
  package var job: JobID? { subject.job }
  /// The TaskManager it is about, where it is about one.
  package var taskManager: TaskManagerID? {
    if case .taskManager(let id) = subject { return id }
    return nil
  }
}

extension Dictionary where Key == QuestionKey {
  /// What is kept for a question.
  package subscript<Q: Question>(question: Q) -> Value? { self[question.key] }
}

/// A question of any type, equal to those with the same key that ask for the same state of the thing.
///
/// A class, as lists of wishes with such questions are made and sorted anew at each answer: copying is one retain.
package final class AnyQuestion: Hashable, Sendable, CustomStringConvertible {
  package let base: any Question
  package let key: QuestionKey

  package init<Q: Question>(_ question: Q) {
    base = question
    key = question.key
  }

  /// The same question with what the model knows that helps to answer it.
  package func informed(by model: ClusterModel) -> AnyQuestion {
    func informed(_ question: some Question) -> AnyQuestion {
      AnyQuestion(question.informed(by: model))
    }
    return informed(base)
  }

  package var kind: QuestionKind { key.kind }
  package var job: JobID? { key.job }
  package var description: String { "\(base)" }

  package static func == (lhs: AnyQuestion, rhs: AnyQuestion) -> Bool {
    lhs.key == rhs.key && lhs.base.edition == rhs.base.edition
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
