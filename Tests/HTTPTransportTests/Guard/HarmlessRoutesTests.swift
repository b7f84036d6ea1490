import HTTPTransport
import Testing

@Suite("Requests that are known to change nothing")
struct HarmlessRoutesTests {
  private let routes = HarmlessRoutes([
    "/jobs/overview", "/jobs/:job", "/jobs/:job/metrics?get&agg", "/taskmanagers/:tm/logs/:file",
    HarmlessRoute(.post, "/query"),
  ])

  @Test(
    "what is on the list to the letter is",
    arguments: [
      "/jobs/overview", "/jobs/ab12", "/jobs/ab12/metrics", "/jobs/ab12/metrics?get=a,b&agg=max",
      "/jobs/ab12/metrics?get=Source__a%20b.%3Fx", "/taskmanagers/127.0.0.1%3A80-a/logs/a%20b.log",
    ])
  func contained(path: String) { #expect(routes.contains(.get, path)) }

  @Test(
    "anything else is not, however near",
    arguments: [
      "", "/", "/jobs", "/jobs/", "/jobs/ab12/", "/jobs//", "//jobs/ab12", "/jobs/ab12/stop",
      "/Jobs/ab12",
      "/jobs/overview/", "/jobs/ab12/metrics?set=1", "/jobs/ab12/metrics?get=a&set=1",
      "/jobs/ab12/metrics?get=a&", "/jobs/overview?get=a", "/jobs/ab12/metrics?get=a?set=1&x",
      "/jobs/..", "/jobs/.", "/jobs/%2e%2e", "/jobs/a%2Fb", "/jobs/a%5cb", "/jobs/a\\b",
      "/jobs/a;b=1",
      "/jobs/a%3Bb", "/jobs/a%3Fb", "/jobs/a%23b", "/jobs/a%252Fb", "/jobs/a%00", "/jobs/a%0a",
      "/jobs/a%",
      "/jobs/a%zz", "/jobs/a%+1", "/taskmanagers/tm/logs/", "/taskmanagers/tm/logs/../log",
    ])
  func notContained(path: String) { #expect(!routes.contains(.get, path)) }

  @Test("a method counts: a POST that only reads may be on the list, and a GET of that path is not")
  func methods() {
    #expect(routes.contains(.post, "/query"))
    #expect(!routes.contains(.get, "/query"))
    for method in [HTTPRequest.Method.post, .patch, .put, .delete] {
      #expect(!routes.contains(method, "/jobs/overview"))
    }
  }

  @Test("read-only lets out what is on the list and says why it lets nothing else out")
  func refusals() {
    let judge = ReadOnlyGuard(harmless: routes, basePath: "/flink")
    #expect(judge.refusal(of: HTTPRequest(.get, "/jobs/ab")) == nil)
    #expect(judge.refusal(of: HTTPRequest(.post, "/query")) == nil)
    #expect(
      judge.refusal(of: HTTPRequest(.get, "/jobs/ab/plan?x=1"))
        == "GET /flink/jobs/ab/plan is refused: it is not known to change nothing, and flinktop runs read-only"
    )
    #expect(
      judge.refusal(of: HTTPRequest(.patch, "/jobs/ab"))
        == "PATCH /flink/jobs/ab is refused: flinktop runs read-only")
  }
}
