import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("An answer that is not what was asked for")
struct AnswerCheckTests {
  private let job = JobID("895fea630d314422a9ac96e4db692cf5")

  /// The error of asking for a job and getting this.
  private func failure(
    _ status: Int, _ body: String, contentType: String? = "application/json",
    location: String? = nil
  ) async -> SourceError? {
    let transport = ScriptedTransport(
      status: status, contentType: contentType, location: location, body)
    do throws(SourceError) {
      _ = try await FlinkClient(transport: transport).answer(.job(job))
      return nil
    } catch {
      return error
    }
  }

  @Test("HTML with status 200 is a proxy or a login page")
  func html() async {
    let expected = SourceError.malformed(
      what: "HTML instead of JSON: is this a proxy or login page?", on: "GET /jobs/\(job.text)")
    #expect(await failure(200, "<!DOCTYPE html><html>", contentType: nil) == expected)
    #expect(await failure(200, "\n <html>", contentType: "text/plain") == expected)
    #expect(await failure(200, "{}", contentType: "Text/HTML; charset=utf-8") == expected)
  }

  @Test("half a document is said to be one")
  func half() async {
    #expect(
      await failure(200, #"{"jid":"a","name":"#)
        == .malformed(what: "the answer ends in the middle", on: "GET /jobs/\(job.text)"))
    #expect(
      await failure(200, "")
        == .malformed(what: "the answer ends in the middle", on: "GET /jobs/\(job.text)"))
  }

  @Test("a missing field is named by path and endpoint")
  func missingField() async {
    #expect(
      await failure(200, #"{"jid":"a","name":"n","state":"RUNNING","vertices":[{"id":"v"}]}"#)
        == .malformed(what: "no text at $.vertices[0].name", on: "GET /jobs/\(job.text)"))
    #expect(
      await failure(200, "[]")
        == .malformed(what: "no list at $.vertices", on: "GET /jobs/\(job.text)"))
  }

  @Test("a redirect names where it leads")
  func redirect() async {
    #expect(
      await failure(302, "", location: "https://login.example/")
        == .redirected(to: "https://login.example/"))
    #expect(await failure(308, "") == .redirected(to: "nowhere"))
  }

  @Test("401 and 403 tell a missing login from a wrong one")
  func unauthorized() async {
    let endpoint = "GET /jobs/\(job.text)"
    #expect(await failure(401, "") == .unauthorized(isForbidden: false, on: endpoint))
    #expect(await failure(403, "<html>") == .unauthorized(isForbidden: true, on: endpoint))
  }

  @Test(
    "404 tells an unknown job, an unknown route, and a server that is not Flink",
    arguments: [
      (
        #"{"errors":["org.apache.flink.runtime.rest.NotFoundException: Job 1 not found\n\tat x"]}"#,
        SourceError.notFound("NotFoundException: Job 1 not found")
      ),
      (
        #"{"errors":["Unable to load requested file /jobs/x."]}"#,
        .unsupported("this Flink version does not know GET /jobs/895fea630d314422a9ac96e4db692cf5")
      ),
      (
        #"{"errors":["Not found: /jobs"]}"#,
        .unsupported("this Flink version does not know GET /jobs/895fea630d314422a9ac96e4db692cf5")
      ),
      (
        #"{"errors":["Unable to load requested file /bad-request."]}"#,
        .server(
          status: 404,
          message: "GET /jobs/895fea630d314422a9ac96e4db692cf5: the request is too long")
      ),
      (
        #"{"errors":["x.NotFoundException: Checkpointing was not enabled for job 1."]}"#,
        .unsupported("NotFoundException: Checkpointing was not enabled for job 1.")
      ),
      (
        "<html><title>404 Not Found</title>",
        .notFound(
          "GET /jobs/895fea630d314422a9ac96e4db692cf5, and not as Flink says it: "
            + "is the address right?")
      ),
      (
        #"{"errors":[]}"#,
        .notFound(
          "GET /jobs/895fea630d314422a9ac96e4db692cf5, and not as Flink says it: "
            + "is the address right?")
      ),
    ])
  func notFound(body: String, expected: SourceError) async {
    #expect(await failure(404, body) == expected)
  }

  @Test(
    "404 to what every Flink knows is another server or another path, whoever says so",
    arguments: [
      (CapabilitiesQuestion() as any Question, "/config"), (OverviewQuestion(), "/overview"),
      (JobsQuestion(), "/jobs/overview"),
    ],
    ["<html>404</html>", #"{"errors":["Unable to load requested file /prefix/jobs/overview."]}"#])
  func notFlink(asked: (question: any Question, path: String), body: String) async throws {
    let client = FlinkClient(transport: ScriptedTransport(status: 404, body))
    let error = await #expect(throws: SourceError.self) { try await client.ask(asked.question) }
    let path = asked.path
    #expect(error == .notFlink(at: "http://jm:8081/prefix" + path))
    #expect(
      error?.description
        == "No REST API of Flink at this address: http://jm:8081/prefix\(path) answers 404; "
        + "check the path before it (a prefix?) and the port (8081 is Flink's own)")
  }

  @Test("409, 503 and a proxy's 502 and 504 say what they are")
  func otherStatuses() async {
    let endpoint = "GET /jobs/\(job.text)"
    #expect(
      await failure(409, #"{"errors":["a.b.RestHandlerException: Job is FINISHED."]}"#)
        == .conflict("Job is FINISHED."))
    #expect(
      await failure(503, #"{"errors":["Service temporarily unavailable."]}"#)
        == .unavailable("\(endpoint) answered 503: Service temporarily unavailable."))
    #expect(
      await failure(502, "<html><head><title>502 Bad\nGateway</title>")
        == .unavailable("\(endpoint) answered 502: 502 Bad Gateway"))
    #expect(
      await failure(504, "") == .unavailable("\(endpoint) answered 504: no reason given"))
  }

  @Test("500 with a stack trace is one useful line, and the job's absence is told apart")
  func serverError() async {
    let trace = #"<Exception on server side:\njava.io.IOException: disk full\n\tat a.B.c(B.java:1)"#
    #expect(
      await failure(500, #"{"errors":["Internal server error.","\#(trace)"]}"#)
        == .server(status: 500, message: "GET /jobs/\(job.text): IOException: disk full"))
    let gone = "a.b.FlinkJobNotFoundException: Could not find Flink job (1)"
    #expect(
      await failure(500, #"{"errors":["Internal server error.","\#(gone)"]}"#)
        == .notFound("FlinkJobNotFoundException: Could not find Flink job (1)"))
    #expect(
      await failure(418, "teapot")
        == .server(status: 418, message: "GET /jobs/\(job.text): teapot"))
    #expect(
      await failure(418, "")
        == .server(status: 418, message: "GET /jobs/\(job.text): no reason given"))
  }

  @Test(
    "without an answer the reason is passed on",
    arguments: [
      (
        TransportError.connectFailed("refused by\nlocalhost:8081"),
        SourceError.unreachable(reason: "refused by localhost:8081")
      ),
      (
        .connectionLost("reset"),
        .unreachable(reason: "reset (if it speaks TLS, write https://jm:8081/prefix)")
      ),
      (.failed("odd", wasSent: true), .unreachable(reason: "odd")),
      (.tls("self-signed"), .tls(reason: "self-signed")),
      (
        .timedOut(after: .seconds(5), wasSent: true),
        .unreachable(
          reason: "http://jm:8081/prefix takes the connection, but gives no answer within 5s: "
            + "is it the port of the REST API? --timeout waits longer")
      ),
      (
        .timedOut(after: .seconds(5), wasSent: false),
        .unreachable(
          reason: "nothing answers at http://jm:8081/prefix, no connection within 5s: "
            + "check host and port, and firewalls on the way")
      ),
      (.tooLarge(limit: 10), .tooLarge(limit: ByteCount(bytes: 10), on: "GET /overview")),
      (.readOnly("POST /x"), .readOnly("POST /x")),
      (.cancelled(wasSent: true), .cancelled),
    ])
  func transportErrors(error: TransportError, expected: SourceError) async {
    let client = FlinkClient(transport: ScriptedTransport(failing: error))
    await #expect(throws: expected) { try await client.answer(.overview) }
  }

  @Test("only who has answered before is busy when it is silent")
  func busy() async throws {
    let transport = ScriptedTransport { request throws(TransportError) in
      if request.path == "/jobs/overview" { return .json(#"{"jobs":[]}"#) }
      throw .timedOut(after: .seconds(5), wasSent: true)
    }
    let client = FlinkClient(transport: transport)
    _ = try await client.answer(.jobs)
    await #expect(throws: SourceError.timedOut(after: .seconds(5), on: "GET /overview")) {
      try await client.answer(.overview)
    }
  }
}
