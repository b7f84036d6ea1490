import HTTPTransport
package import StreamModel

extension FlinkClient {
  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    try Self.check(request.kind, capabilities)
    let endpoint = Route.trigger(request.kind, of: request.job)
    let body = OperationWire.body(request, capabilities)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(endpoint.request(body: body.map { .json($0) }))
    } catch {
      let meaning = meaning(of: error, on: endpoint)
      if case .readOnly = meaning { throw .refused(meaning) }
      throw error.mayHaveBeenSent ? .answerLost(meaning) : .notSent(meaning)
    }
    // Nothing that speaks TLS has read it.
    if let error = WrongScheme.error(response, from: transport.address) { throw .refused(error) }
    guard (200..<300).contains(response.status) else {
      throw Self.triggerError(response, endpoint)
    }
    do throws(SourceError) {
      let accepted = try AnswerCheck.document(of: response, to: endpoint)
      // A cancel answers `{}`; its outcome is the job's state.
      if request.kind == .cancel { return TriggerReceipt(triggerID: nil) }
      guard let id = accepted.text("request-id") else {
        throw .malformed(what: "no request-id", on: endpoint.name)
      }
      return TriggerReceipt(triggerID: id)
    } catch {
      // It was accepted, but by whom, and as what?
      throw .answerLost(error)
    }
  }

  package func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    guard request.kind != .cancel else {
      throw .unsupported("a cancel has no status of its own: the state of the job tells")
    }
    guard let trigger = receipt.triggerID else { return .unknown }
    let endpoint = Route.status(request.kind, of: request.job, trigger: trigger)
    let response = try await send(endpoint)
    if AnswerCheck.isObjectUnknown(response) { return .unknown }
    let document = try AnswerCheck.document(of: response, to: endpoint)
    if let savepoint = MadeSavepoint(status: document) {
      return await failure(of: request.job, having: savepoint)
    }
    do throws(JSONError) {
      return try TriggerStatus(status: document)
    } catch {
      throw error.meaning(on: endpoint)
    }
  }

  /// A stop that made its savepoint, and whose job failed then.
  private func failure(of job: JobID, having savepoint: MadeSavepoint) async -> TriggerStatus {
    var savepoint = savepoint
    if savepoint.cause == nil {
      // Without it the failure is told all the same.
      savepoint.cause = try? await read(
        .exceptions(job, atMost: 5), as: { MadeSavepoint.cause(in: $0) })
    }
    return .failed(cause: savepoint.failure, location: savepoint.location)
  }

  /// Refuses what this version would understand otherwise than it is meant, or not at all.
  private static func check(
    _ kind: OperationKind, _ capabilities: Capabilities
  ) throws(TriggerError) {
    if let refusal = capabilities.refusal(of: kind) {
      throw .refused(.unsupported(FailureText.oneLine(refusal)))
    }
  }

  /// What an answer other than 2xx to a trigger means.
  private static func triggerError(_ response: HTTPResponse, _ endpoint: Route) -> TriggerError {
    let error = AnswerCheck.failure(response, endpoint)
    switch response.status {
    case 408 where AnswerCheck.flinkErrors(response) == nil,
      500... where AnswerCheck.flinkErrors(response) == nil, 502, 504:
      // Not Flink's but a proxy's: whether the request had gone through, it does not know either.
      return .answerLost(error)
    case 500 where AnswerCheck.mentions("TimeoutException", response):
      // The JobManager's own, waiting for another part of itself.
      return .answerLost(error)
    case 400:
      return .refused(AnswerCheck.missingDirectory(response) ?? error)
    default:
      return .refused(error)
    }
  }
}
