import HTTPTransport
import Testing

struct ReadOnlyGuardTests {
  /// What is said of a request that a system's list allows to the letter.
  private func refusal(_ method: HTTPRequest.Method, _ path: String) -> String? {
    let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let pairs = parts.count > 1 ? parts[1].split(separator: "&") : []
    let keys = pairs.map { pair in String(pair.prefix { $0 != "=" }) }
    let pattern = (parts.first ?? "") + "?" + keys.joined(separator: "&")
    let judge = ReadOnlyGuard(
      harmless: HarmlessRoutes([HarmlessRoute(.get, String(pattern))]))
    return judge.refusal(of: HTTPRequest(method, path))
  }

  @Test(
    "every method but GET is refused, whatever the path",
    arguments: [HTTPRequest.Method.post, .patch, .put, .delete],
    ["/jobs/ab/savepoints", "/jobs/overview", "/", ""])
  func refusesMethods(method: HTTPRequest.Method, path: String) throws {
    let refusal = try #require(self.refusal(method, path))
    #expect(refusal == "\(method.rawValue) \(path) is refused: flinktop runs read-only")
  }

  @Test(
    "GETs that only read are allowed",
    arguments: [
      "/config", "/overview", "/jobs/overview", "/v1/jobs/overview", "/jobs/ab12",
      "/jobs/ab12/plan", "/jobs/ab12/checkpoints/config", "/jobs/ab12/savepoints/cd34",
      "/jobs/ab12/checkpoints/cd34", "/jobs/ab12/checkpoints/details/7/subtasks/ef",
      "/jobs/ab12/vertices/cd/subtasks/metrics?get=numRecordsIn,Source__a%20b.stopped&agg=max",
      "/jobs/ab12/exceptions?maxExceptions=10", "/jobs/ab12/vertices/cd/flamegraph?type=on_cpu",
      "/taskmanagers/a%3A1-b/logs/taskmanager.log", "/taskmanagers/tm/thread-dump", "/jars",
      "/savepoint-disposal/cd34", "/jobs/metrics?get=stop", "/job/stop/status/",
      "/topologies/jstack?cluster=c", "/proxy/application_1/jobs/ab12/", "/jobs/%zz/%",
    ])
  func allowsReading(path: String) {
    #expect(refusal(.get, path) == nil)
  }

  @Test(
    "GETs that act are refused, however they are written",
    arguments: [
      "/jobs/ab12/yarn-cancel", "/jobs/ab12/yarn-stop", "/v1/jobs/ab12/yarn-cancel",
      "/jobs/ab12/yarn-cancel/", "/jobs/ab12//yarn-stop//", "//jobs//ab12//yarn-cancel",
      "/jobs/ab12/YARN-Cancel", "/jobs/ab12/yarn-stop?mode=x", "/jobs/ab12/yarn-cancel#x",
      "/jobs/ab12/%79arn-cancel", "/jobs/ab12/yarn%2dcancel", "/jobs/ab12/yarn%2Dcancel",
      "/jobs/ab12/%2579arn-cancel", "/jobs/ab12/%252579arn-cancel", "/jobs/ab12%2Fyarn-stop",
      "/jobs/ab12%2fyarn-cancel%2f", "/jobs/ab12/x/../yarn-cancel", "/jobs/ab12/./yarn-stop/.",
      "/jobs/ab12/%2e%2e/ab12/yarn-cancel", "/jobs/ab12/yarn-cancel;jsessionid=1",
      "/jobs/ab12/yarn-cancel%00", "/jobs/ab12/yarn-cancel%20", "/jobs/ab12/yarn-cancel%3Fx",
      "/jobs/ab12/yarn-cancel%23x", "/jobs/ab12\\yarn-cancel",
      "/proxy/application_1_0001/jobs/ab12/yarn-cancel",
      "/flink-ui/v2/proxy?flinkApiPath=%2Fjobs%2Fab12%2Fyarn-cancel",
      "/job/uuid/stop", "/job/uuid/stop/", "/job/uuid/Stop", "/job/uuid/%73top/?x=1",
      "/job/uuid/stop;v=1", "/job/uuid//stop/.", "/job/uuid/stop/x/..", "/job/uuid/stop%3fx",
      "/topologies/jmap?cluster=c&topology=t", "/topologies/JMAP", "/jars/a_b.jar/plan",
      "/v1/jars/a_b.jar/plan/?entry-class=X",
    ])
  func refusesActing(path: String) throws {
    let refusal = try #require(self.refusal(.get, path))
    #expect(refusal.hasPrefix("GET /"))
    #expect(refusal.contains("it acts although it is a GET"))
    #expect(!refusal.contains("?"))
  }

  @Test("a refusal is one short line however long or odd the path is")
  func refusalIsOneLine() throws {
    let path = "/a\n\u{1B}b/" + String(repeating: "x", count: 5000)
    let refusal = try #require(self.refusal(.post, path))
    #expect(refusal.hasPrefix("POST /a b/xxx"))
    #expect(refusal.count < 200)
  }
}
