package import HTTPTransport
import ServerAnswers
package import StreamModel

/// Heron's tracker of either generation, as a monitored system. What acts goes to Heron's API server, where one is named.
package struct HeronClient: MonitoredSystem {
  let transport: any HTTPTransport
  let apiServer: HeronAPIServer?
  let scope: HeronScope
  /// Our clock: the tracker wants windows in time, and tells none of its own.
  let now: @Sendable () -> Timestamp
  let memory = TrackerMemory()

  package init(
    transport: any HTTPTransport, apiServer: HeronAPIServer? = nil,
    scope: HeronScope = HeronScope(),
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.transport = transport
    self.apiServer = apiServer
    self.scope = scope
    self.now = now
    traits = .heron(hasAPIServer: apiServer != nil)
  }

  package let traits: SystemTraits

  package var requestsSent: Int {
    transport.requestsSent + (apiServer?.transport.requestsSent ?? 0)
  }

  package func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    try await HeronEndpoints.endpoint(for: Q.self).answer(question, self)
  }

  /// Gets a document and reads what it carries, under the route's other name where the first is not known.
  func read<Value>(
    _ route: HeronRoute, as reading: (JSONNode) throws(JSONError) -> Value
  ) async throws(SourceError) -> Value {
    let node = try await payload(of: route)
    do throws(JSONError) {
      return try reading(node)
    } catch {
      throw error.meaning(on: route.name)
    }
  }

  private func payload(of route: HeronRoute) async throws(SourceError) -> JSONNode {
    var answer = TrackerAnswer(try await send(route), to: route)
    if answer.isRouteUnknown, let renamed = route.renamed {
      // Behind a load balancer the next request may go to a tracker of the other generation, which knows neither the first
      // name nor, by turns, the second.
      for next in [renamed, renamed, route] where answer.isRouteUnknown {
        answer = TrackerAnswer(try await send(next), to: next)
      }
    }
    let payload = try answer.payload(from: transport.address)
    memory.note(payload.generation)
    return payload.node
  }

  /// Gets an answer of any status.
  private func send(_ route: HeronRoute) async throws(SourceError) -> HTTPResponse {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await transport.send(route.request)
    } catch {
      throw SourceError(
        error, on: route.name, at: transport.address, hasAnswered: memory.hasAnswered)
    }
    if let error = WrongScheme.error(response, from: transport.address) { throw error }
    return response
  }

  /// The topology that a job's id names.
  func topology(_ job: JobID) throws(SourceError) -> TopologyName {
    guard let name = TopologyName(job) else {
      throw .notFound("'\(FailureText.oneLine(job.text))' is no topology of a Heron tracker")
    }
    return name
  }
}
