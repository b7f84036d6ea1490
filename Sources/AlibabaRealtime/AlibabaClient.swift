package import HTTPTransport
import ServerAnswers
package import StreamModel

/// A project of Alibaba Cloud's realtime compute (`foas`, 2018-11-11) as a monitored system. It only reads.
package struct AlibabaClient: MonitoredSystem {
  let transport: any HTTPTransport
  let signer: RequestSigner
  let project: String
  /// Our clock: each request is signed with it, and windows of metrics are told in it.
  let now: @Sendable () -> Timestamp
  /// Something that was never sent before.
  let nonce: @Sendable () -> String
  let memory = FoasMemory()

  /// A list of 1,000 jobs with their programs has some 10 MB.
  private static let sizeLimit = 16 << 20

  package init(
    transport: any HTTPTransport, key: AccessKey, region: String, project: String,
    now: @escaping @Sendable () -> Timestamp,
    nonce: @escaping @Sendable () -> String = AlibabaClient.randomNonce
  ) {
    self.transport = transport
    signer = RequestSigner(key: key, region: region)
    self.project = project
    self.now = now
    self.nonce = nonce
  }

  package let traits = SystemTraits.alibaba

  package var requestsSent: Int { transport.requestsSent }

  package func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    try await AlibabaEndpoints.endpoint(for: Q.self).answer(question, self)
  }

  package func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt {
    throw .refused(.unsupported(traits.operationRefusal ?? request.kind.name))
  }

  package func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus {
    throw .unsupported(traits.operationRefusal ?? request.kind.name)
  }

  // MARK: Asking

  /// Asks something of the project, or of a job or an instance in it.
  func ask(
    _ operation: FoasOperation, job: String = "", instance: String = "",
    query: [(String, String)] = [], form: [(String, String)] = []
  ) async throws(SourceError) -> AnswerTree {
    let call = FoasCall(
      operation: operation, places: ["project": project, "job": job, "instance": instance],
      query: query, form: form)
    let sentAt = now()
    let request = try signer.request(call, at: sentAt, nonce: nonce(), sizeLimit: Self.sizeLimit)
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      throw SourceError(
        error, on: call.name, at: transport.address, hasAnswered: memory.hasAnswered)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw error }
    memory.noteAnswer()
    return try FoasAnswer(response: response, name: call.name, sentAt: sentAt).tree()
  }

  /// The name that a job's id stands for.
  func name(of job: JobID) throws(SourceError) -> String {
    guard let name = PercentText.decoded(job.text), !name.isEmpty else {
      throw .notFound("'\(FailureText.oneLine(job.text))' is no job of Alibaba Cloud")
    }
    return name
  }

  /// `3d1c7d52-0001-4b51-9b6e-0f3f9d7d0001`, random.
  @Sendable package static func randomNonce() -> String {
    var digits = ""
    for part in [UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max)] {
      let text = String(part, radix: 16)
      digits += String(repeating: "0", count: 16 - text.count) + text
    }
    var nonce = ""
    for (place, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(place) { nonce += "-" }
      nonce.append(digit)
    }
    return nonce
  }
}

extension JobID {
  /// A job is known by its name, which no other of its project has.
  init(jobName: String) { self.init(WireText.segment(jobName)) }
}
