import FlinkREST
import HTTPTransport
import StreamModel

/// One request that the user wrote: asked about, sent, and its answer written.
struct APISession: Sendable {
  var connection: ClusterConnection
  var request: HTTPRequest
  /// `--yes`.
  var isConfirmed = false
  var includesHead = false
  /// The most bytes of the answer's body to write.
  var limit: Int?

  private typealias Ending = Result<HTTPResponse, TransportError>

  /// Ends with an error unless the answer is 2xx and was written.
  func run() async throws(Failure) {
    let refusal = connection.refusal(of: request)
    if let refusal {
      if connection.isReadOnly { throw Failure(.operationFailed, refusal) }
      try APIConfirmation(request: request, cluster: connection.identity).get(isGiven: isConfirmed)
    }
    let writer = AnswerWriter(
      isTerminal: Console.isTerminal, includesHead: includesHead, limit: limit,
      write: Console.write)
    guard refusal != nil else {
      return try conclude(await send(to: writer), writer, isActing: false)
    }
    // What may act is not left without a word.
    let ended = await Interruption.outcome { await send(to: writer) }
    let isAnswered = if case .success? = ended.value { true } else { false }
    if let ending = ended.value, isAnswered || ended.signal == nil {
      return try conclude(ending, writer, isActing: true)
    }
    let isUnsent =
      if case .failure(let error)? = ended.value { !error.mayHaveBeenSent } else { false }
    let name = "\(request.method.rawValue) \(request.path)"
    Console.complain(
      isUnsent
        ? "interrupted: nothing was sent."
        : "interrupted: whether \(name) has reached the cluster is not known.")
    throw Failure(.interrupted(signal: ended.signal ?? 0))
  }

  private func send(to writer: AnswerWriter) async -> Ending {
    do throws(TransportError) {
      return .success(try await connection.stream(request, to: writer.sink))
    } catch {
      return .failure(error)
    }
  }

  // MARK: What came of it

  private func conclude(
    _ ending: Ending, _ writer: AnswerWriter, isActing: Bool
  ) throws(Failure) {
    writer.end()
    let outcome = writer.outcome
    if let failure = outcome.failure { throw lost(failure, outcome) }
    switch ending {
    case .success(var response):
      response.body = outcome.kept
      try judge(response)
    case .failure(let error):
      guard outcome.isCut, let head = outcome.head else {
        throw unanswered(error, outcome, isActing: isActing)
      }
      Console.complain("cut after \(outcome.received) bytes, as --max-bytes has it: there is more.")
      try judge(
        HTTPResponse(
          status: head.status, contentType: head.value(of: "content-type"), location: nil,
          body: outcome.kept, answerTime: .zero))
    }
  }

  /// Throws the server's reason for anything but 2xx.
  private func judge(_ response: HTTPResponse) throws(Failure) {
    guard !(200..<300).contains(response.status) else { return }
    throw Failure(.operationFailed, APIAnswer.complaint(request, response, from: address))
  }

  private func unanswered(
    _ error: TransportError, _ outcome: AnswerWriter.Outcome, isActing: Bool
  ) -> Failure {
    if case .readOnly(let reason) = error { return Failure(.operationFailed, reason) }
    var line = APIAnswer.complaint(request, error, from: address)
    if outcome.head != nil {
      let begun = "the answer broke off after \(outcome.received) bytes: "
      if case .timedOut(let pause, _) = error {
        line = begun + "nothing more came for \(pause.components.seconds)s; --timeout waits longer"
      } else {
        line = begun + line
      }
    }
    guard isActing, error.mayHaveBeenSent else { return Failure(.clusterUnreachable, line) }
    let name = "\(request.method.rawValue) \(request.path)"
    return Failure(.operationFailed, "\(line); whether \(name) was done is not known")
  }

  /// What was printed breaks off. A reader that took the beginning and left had enough of it.
  private func lost(
    _ failure: DescriptorWriter.Failure, _ outcome: AnswerWriter.Outcome
  ) -> Failure {
    if failure.isReaderGone, outcome.written > 0 { return Failure(.operationFailed) }
    let status = outcome.head.map { "; the server answered \($0.status)" } ?? ""
    return Failure(
      .operationFailed,
      "cannot write to standard output: \(failure.reason), after \(outcome.written) bytes\(status)")
  }

  private var address: String { connection.identity.endpoint }
}
