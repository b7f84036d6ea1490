import ServerAnswers
import StreamModel

/// How Flink answers one type of question. A file an endpoint, and a line in `Endpoints.all`.
struct Endpoint<Q: Question>: AnyEndpoint {
  /// The paths that it gets, as `HarmlessRoute` reads them: what `--read-only` lets out.
  var asks: [String]
  /// The first release that has it.
  var since: FlinkRelease
  /// Why a cluster that tells this of itself can't answer; nil where it can.
  var refuses: @Sendable (Capabilities) -> String?
  /// Asks the cluster, in as many requests as it takes.
  var answer: @Sendable (Q, FlinkClient) async throws(SourceError) -> Q.Answer

  var kind: QuestionKind { Q.kind }

  init(
    asks: [String], since: FlinkRelease = .oldest,
    refuses: @escaping @Sendable (Capabilities) -> String? = { _ in nil },
    answer: @escaping @Sendable (Q, FlinkClient) async throws(SourceError) -> Q.Answer
  ) {
    self.asks = asks
    self.since = since
    self.refuses = refuses
    self.answer = answer
  }

  /// One request, and the reading of its document. `meaning` says in words what an error of this endpoint means; nil where
  /// it is one like others.
  init(
    asks: [String], since: FlinkRelease = .oldest,
    refuses: @escaping @Sendable (Capabilities) -> String? = { _ in nil },
    route: @escaping @Sendable (Q) -> Route,
    meaning: @escaping @Sendable (SourceError, SystemTraits) -> SourceError? = { _, _ in nil },
    read: @escaping @Sendable (JSONNode) throws(JSONError) -> Q.Answer
  ) {
    self.init(asks: asks, since: since, refuses: refuses) {
      (question, client) async throws(SourceError) in
      do throws(SourceError) {
        return try await client.read(route(question), as: read)
      } catch {
        throw meaning(error, client.traits) ?? error
      }
    }
  }
}

/// An endpoint for any type of question.
protocol AnyEndpoint: Sendable {
  /// The kind of question that it answers.
  var kind: QuestionKind { get }
  /// The paths that it gets, as `HarmlessRoute` reads them.
  var asks: [String] { get }
  /// The first release that has it.
  var since: FlinkRelease { get }
  /// Why a cluster that tells this of itself can't answer; nil where it can.
  var refuses: @Sendable (Capabilities) -> String? { get }
}

extension AnyEndpoint {
  /// Why a cluster can't answer, by what it tells of itself and by its version; nil where it can, or where nothing says.
  func refusal(at capabilities: Capabilities) -> String? {
    refuses(capabilities) ?? capabilities.refusal(since: since)
  }
}

extension Capabilities {
  /// Why what came with a release can't be asked for; nil where it can, or where nothing says.
  func refusal(since: FlinkRelease) -> String? {
    guard since > .oldest, let version, let release = FlinkRelease(version), release < since else {
      return nil
    }
    return "Flink \(FailureText.oneLine(version)) does not tell: that came with \(since)"
  }
}
