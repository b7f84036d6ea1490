import FlinkREST
import HTTPTransport
import Testing

@Suite("Why a request of the user's own came to nothing")
struct APIAnswerTests {
  private static let address = "http://jm:8081"

  private func complaint(
    _ path: String, status: Int, _ body: String, location: String? = nil
  ) -> String {
    APIAnswer.complaint(
      HTTPRequest(.get, path),
      HTTPResponse(
        status: status, contentType: "application/json", location: location,
        body: Array(body.utf8), answerTime: .zero), from: Self.address)
  }

  @Test("an unknown path is told as that, and which setting it may want")
  func unknown() {
    let errors = #"{"errors":["Unable to load requested file /x."]}"#
    #expect(
      complaint("/new?a=b", status: 404, errors)
        == "Not supported: this Flink version does not know GET /new")
    #expect(
      complaint("/jobmanager/profiler", status: 404, errors)
        == "Not supported: this Flink version does not know GET /jobmanager/profiler, or "
        + "rest.profiling.enabled is not true there")
  }

  @Test("a redirect to nowhere is Flink's reason, one to a place names it, one to https says so")
  func redirects() {
    let reason = #"{"errors":["The termination mode \"stop\" has been removed."]}"#
    #expect(
      complaint("/jobs/a?mode=stop", status: 308, reason)
        == "The server answered 308: GET /jobs/a: The termination mode \"stop\" has been removed.")
    #expect(
      complaint("/jobs", status: 302, "", location: "http://sso/login")
        .hasPrefix("Redirected to http://sso/login"))
    #expect(
      complaint("/jobs", status: 301, "", location: "https://jm:8081/jobs")
        .contains("speaks TLS, not plain HTTP: write https://jm:8081"))
  }

  @Test("no answer is told with the place")
  func noAnswer() {
    let lost = APIAnswer.complaint(
      HTTPRequest(.get, "/jobs"), .timedOut(after: .seconds(3), wasSent: true), from: Self.address)
    #expect(lost.contains("http://jm:8081 takes the connection, but gives no answer within 3"))
  }
}
