import HTTPTransport
import ServerAnswers
package import StreamModel

extension FlinkClient {
  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    try await trigger(request, capabilities: capabilities) { _ in }
  }

  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities,
    progress: @escaping @Sendable (UploadProgress) -> Void
  ) async throws(TriggerError) -> TriggerReceipt {
    try Self.check(request.kind, capabilities)
    let endpoint = Route.trigger(request.kind, of: request.jobOrNone)
    let response: HTTPResponse
    do throws(TransportError) {
      if let body = Self.form(request.kind) {
        response = try await transport.send(endpoint.request(body: body)) { transfer in
          progress(UploadProgress(transfer))
        }
      } else {
        let body = OperationWire.body(request, capabilities)
        response = try await transport.send(endpoint.request(body: body.map { .json($0) }))
      }
    } catch {
      let meaning = meaning(of: error, on: endpoint)
      if case .readOnly = meaning { throw .refused(meaning) }
      throw error.mayHaveBeenSent ? .answerLost(meaning) : .notSent(meaning)
    }
    // Nothing that speaks TLS has read it.
    if let error = WrongScheme.error(response, from: transport.address) { throw .refused(error) }
    guard (200..<300).contains(response.status) else {
      throw Self.triggerError(response, endpoint, traits)
    }
    do throws(SourceError) {
      let accepted = try AnswerCheck.document(of: response, to: endpoint)
      do throws(JSONError) {
        return try TriggerReceipt(accepted, of: request.kind)
      } catch {
        throw error.meaning(on: endpoint.name)
      }
    } catch {
      // It was accepted, but by whom, and as what?
      throw .answerLost(error)
    }
  }

  package func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    guard request.kind.hasTrigger else {
      throw .unsupported("a \(request.kind.name) has no status of its own")
    }
    guard let trigger = receipt.triggerID else { return .unknown }
    let endpoint = Route.status(request.kind, of: request.jobOrNone, trigger: trigger)
    let response = try await send(endpoint)
    if AnswerCheck.isObjectUnknown(response) { return .unknown }
    let document = try AnswerCheck.document(of: response, to: endpoint)
    if let savepoint = MadeSavepoint(status: document) {
      return await failure(of: request.jobOrNone, having: savepoint)
    }
    do throws(JSONError) {
      return try TriggerStatus(status: document)
    } catch {
      throw error.meaning(on: endpoint.name)
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

  /// The form of what sends files; nil for all else.
  private static func form(_ kind: OperationKind) -> HTTPBody? {
    switch kind {
    case .upload(let path): .upload(JarFile.form(of: path))
    case .submit(let submission): .form(JobGraphForm(submission).fields)
    default: nil
    }
  }

  /// Refuses what this version would understand otherwise than it is meant, or not at all.
  private static func check(
    _ kind: OperationKind, _ capabilities: Capabilities
  ) throws(TriggerError) {
    if let refusal = capabilities.refusal(of: kind) {
      throw .refused(.unsupported(FailureText.oneLine(refusal)))
    }
    if case .upload(let path) = kind, let flaw = JarFile.flaw(in: path) {
      throw .refused(.unusable(FailureText.oneLine(flaw)))
    }
    if case .submit(let submission) = kind, let flaw = JobGraphForm(submission).flaw {
      throw .refused(.unusable(FailureText.oneLine(flaw)))
    }
  }

  /// What an answer other than 2xx to a trigger means.
  private static func triggerError(
    _ response: HTTPResponse, _ endpoint: Route, _ traits: SystemTraits
  ) -> TriggerError {
    let error = AnswerCheck.failure(response, endpoint)
    if let meaning = FixedScheduler.meaning(of: error, traits) { return .refused(meaning) }
    switch response.status {
    case 413:
      return .refused(
        .server(
          status: 413,
          message: "\(endpoint.name): more than the server takes at once "
            + "(rest.server.max-content-length)"))
    case 408 where AnswerCheck.flinkErrors(response) == nil,
      500... where AnswerCheck.flinkErrors(response) == nil, 502, 504:
      // Not Flink's but a proxy's: whether the request had gone through, it does not know either.
      return .answerLost(error)
    case 500 where AnswerCheck.mentions("TimeoutException", response):
      // The JobManager's own, waiting for another part of itself.
      return .answerLost(error)
    case 400:
      return .refused(AnswerCheck.missingDirectory(response) ?? withoutRoute(error, response))
    default:
      return .refused(withoutRoute(error, response))
    }
  }

  /// What was asked for is known by the operation's name: its path, with a jar's long id in it, would hide the reason.
  private static func withoutRoute(
    _ error: SourceError, _ response: HTTPResponse
  ) -> SourceError {
    guard case .server(let status, _) = error, let reason = AnswerReason.text(response) else {
      return error
    }
    return .server(status: status, message: reason)
  }
}

extension OperationRequest {
  /// The job, for routes that have one in their path.
  fileprivate var jobOrNone: JobID { job ?? JobID("") }
}

extension UploadProgress {
  fileprivate init(_ transfer: TransferProgress) {
    self.init(
      sent: ByteCount(bytes: Int64(transfer.sent)), total: ByteCount(bytes: Int64(transfer.total)))
  }
}

extension TriggerReceipt {
  /// Reads what the cluster answers to what it has accepted.
  fileprivate init(_ answer: JSONNode, of kind: OperationKind) throws(JSONError) {
    switch kind {
    case .savepoint, .stop, .checkpoint, .dispose, .deleteDataSet:
      self.init(triggerID: try answer.requiredString("request-id"))
    case .upload:
      // A path of the JobManager's machine, of which the last part is the id.
      let path = try answer.requiredString("filename")
      guard let id = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else {
        throw answer.unusable("filename", "path of a jar")
      }
      self.init(triggerID: nil, jar: JarID(String(id)))
    case .plan: self.init(triggerID: nil, plan: try JobPlan(answer: answer))
    case .run:
      _ = try answer.requiredString("jobid")
      self.init(triggerID: nil)
    case .submit:
      // `/jobs/` and the id that is in the graph.
      let place = try answer.requiredString("jobUrl")
      guard let id = place.split(separator: "/").last else {
        throw answer.unusable("jobUrl", "path of a job")
      }
      self.init(triggerID: nil, job: JobID(String(id)))
    // They answer `{}`; the outcome is the job's state, or that nothing went wrong.
    case .cancel, .rescale, .deleteJar, .shutdown, .profile, .cancelApplication, .topology:
      self.init(triggerID: nil)
    }
  }
}
