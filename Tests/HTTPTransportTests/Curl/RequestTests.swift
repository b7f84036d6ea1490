import HTTPTransport
import Testing

/// What goes out, and what comes back.
struct RequestTests {
  @Test("an answer has status, type, body and time")
  func answer() async throws {
    let server = try ScriptedServer(
      answering: response(#"{"jobs":[]}"#, headers: ["content-type: application/json"]))
    let answer = try await CurlTransport(server).send(HTTPRequest(.get, "/jobs/overview"))
    #expect(answer.status == 200)
    #expect(answer.contentType == "application/json")
    #expect(answer.text == #"{"jobs":[]}"#)
    #expect(answer.location == nil)
    #expect(answer.answerTime > .zero)
    #expect(server.requests.map(\.target) == ["/jobs/overview"])
  }

  @Test(
    "the server's clock is told as it wrote it",
    arguments: [
      (["Date: Tue, 14 Nov 2023 22:14:00 GMT"], "Tue, 14 Nov 2023 22:14:00 GMT"),
      (["dATE:   x\t"], "x"), (["x-date: y"], nil), ([], nil),
    ])
  func date(headers: [String], told: String?) async throws {
    let server = try ScriptedServer(answering: response("{}", headers: headers))
    #expect(try await CurlTransport(server).send(HTTPRequest(.get, "/")).date == told)
  }

  @Test("a base path goes before each path, and neither is touched")
  func basePath() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let endpoint = try Endpoint("http://127.0.0.1:\(server.port)/flink/%41//ns/")
    _ = try await CurlTransport(endpoint: endpoint).send(HTTPRequest(.get, "/jobs/./a%2Fb?get=x,y"))
    #expect(server.requests.map(\.target) == ["/flink/%41//ns/jobs/./a%2Fb?get=x,y"])
  }

  @Test("a large answer of unknown length arrives whole")
  func chunked() async throws {
    let chunk = String(repeating: "0123456789abcdef", count: 4096)
    let size = String(chunk.utf8.count, radix: 16)
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    let chunks = String(repeating: "\(size)\r\n\(chunk)\r\n", count: 40)
    let server = try ScriptedServer(answering: head + chunks + "0\r\n\r\n")
    let answer = try await CurlTransport(server).send(HTTPRequest(.get, "/"))
    #expect(answer.text == String(repeating: chunk, count: 40))
  }

  @Test("trailers after an answer do no harm")
  func trailers() async throws {
    let server = try ScriptedServer(
      answering: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
        + "2\r\n{}\r\n0\r\nX-Sum: 1\r\n\r\n")
    #expect(try await CurlTransport(server).send(HTTPRequest(.get, "/")).text == "{}")
  }

  @Test(
    "every status is an answer", arguments: ["204 No Content", "401 No", "404 Gone", "500 Oops"])
  func statuses(status: String) async throws {
    let server = try ScriptedServer(answering: response("", status: status))
    let transport = try CurlTransport(server)
    let answer = try await transport.send(HTTPRequest(.get, "/"))
    #expect(answer.status == Int(status.prefix(3)))
  }

  @Test(
    "a redirect comes back with its place and is not followed", arguments: [301, 302, 307, 308])
  func redirect(status: Int) async throws {
    let server = try ScriptedServer(
      answering: response(
        "", status: "\(status) Moved", headers: ["Location: https://other:8081/x"]))
    let answer = try await CurlTransport(server).send(HTTPRequest(.post, "/jobs/ab/stop"))
    #expect(answer.status == status)
    #expect(answer.location == "https://other:8081/x")
    #expect(server.requests.count == 1)
  }

  @Test("a redirect without a host leads to the same host")
  func relativeRedirect() async throws {
    let server = try ScriptedServer(
      answering: response("", status: "301 Moved", headers: ["Location: /flink/"]))
    let answer = try await CurlTransport(server).send(HTTPRequest(.get, "/jobs"))
    #expect(answer.location == "http://127.0.0.1:\(server.port)/flink/")
  }

  @Test(
    "a body goes out as JSON with its length", arguments: [HTTPRequest.Method.post, .patch, .put])
  func document(method: HTTPRequest.Method) async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let request = HTTPRequest(
      method, "/jobs/ab/savepoints", body: .json(Array(#"{"cancel-job":false}"#.utf8)))
    _ = try await CurlTransport(server).send(request)
    let seen = try #require(server.requests.first)
    #expect(seen.method == method.rawValue)
    #expect(seen.body == #"{"cancel-job":false}"#)
    #expect(seen.headers["content-type"] == "application/json")
    #expect(seen.headers["content-length"] == "20")
    #expect(seen.headers["expect"] == nil)
  }

  @Test(
    "a request without a body says so",
    arguments: [
      (HTTPRequest.Method.post, "0"), (.patch, "0"), (.put, "0"), (.delete, nil), (.get, nil),
    ] as [(HTTPRequest.Method, String?)])
  func noDocument(method: HTTPRequest.Method, length: String?) async throws {
    let server = try ScriptedServer(answering: response("{}"))
    _ = try await CurlTransport(server).send(HTTPRequest(method, "/x"))
    let seen = try #require(server.requests.first)
    #expect(seen.method == method.rawValue)
    #expect(seen.headers["content-length"] == length)
    #expect(seen.headers["content-type"] == nil)
  }

  @Test("nothing of a request is left over in the next")
  func noLeftovers() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(
      server, options: TransportOptions(maximumConcurrentRequests: 1))
    _ = try await transport.send(HTTPRequest(.patch, "/a", body: .json(Array("{}".utf8))))
    _ = try await transport.send(HTTPRequest(.get, "/b"))
    _ = try await transport.send(HTTPRequest(.delete, "/c"))
    _ = try await transport.send(HTTPRequest(.post, "/d"))
    #expect(server.requests.map(\.method) == ["PATCH", "GET", "DELETE", "POST"])
    #expect(server.requests.map(\.body) == ["{}", "", "", ""])
    #expect(
      server.requests.map { $0.headers["content-type"] } == ["application/json", nil, nil, nil])
  }

  @Test("a bearer token and extra headers go out with every request")
  func headers() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let options = TransportOptions(
      bearerToken: Secret("t0ken\n"),
      headers: [
        try RequestHeader(parsing: "X-Team: ops"), try RequestHeader(parsing: "X-Empty:"),
        try RequestHeader(parsing: "Accept: text/plain"),
      ])
    let transport = try CurlTransport(server, options: options)
    _ = try await transport.send(HTTPRequest(.get, "/"))
    _ = try await transport.send(HTTPRequest(.post, "/", body: .json(Array("{}".utf8))))
    for seen in server.requests {
      #expect(seen.headers["authorization"] == "Bearer t0ken")
      #expect(seen.headers["x-team"] == "ops")
      #expect(seen.headers["x-empty"] == "")
      #expect(seen.headers["accept"] == "text/plain")
      #expect(seen.headers["user-agent"] == "flinktop")
    }
    #expect(server.requests.count == 2)
  }

  @Test("user name and password go out at once as Basic")
  func basic() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let options = TransportOptions(username: "ops", password: Secret("p:w"))
    _ = try await CurlTransport(server, options: options).send(HTTPRequest(.get, "/"))
    #expect(server.requests.first?.headers["authorization"] == "Basic b3BzOnA6dw==")
    #expect(server.requests.first?.headers["accept"] == "application/json, */*")
  }

  @Test(
    "what is no path goes nowhere",
    arguments: ["", "jobs", "@evil.example/", ":99/", "/a b", "/a#b", "/a\r\nX: y", "/ä"])
  func badPath(path: String) async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let error = try await CurlTransport(server).failure(of: HTTPRequest(.get, path))
    #expect(error?.kind == "failed")
    #expect(server.acceptCount == 0)
  }

  @Test("what was sent is counted, answered or not")
  func count() async throws {
    let server = try ScriptedServer { request in
      request.target == "/lost" ? [.close] : [.send(response("0123456789"))]
    }
    let transport = try CurlTransport(server)
    #expect(transport.requestsSent == 0)
    _ = try await transport.send(HTTPRequest(.get, "/"))
    _ = await transport.failure(of: HTTPRequest(.post, "/lost"))
    #expect(transport.requestsSent == 2)
  }

  @Test("options that cannot be used fail every request with their reason")
  func badOptions() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let options = TransportOptions(bearerToken: Secret("a\nb"))
    let error = try await CurlTransport(server, options: options).failure(
      of: HTTPRequest(.get, "/"))
    #expect(
      error
        == .failed(
          "the bearer token has a line break or control character: remove it", wasSent: false))
    #expect(server.acceptCount == 0)
  }
}
