import StreamModel

/// How a tracker answers one type of question. A file an endpoint, and a line in `HeronEndpoints.all`.
struct HeronEndpoint<Q: Question>: AnyHeronEndpoint {
  /// The routes that it gets, as `HarmlessRoute` reads them: what `--read-only` lets out.
  var asks: [String]
  /// Asks the tracker, in as many requests as it takes.
  var answer: @Sendable (Q, HeronClient) async throws(SourceError) -> Q.Answer

  var kind: QuestionKind { Q.kind }

  init(
    asks: [String],
    answer: @escaping @Sendable (Q, HeronClient) async throws(SourceError) -> Q.Answer
  ) {
    self.asks = asks
    self.answer = answer
  }
}

/// An endpoint for any type of question.
protocol AnyHeronEndpoint: Sendable {
  /// The kind of question that it answers.
  var kind: QuestionKind { get }
  /// The routes that it gets.
  var asks: [String] { get }
}
