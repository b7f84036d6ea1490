package import FlinkTraces
package import HTTPTransport
import ServerAnswers
package import StreamModel

/// Flink's REST API, 1.13 to 2.3, as a monitored system.
package struct FlinkClient: MonitoredSystem {
  let transport: any HTTPTransport
  let operatorMetricsMemory = OperatorMetricsMemory()
  let contact = Contact()

  /// Told how much of a long answer has come.
  var arrived: @Sendable (ByteCount) -> Void = { _ in }

  /// Spans that are sent to this program; nil where none are waited for.
  let spans: SpanFeed?

  package init(transport: any HTTPTransport, spans: SpanFeed? = nil) {
    self.transport = transport
    self.spans = spans
  }

  package let traits = SystemTraits.flink

  package var requestsSent: Int { transport.requestsSent }

  package func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    let endpoint = try Endpoints.endpoint(for: Q.self)
    if let known = contact.capabilities, let refusal = endpoint.refusal(at: known) {
      throw .unsupported(refusal)
    }
    return try await endpoint.answer(question, self)
  }

  package func answer<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void
  ) async throws(SourceError) -> Q.Answer {
    var client = self
    client.arrived = arrived
    return try await client.answer(question)
  }

  /// Gets a document and reads it.
  func read<Value>(
    _ endpoint: Route, as reading: (JSONNode) throws(JSONError) -> Value
  ) async throws(SourceError) -> Value {
    let response = try await send(endpoint)
    if response.status == 404, endpoint.isEverywhere {
      let isFlinks = AnswerCheck.flinkErrors(response) != nil
      throw .notFlink(
        at: FailureText.oneLine(transport.address + endpoint.path),
        reason: isFlinks ? nil : AnswerReason.text(besides: 404, response))
    }
    let document = try AnswerCheck.document(of: response, to: endpoint)
    contact.noteAnswer()
    do throws(JSONError) {
      return try reading(document)
    } catch {
      throw error.meaning(on: endpoint.name)
    }
  }

  /// Gets an answer of any status.
  func send(_ endpoint: Route) async throws(SourceError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(TransportError) {
      let request = endpoint.request()
      if case .tail = request.keeps {
        response = try await transport.send(request) { [arrived] progress in
          arrived(ByteCount(bytes: Int64(progress.received)))
        }
      } else {
        response = try await transport.send(request)
      }
    } catch {
      throw meaning(of: error, on: endpoint)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw error }
    return response
  }

  /// What a request without an answer means here.
  func meaning(of error: TransportError, on endpoint: Route) -> SourceError {
    SourceError(
      error, on: endpoint.name, at: transport.address, hasAnswered: contact.hasAnswered)
  }
}
