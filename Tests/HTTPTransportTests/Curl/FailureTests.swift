import Glibc
import HTTPTransport
import Testing

/// What is said when no answer comes.
struct FailureTests {
  @Test("refused: nothing was sent, host and port are named")
  func refused() async throws {
    // Bound and closed again, so nobody listens there.
    let (socket, port) = try Socket.listen(backlog: 1)
    close(socket)
    let transport = CurlTransport(endpoint: try Endpoint("127.0.0.1:\(port)"))
    let error = await transport.failure(of: HTTPRequest(.post, "/"))
    #expect(
      error == .connectFailed("127.0.0.1:\(port): connection refused: nothing listens there"))
  }

  @Test("a name that does not resolve is named")
  func unknownName() async {
    // A process of its own, since a proxy would resolve the name.
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "all_proxy", "ALL_PROXY"] { unsetenv(name) }
      let transport = CurlTransport(
        endpoint: try Endpoint("nonexistent.invalid"),
        options: TransportOptions(connectTimeout: .seconds(60), requestTimeout: .seconds(60)))
      let error = await transport.failure(of: HTTPRequest(.post, "/"))
      try #require(
        error
          == .connectFailed(
            "nonexistent.invalid:8081: the host name does not resolve: check it, and the DNS"))
    }
  }

  @Test("a connection that does not come about: nothing was sent")
  func connectTimeout() async throws {
    let (listener, port) = try Socket.listen(backlog: 0)
    defer { close(listener) }
    // Linux ignores who knocks when the backlog is full.
    var fillers: [Int32] = []
    defer { for filler in fillers { close(filler) } }
    var isFull = false
    while !isFull, fillers.count < 16 {
      let (socket, isConnected) = Socket.startConnecting(to: port)
      fillers.append(socket)
      isFull = !isConnected
    }
    try #require(isFull)
    let transport = CurlTransport(
      endpoint: try Endpoint("127.0.0.1:\(port)"),
      options: TransportOptions(connectTimeout: .milliseconds(100)))
    let error = await transport.failure(of: HTTPRequest(.post, "/"))
    #expect(error == .timedOut(after: .milliseconds(100), wasSent: false))
  }

  @Test("a TLS handshake without an answer: nothing was sent")
  func handshakeTimeout() async throws {
    let (listener, port) = try Socket.listen(backlog: 4)
    defer { close(listener) }
    let transport = CurlTransport(
      endpoint: try Endpoint("https://127.0.0.1:\(port)"),
      options: TransportOptions(connectTimeout: .milliseconds(100)))
    let error = await transport.failure(of: HTTPRequest(.post, "/"))
    #expect(error == .timedOut(after: .milliseconds(100), wasSent: false))
  }

  @Test("no answer in time: the request was sent, and the connection is closed")
  func requestTimeout() async throws {
    let server = try ScriptedServer { _ in [.waitForHangUp] }
    let transport = try CurlTransport(
      server, options: TransportOptions(requestTimeout: .milliseconds(300)))
    let error = await transport.failure(of: HTTPRequest(.post, "/"))
    #expect(error == .timedOut(after: .milliseconds(300), wasSent: true))
    await server.sawHangUps(1)
    #expect(server.requests.count == 1)
  }

  @Test("a request's own time-out goes before the transport's")
  func ownTimeout() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234"), .waitForHangUp]
    }
    let transport = try CurlTransport(server)
    let error = await transport.failure(of: HTTPRequest(.get, "/", timeout: .milliseconds(300)))
    #expect(error == .timedOut(after: .milliseconds(300), wasSent: true))
  }

  @Test("after a time-out the next request has a connection that works")
  func recovers() async throws {
    let server = try ScriptedServer { request in
      request.target == "/slow" ? [.waitForHangUp] : [.send(response("{}"))]
    }
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    _ = await transport.failure(of: HTTPRequest(.get, "/slow", timeout: .milliseconds(50)))
    #expect(try await transport.send(HTTPRequest(.get, "/")).status == 200)
  }

  @Test(
    "a broken answer is a lost connection that names the server",
    arguments: [
      ([], "closed the connection without an answer"),
      (["HTTP/1.1 200 OK\r\nContent-Len"], "in the middle of its answer"),
      (["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"jobs\":"], "in the middle of its answer"),
      (
        ["HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n"],
        "in the middle of its answer"
      ),
    ] as [([String], String)])
  func halfAnAnswer(parts: [String], expected: String) async throws {
    let server = try ScriptedServer { _ in parts.map { .send($0) } + [.close] }
    let error = try await CurlTransport(server).failure(of: HTTPRequest(.get, "/"))
    #expect(error?.kind == "connectionLost")
    #expect(error?.line?.hasPrefix("127.0.0.1:\(server.port)") == true)
    #expect(error?.line?.contains(expected) == true)
  }

  @Test("a reset is a lost connection")
  func reset() async throws {
    let server = try ScriptedServer { _ in [.reset] }
    let error = try await CurlTransport(server).failure(of: HTTPRequest(.post, "/"))
    #expect(error?.kind == "connectionLost")
  }

  @Test("a server that does not speak HTTP is named as such")
  func notHTTP() async throws {
    let server = try ScriptedServer { _ in [.send("\u{1}\u{2}akka\r\n"), .close] }
    let error = try await CurlTransport(server).failure(of: HTTPRequest(.get, "/"))
    #expect(error?.line?.contains("answers, but not in HTTP") == true)
  }

  @Test("an answer that announces more than the limit is not read")
  func announcedTooLarge() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n"), .waitForHangUp]
    }
    let transport = try CurlTransport(server)
    let error = await transport.failure(of: HTTPRequest(.get, "/", sizeLimit: 1000))
    #expect(error == .tooLarge(limit: 1000))
    await server.sawHangUps(1)
  }

  @Test("an answer without an end is dropped at the limit")
  func endless() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 200 OK\r\n\r\n"), .sendForever(String(repeating: "x", count: 4096))]
    }
    let transport = try CurlTransport(server)
    let error = await transport.failure(of: HTTPRequest(.get, "/", sizeLimit: 100_000))
    #expect(error == .tooLarge(limit: 100_000))
  }

  @Test("a header without an end is dropped")
  func endlessHeader() async throws {
    let server = try ScriptedServer { _ in
      [.send("HTTP/1.1 200 OK\r\n"), .sendForever("X-Filler: 0123456789abcdef\r\n")]
    }
    let error = try await CurlTransport(server).failure(of: HTTPRequest(.get, "/"))
    #expect(
      error
        == .failed("127.0.0.1:\(server.port): the header of its answer has no end", wasSent: true))
  }

  @Test("an interim answer is passed over")
  func interim() async throws {
    let server = try ScriptedServer(
      answering: "HTTP/1.1 102 Processing\r\nX: y\r\n\r\n" + response("{}"))
    #expect(try await CurlTransport(server).send(HTTPRequest(.get, "/")).text == "{}")
  }

  @Test("an answer of just the limit is whole")
  func justTheLimit() async throws {
    let server = try ScriptedServer(answering: response("0123456789"))
    let transport = try CurlTransport(server)
    #expect(try await transport.send(HTTPRequest(.get, "/", sizeLimit: 10)).text == "0123456789")
    #expect(
      await transport.failure(of: HTTPRequest(.get, "/", sizeLimit: 9)) == .tooLarge(limit: 9))
  }
}
