import HTTPTransport
import Testing

struct CancellationTests {
  @Test("cancelling ends a transfer long before its time-out")
  func running() async throws {
    let server = try ScriptedServer { _ in [.waitForHangUp] }
    let options = TransportOptions(requestTimeout: .seconds(60))
    let transport = try CurlTransport(server, options: options)
    let quick = options.requestTimeout / 1200
    var durations: [Duration] = []
    var isCancelled = false
    // The quickest, since on a busy machine any one of them may wait for its turn; there all of ten may.
    var count = 0
    while count < 10 || (count < 200 && durations.min() ?? .zero >= quick) {
      count += 1
      let task = Task { await transport.failure(of: HTTPRequest(.post, "/")) }
      await server.sawRequests(count)
      durations.append(
        await ContinuousClock().measure {
          task.cancel()
          isCancelled = await task.value == .cancelled(wasSent: true)
        })
      try #require(isCancelled)
      await server.sawHangUps(count)
    }
    #expect(try #require(durations.min()) < quick)
  }

  @Test("a cancelled connection attempt was not sent")
  func connecting() async throws {
    let (listener, port) = try Socket.listen(backlog: 4)
    let transport = CurlTransport(
      endpoint: try Endpoint("https://127.0.0.1:\(port)"),
      options: TransportOptions(connectTimeout: .seconds(60), requestTimeout: .seconds(60)))
    let task = Task { await transport.failure(of: HTTPRequest(.post, "/")) }
    // The handshake's first message is there: libcurl waits for the server's.
    let connection = try await Socket.accepted(by: listener)
    task.cancel()
    #expect(await task.value == .cancelled(wasSent: false))
    Socket.close([listener, connection])
  }

  @Test("a request that is cancelled while it waits never goes out")
  func waiting() async throws {
    let gate = Gate()
    let server = try ScriptedServer { _ in [.waitFor(gate), .send(response("{}"))] }
    let transport = try CurlTransport(server)
    let first = Task { try await transport.send(HTTPRequest(.get, "/1")) }
    let second = Task { try await transport.send(HTTPRequest(.get, "/2")) }
    await server.sawRequests(2)
    let third = Task { await transport.failure(of: HTTPRequest(.post, "/3")) }
    third.cancel()
    // Answered while both places are still taken.
    #expect(await third.value == .cancelled(wasSent: false))
    gate.open()
    _ = try await (first.value, second.value)
    _ = try await transport.send(HTTPRequest(.get, "/4"))
    #expect(Set(server.requests.map(\.target)) == ["/1", "/2", "/4"])
    #expect(transport.requestsSent == 3)
  }

  @Test("a task that is cancelled already sends nothing")
  func beforehand() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await transport.failure(of: HTTPRequest(.post, "/"))
    }
    #expect(await task.value == .cancelled(wasSent: false))
    #expect(server.acceptCount == 0)
  }

  @Test("cancelling makes room for who waits")
  func makesRoom() async throws {
    let server = try ScriptedServer { request in
      request.target == "/held" ? [.waitForHangUp] : [.send(response("{}"))]
    }
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    let held = Task { await transport.failure(of: HTTPRequest(.get, "/held")) }
    await server.sawRequests(1)
    let next = Task.immediate { try await transport.send(HTTPRequest(.get, "/next")) }
    held.cancel()
    #expect(try await next.value.status == 200)
    #expect(await held.value == .cancelled(wasSent: true))
  }

  @Test("cancelling after the answer changes nothing")
  func afterwards() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server)
    let task = Task { try await transport.send(HTTPRequest(.get, "/")) }
    _ = try await task.value
    task.cancel()
    #expect(try await transport.send(HTTPRequest(.get, "/")).status == 200)
  }

  @Test("closing cancels what runs and what waits, and refuses what comes")
  func closing() async throws {
    let server = try ScriptedServer { _ in [.waitForHangUp] }
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    let running = Task { await transport.failure(of: HTTPRequest(.get, "/1")) }
    await server.sawRequests(1)
    let waiting = Task.immediate { await transport.failure(of: HTTPRequest(.get, "/2")) }
    transport.close()
    #expect(await running.value == .cancelled(wasSent: true))
    #expect(await waiting.value == .cancelled(wasSent: false))
    #expect(await transport.failure(of: HTTPRequest(.get, "/3")) == .cancelled(wasSent: false))
    #expect(server.requests.count == 1)
  }
}
