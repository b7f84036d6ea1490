import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("The reason that an answer gives")
struct AnswerReasonTests {
  @Test(
    "is found whoever answers, in the words of Flink, a gateway, Kubernetes, Spring, a login",
    arguments: [
      (#"{"errors":["Internal server error.","x.y.Boom: disk full"]}"#, "Boom: disk full"),
      (#"{"message":"API rate limit exceeded"}"#, "API rate limit exceeded"),
      (#"{"error":"invalid_token","error_description":"The token expired"}"#, "The token expired"),
      (
        #"{"error":{"code":403,"message":"Permission denied on resource"}}"#,
        "Permission denied on resource"
      ),
      (
        #"{"kind":"Status","status":"Failure","message":"services \"jm\" is forbidden","reason":"Forbidden"}"#,
        #"services "jm" is forbidden"#
      ),
      (
        #"{"timestamp":"x","status":500,"error":"Internal Server Error","message":"Connection refused: jm","path":"/"}"#,
        "Connection refused: jm"
      ),
      (#"{"status":500,"error":"Bad Gateway","message":"No message available"}"#, "Bad Gateway"),
      (
        #"{"type":"about:blank","title":"Out of quota","detail":"10 requests a minute"}"#,
        "10 requests a minute"
      ),
      (#"{"title":"Out of quota"}"#, "Out of quota"),
      (#"{"errors":[{"message":"no such tenant"}]}"#, "no such tenant"),
      (#"{"fault":{"faultstring":"Quota violated"}}"#, "Quota violated"),
      ("\u{FEFF}{\"message\":\"marked\"}", "marked"),
      ("upstream request timeout", "upstream request timeout"),
      ("<HTML><HEAD><TITLE lang=en>504 Gateway Time-out</TITLE>", "504 Gateway Time-out"),
      ("<html><body><h1>We&#39;ll be back &amp; soon</h1>", "We'll be back & soon"),
      (
        "java.lang.RuntimeException: Invalid JobID\n\tat x.y.Z.a(Z.java:1)\n",
        "RuntimeException: Invalid JobID"
      ),
    ])
  func found(body: String, expected: String) {
    #expect(AnswerReason.text(.json(body, status: 500, contentType: nil)) == expected)
  }

  @Test(
    "is not made up of what is none",
    arguments: ["", "  \n", #"{"status":"ok"}"#, #"{"message":"#, "[]", "null", "<html>", "a\0b"])
  func none(body: String) {
    #expect(AnswerReason.text(.json(body, status: 500, contentType: nil)) == nil)
  }

  @Test("of a stack trace of 60 kB is its one useful line")
  func stackTrace() {
    let frames = (0..<1000).map { "\tat org.apache.flink.a.b.C.method\($0)(C.java:\($0))\n" }
      .joined()
    let body =
      "java.util.concurrent.CompletionException: x\n\(frames)Caused by: a.b.Full: no space left\n\(frames)"
    #expect(body.utf8.count > 60_000)
    #expect(
      AnswerReason.text(.json(body, status: 500, contentType: "text/plain"))
        == "Full: no space left")
  }

  @Test("stands in the line about a login, a route that is not there, and a page instead of JSON")
  func lines() async {
    func line(_ status: Int, _ body: String) async -> String? {
      let transport = ScriptedTransport(status: status, contentType: nil, body)
      do throws(SourceError) {
        _ = try await FlinkClient(transport: transport).answer(.overview)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(
      await line(403, #"{"message":"services is forbidden"}"#)
        == "GET /overview is forbidden for this login (403): services is forbidden")
    #expect(await line(403, #"{"message":"Forbidden"}"#)?.hasSuffix("login (403)") == true)
    #expect(
      await line(401, "token expired")?.contains("wants a login (401, token expired): ") == true)
    #expect(
      await line(404, #"{"message":"no Route matched with those values"}"#)?
        .contains("answers 404 (no Route matched with those values); ") == true)
    #expect(
      await line(200, "<title>Sign in</title>")
        == "Not an answer of Flink to GET /overview: HTML instead of JSON (Sign in): "
        + "is this a proxy or login page?")
  }

  @Test(
    "plain HTTP that is asked of a TLS port says what to write",
    arguments: [
      HTTPResponse.json("", status: 301, location: "https://jm:8081/jobs/overview"),
      .json("<title>400 The plain HTTP request was sent to HTTPS port</title>", status: 400),
      .json("Client sent an HTTP request to an HTTPS server.\n", status: 400),
      .json("Bad Request\nThis combination of host and port requires TLS.\n", status: 400),
    ])
  func wrongScheme(response: HTTPResponse) async {
    let client = FlinkClient(transport: ScriptedTransport { _ in response })
    await #expect(
      throws: SourceError.tls(
        reason: "jm:8081 speaks TLS, not plain HTTP: write https://jm:8081/prefix")
    ) { try await client.answer(.jobs) }
  }

  @Test(
    "another redirect or refusal is what it says",
    arguments: [
      HTTPResponse.json("", status: 302, location: "https://jm:80819/"),
      .json("", status: 302, location: "https://login.example/"),
      .json("requires TLS", status: 400),
    ])
  func otherRedirect(response: HTTPResponse) {
    #expect(WrongScheme.error(response, from: "http://jm:8081") == nil)
    #expect(WrongScheme.error(response, from: "https://jm:8081") == nil)
  }

  @Test("a Flink before 1.13 is said to be too old, with what it answered")
  func tooOld() async {
    let transport = ScriptedTransport { request throws(TransportError) in
      request.path == "/config"
        ? .json(#"{"flink-version":"1.4.2"}"#)
        : .json(
          "java.lang.RuntimeException: Invalid JobID string 'overview'\n\tat a.b.C.d(C.java:60)\n",
          status: 500, contentType: "text/plain")
    }
    await #expect(
      throws: SourceError.unsupported(
        "Flink 1.4.2 is too old, flinktop reads 1.13 and later. The server answered 500: "
          + "GET /jobs/overview: RuntimeException: Invalid JobID string 'overview'")
    ) { try await FlinkClient(transport: transport).answer(.jobs) }
  }

  @Test("the same answer of a Flink that is not too old is only what it is")
  func notTooOld() async {
    let transport = ScriptedTransport { request throws(TransportError) in
      request.path == "/config"
        ? .json(#"{"flink-version":"1.13.6"}"#) : .json("boom", status: 500)
    }
    await #expect(throws: SourceError.server(status: 500, message: "GET /jobs/overview: boom")) {
      try await FlinkClient(transport: transport).answer(.jobs)
    }
  }
}
