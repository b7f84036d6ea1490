import StreamModel

/// How the service answers one type of question. A file an endpoint, and a line in `AlibabaEndpoints.all`.
struct AlibabaEndpoint<Q: Question>: AnyAlibabaEndpoint {
  /// Asks the service, in as many requests as it takes.
  var answer: @Sendable (Q, AlibabaClient) async throws(SourceError) -> Q.Answer

  var kind: QuestionKind { Q.kind }

  init(_ answer: @escaping @Sendable (Q, AlibabaClient) async throws(SourceError) -> Q.Answer) {
    self.answer = answer
  }
}

/// An endpoint for any type of question.
protocol AnyAlibabaEndpoint: Sendable {
  /// The kind of question that it answers.
  var kind: QuestionKind { get }
}
