import HTTPTransport
import Testing

/// How many connections there are, how many requests on them, and how often each.
struct ConnectionTests {
  @Test("requests one after the other share a connection")
  func keepAlive() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server)
    for _ in 1...5 { _ = try await transport.send(HTTPRequest(.get, "/")) }
    #expect(server.acceptCount == 1)
    #expect(server.requests.count == 5)
  }

  @Test("at most two requests are under way, on a connection each")
  func atMostTwo() async throws {
    let gate = Gate()
    let server = try ScriptedServer { _ in [.waitFor(gate), .send(response("{}"))] }
    let transport = try CurlTransport(server)
    let answers = (1...6).map { number in
      Task { try await transport.send(HTTPRequest(.get, "/\(number)")) }
    }
    await server.sawRequests(2)
    gate.open()
    for answer in answers { _ = try await answer.value }
    #expect(server.mostAtOnce == 2)
    #expect(server.acceptCount == 2)
    #expect(server.requests.count == 6)
  }

  @Test("requests that wait go out in the order they came")
  func firstInFirstOut() async throws {
    let gate = Gate()
    let server = try ScriptedServer { _ in [.waitFor(gate), .send(response("{}"))] }
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    let answers = (1...8).map { number in
      // Runs up to its place in the queue before the next one starts.
      Task.immediate { try await transport.send(HTTPRequest(.get, "/\(number)")) }
    }
    gate.open()
    for answer in answers { _ = try await answer.value }
    #expect(server.requests.map(\.target) == (1...8).map { "/\($0)" })
  }

  @Test("a reading request that a kept connection swallowed is sent again")
  func staleConnection() async throws {
    let server = try ScriptedServer { request in
      request.connection == 1 && request.target == "/2" ? [.close] : [.send(response("{}"))]
    }
    let transport = try CurlTransport(server)
    _ = try await transport.send(HTTPRequest(.get, "/1"))
    #expect(try await transport.send(HTTPRequest(.get, "/2")).status == 200)
    #expect(server.requests.map(\.target) == ["/1", "/2", "/2"])
  }

  @Test(
    "a request that acts is sent once though the server drops the connection",
    arguments: [
      HTTPRequest(.post, "/jobs/ab/savepoints", body: .json(Array("{}".utf8))),
      HTTPRequest(.post, "/jobs/ab/stop"), HTTPRequest(.patch, "/jobs/ab"),
      HTTPRequest(.put, "/x", body: .json(Array("{}".utf8))), HTTPRequest(.delete, "/cluster"),
      HTTPRequest(.get, "/jobs/ab/yarn-cancel"),
    ], [ScriptedServer.Step.close, .reset])
  func sentOnce(request: HTTPRequest, ending: ScriptedServer.Step) async throws {
    let server = try ScriptedServer { seen in
      seen.target == request.path ? [ending] : [.send(response("{}"))]
    }
    let transport = try CurlTransport(server)
    // Leaves connections that the request could go out on.
    async let first = transport.send(HTTPRequest(.get, "/1"))
    async let second = transport.send(HTTPRequest(.get, "/2"))
    _ = try await (first, second)
    let error = await transport.failure(of: request)
    #expect(error?.kind == "connectionLost")
    #expect(error?.mayHaveBeenSent == true)
    #expect(server.requests.count { $0.target == request.path } == 1)
  }

  @Test("the connection of a request that acted is kept for reading")
  func connectionsStayFew() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server)
    _ = try await transport.send(HTTPRequest(.get, "/"))
    _ = try await transport.send(HTTPRequest(.post, "/"))
    for _ in 1...5 { _ = try await transport.send(HTTPRequest(.get, "/")) }
    #expect(server.acceptCount == 2)
  }
}
