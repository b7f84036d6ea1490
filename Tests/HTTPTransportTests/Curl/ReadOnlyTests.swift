import HTTPTransport
import Testing

struct ReadOnlyTests {
  @Test(
    "read-only refuses what acts before it connects",
    arguments: [
      HTTPRequest(.post, "/jobs/ab/savepoints"), HTTPRequest(.patch, "/jobs/ab"),
      HTTPRequest(.put, "/jobs/ab/resource-requirements"), HTTPRequest(.delete, "/cluster"),
      HTTPRequest(.get, "/jobs/ab/yarn-cancel"), HTTPRequest(.get, "/jobs/ab/%79arn-stop/"),
      HTTPRequest(.get, "/job/uuid/stop"),
    ])
  func refuses(request: HTTPRequest) async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server, options: TransportOptions(isReadOnly: true))
    let error = await transport.failure(of: request)
    #expect(error?.kind == "readOnly")
    #expect(error?.line?.hasPrefix("\(request.method.rawValue) \(request.path) ") == true)
    #expect(error?.mayHaveBeenSent == false)
    #expect(server.acceptCount == 0)
    #expect(transport.requestsSent == 0)
  }

  @Test("read-only lets reading through, polls of a trigger included")
  func allows() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server, options: TransportOptions(isReadOnly: true))
    let paths = ["/jobs/overview", "/jobs/ab/savepoints/cd", "/jobs/ab/checkpoints/cd"]
    for path in paths { _ = try await transport.send(HTTPRequest(.get, path)) }
    #expect(server.requests.map(\.target) == paths)
  }

  @Test("an acting word in the endpoint's own path counts")
  func basePath() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let endpoint = try Endpoint("http://127.0.0.1:\(server.port)/jobs/ab/yarn-cancel")
    let transport = CurlTransport(endpoint: endpoint, options: TransportOptions(isReadOnly: true))
    #expect(await transport.failure(of: HTTPRequest(.get, "/"))?.kind == "readOnly")
    #expect(server.acceptCount == 0)
  }

  @Test("without read-only a GET that acts goes out")
  func actingGet() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    _ = try await CurlTransport(server).send(HTTPRequest(.get, "/jobs/ab/yarn-cancel"))
    #expect(server.requests.map(\.target) == ["/jobs/ab/yarn-cancel"])
  }
}
