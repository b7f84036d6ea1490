/// An answer with its question.
package struct Reply<Q: Question>: AnyReply {
  package let question: Q
  package let answer: Q.Answer

  package init(_ answer: Q.Answer, to question: Q) {
    self.question = question
    self.answer = answer
  }

  package var key: QuestionKey { question.key }
  package var isEmpty: Bool { question.isEmpty(answer) }
  package var size: Int { question.size(of: answer) }

  package func take(into model: inout ClusterModel, metrics: MetricAge, at now: Timestamp) {
    model.apply(answer, to: question, metrics: metrics, at: now)
  }
}

/// An answer of any type with its question.
package protocol AnyReply: Sendable {
  var key: QuestionKey { get }
  /// True where the figure asked for was not there yet.
  var isEmpty: Bool { get }
  /// Bytes that the answer takes in memory, roughly.
  var size: Int { get }
  /// Takes the answer into the model, as `ClusterModel.apply` does.
  func take(into model: inout ClusterModel, metrics: MetricAge, at now: Timestamp)
}

extension AnyReply {
  /// The answer, where it is one to a question of that type.
  package func answer<Q: Question>(to type: Q.Type) -> Q.Answer? { (self as? Reply<Q>)?.answer }
}
