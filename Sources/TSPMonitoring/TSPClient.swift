package import HTTPTransport
import ServerAnswers
package import StreamModel

/// TSP (time-series-patterns) of any version, as a monitored system: it relays part of what its Flink says. With that Flink's
/// own address the rest is asked there.
package struct TSPClient: MonitoredSystem {
  let transport: any HTTPTransport
  let flink: FlinkBehind?
  /// Our clock: TSP tells none of its own.
  let now: @Sendable () -> Timestamp
  let memory = TSPMemory()

  package init(
    transport: any HTTPTransport, flink: FlinkBehind? = nil,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.transport = transport
    self.flink = flink
    self.now = now
    traits = .tsp(hasFlink: flink != nil)
  }

  package let traits: SystemTraits

  package var requestsSent: Int { transport.requestsSent + (flink?.system.requestsSent ?? 0) }

  package func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    try await answer(question) { _ in }
  }

  package func answer<Q: Question>(
    _ question: Q, arrived: @escaping @Sendable (ByteCount) -> Void
  ) async throws(SourceError) -> Q.Answer {
    let own = try? TSPEndpoints.endpoint(for: Q.self)
    do throws(SourceError) {
      if let relayed = try await relayed(question, arrived: arrived) { return relayed.answer }
    } catch {
      // What TSP tells itself is told though its Flink can't be asked.
      guard own != nil, error.isOfFlinkBehind else { throw error }
    }
    guard let own else {
      return try await TSPEndpoints.endpoint(for: Q.self).answer(question, self)
    }
    return try await own.answer(question, self)
  }

  /// Gets a document and reads what it carries.
  func read<Value>(
    _ route: TSPRoute, as reading: (JSONNode) throws(JSONError) -> Value
  ) async throws(SourceError) -> Value {
    try read(try await ask(route), as: reading)
  }

  /// The same of an answer that is there.
  func read<Value>(
    _ answer: TSPAnswer, as reading: (JSONNode) throws(JSONError) -> Value
  ) throws(SourceError) -> Value {
    let node = try answer.payload(from: transport.address)
    memory.noteAnswer()
    do throws(JSONError) {
      return try reading(node)
    } catch {
      throw error.meaning(on: answer.route.name)
    }
  }

  /// Gets an answer of any status.
  func ask(
    _ route: TSPRoute, within limit: Duration? = nil
  ) async throws(SourceError) -> TSPAnswer {
    var request = route.request
    request.timeout = limit
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(request)
    } catch {
      memory.noteSilence()
      throw SourceError(
        error, on: route.name, at: transport.address, hasAnswered: memory.hasAnswered)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw error }
    return TSPAnswer(response, to: route)
  }
}
