import StreamModel

/// How TSP answers one type of question. A file an endpoint, and a line in `TSPEndpoints.all`.
struct TSPEndpoint<Q: Question>: AnyTSPEndpoint {
  /// The routes that it gets, as `HarmlessRoute` reads them: what `--read-only` lets out.
  var asks: [String]
  /// Asks TSP, in as many requests as it takes.
  var answer: @Sendable (Q, TSPClient) async throws(SourceError) -> Q.Answer

  var kind: QuestionKind { Q.kind }

  init(
    asks: [String],
    answer: @escaping @Sendable (Q, TSPClient) async throws(SourceError) -> Q.Answer
  ) {
    self.asks = asks
    self.answer = answer
  }
}

/// An endpoint for any type of question.
protocol AnyTSPEndpoint: Sendable {
  /// The kind of question that it answers.
  var kind: QuestionKind { get }
  /// The routes that it gets.
  var asks: [String] { get }
}
