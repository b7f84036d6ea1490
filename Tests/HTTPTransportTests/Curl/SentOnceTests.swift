import HTTPTransport
import Testing

/// What changes a cluster leaves the program once, however the connection ends.
struct SentOnceTests {
  /// How a server ends a connection on which it has read a request.
  enum Ending: String, CaseIterable, Sendable {
    case closed, reset, halfHeader, halfBody, closedAfterContinue

    var steps: [ScriptedServer.Step] {
      switch self {
      case .closed: [.close]
      case .reset: [.reset]
      case .halfHeader: [.send("HTTP/1.1 202 Accepted\r\nContent-Len"), .close]
      case .halfBody:
        [.send("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{\"request-id\":"), .close]
      case .closedAfterContinue: [.send("HTTP/1.1 100 Continue\r\n\r\n"), .close]
      }
    }
  }

  /// The requests that Flink's operations are.
  static let requests = [
    HTTPRequest(.post, "/jobs/j/savepoints", body: .json(Array(#"{"cancel-job":false}"#.utf8))),
    HTTPRequest(.post, "/jobs/j/stop", body: .json(Array(#"{"drain":true}"#.utf8))),
    HTTPRequest(.post, "/jobs/j/checkpoints", body: .json(Array("{}".utf8))),
    HTTPRequest(.patch, "/jobs/j?mode=cancel"),
    HTTPRequest(.get, "/jobs/j/yarn-cancel"),
  ]

  private func timesSent(_ request: HTTPRequest, _ ending: Ending, isWarm: Bool) async throws -> Int
  {
    let server = try ScriptedServer { seen in
      seen.target == request.path ? ending.steps : [.send(response("{}"))]
    }
    // Long, since a machine that is busy with other tests is no failure.
    let transport = try CurlTransport(
      server, options: TransportOptions(requestTimeout: .seconds(600)))
    if isWarm {
      // Leaves a connection that the request could go out on.
      _ = try await transport.send(HTTPRequest(.get, "/before"))
    }
    let error = await transport.failure(of: request)
    #expect(error?.mayHaveBeenSent == true)
    // Nothing follows later either, and the transport goes on.
    #expect(try await transport.send(HTTPRequest(.get, "/after")).status == 200)
    return server.requests.count { $0.target == request.path }
  }

  @Test(
    "a changing request is sent once on a new connection that the server ends without an answer",
    arguments: requests, [Ending.closed, .reset])
  func fresh(request: HTTPRequest, ending: Ending) async throws {
    #expect(try await timesSent(request, ending, isWarm: false) == 1)
  }

  @Test(
    "so it is while a connection is kept from a read before, and where half an answer came",
    arguments: [requests[0], requests[3]], Ending.allCases)
  func warm(request: HTTPRequest, ending: Ending) async throws {
    #expect(try await timesSent(request, ending, isWarm: true) == 1)
  }

  @Test("a redirect of a changing request is an answer, and is not followed")
  func redirect() async throws {
    let server = try ScriptedServer { seen in
      [.send(response("", status: "307 Temporary Redirect", headers: ["Location: /elsewhere"]))]
    }
    let transport = try CurlTransport(server)
    for request in Self.requests {
      #expect(try await transport.send(request).status == 307)
    }
    #expect(server.requests.count == Self.requests.count)
  }
}
