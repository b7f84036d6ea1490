/// What can be asked of a monitored system, together with the type of what comes back. One costs a fixed, small number of
/// requests.
///
/// A type a question, a file a type, and a line in `Questions.all`. Two questions with equal keys are the same: they are
/// never under way at once, and demand, schedule, answer and age go by the key.
package protocol Question: Sendable {
  associatedtype Answer: Sendable

  /// What is said of all questions of this type.
  static var kind: QuestionKind { get }
  /// What it is about.
  var subject: Subject { get }
  /// What tells it from others of its kind about the same subject: the name of a file, the ids of metrics.
  var detail: String { get }
  /// Which state of the thing is meant, for what is asked only when that has changed: another number asks anew.
  var edition: Int { get }

  /// A question whose answer is in this one's, so that it need not be asked beside it.
  var covered: AnyQuestion? { get }

  /// The same question with what the model knows that helps to answer it, so that no system has to keep it.
  func informed(by model: ClusterModel) -> Self
  /// True where the figure asked for was not there yet, so that it is worth asking again soon.
  func isEmpty(_ answer: Answer) -> Bool
  /// Bytes that the answer takes in memory, roughly.
  func size(of answer: Answer) -> Int
  /// True while the last answer may tell of what a later one says is over, so that it is worth asking again soon.
  func isOutdated(in model: ClusterModel) -> Bool
  /// Takes the answer into the model.
  func take(_ answer: Answer, into model: inout ClusterModel, at time: AnswerTime)
}

extension Question {
  package var detail: String { "" }
  package var edition: Int { 0 }
  package var covered: AnyQuestion? { nil }
  package var key: QuestionKey { QuestionKey(self) }

  package func informed(by model: ClusterModel) -> Self { self }

  package func isEmpty(_ answer: Answer) -> Bool { false }

  package func isOutdated(in model: ClusterModel) -> Bool { false }

  /// That of an answer without texts and lists of its own.
  package func size(of answer: Answer) -> Int { MemoryLayout<Answer>.size }

  /// Keeps it for the screen that asked; nothing follows from it.
  package func take(_ answer: Answer, into model: inout ClusterModel, at time: AnswerTime) {
    model.answers.keep(answer, to: self, at: time.now)
  }
}

extension Question where Answer: Collection {
  package func size(of answer: Answer) -> Int {
    MemoryLayout<Answer>.size + answer.count * MemoryLayout<Answer.Element>.stride
  }
}

/// When an answer came, and how old what it says is.
package struct AnswerTime: Hashable, Sendable {
  package var now: Timestamp
  /// Nil where no metrics are behind it.
  package var metrics: MetricAge?

  package init(now: Timestamp, metrics: MetricAge? = nil) {
    self.now = now
    self.metrics = metrics
  }

  /// How old the figures are.
  var age: MetricAge { metrics ?? .current }
}
