import FlinkSimulator
import Testing

@Suite struct FaultSyntaxTests {
  @Test(
    "a line of a list of faults",
    arguments: [
      ("* hang", FaultRule("*", .hang)),
      (
        "GET /jobs/overview delay=500ms",
        FaultRule("/jobs/overview", .delay(.milliseconds(500)), method: "GET")
      ),
      (
        "/jobs/*/checkpoints status=503 after=10s for=1m",
        FaultRule("/jobs/*/checkpoints", .status(503), from: .seconds(10), until: .seconds(70))
      ),
      (
        "POST /jobs/*/stop  lose-answer skip=1 times=2 # twice",
        FaultRule("/jobs/*/stop", .loseAnswer, method: "POST", skipping: 1, times: 2)
      ),
      ("* redirect=https://x/y", FaultRule("*", .redirect(status: 301, to: "https://x/y"))),
      ("* redirect-308=/z", FaultRule("*", .redirect(status: 308, to: "/z"))),
      ("/config html", FaultRule("/config", .html)),
      ("/config half", FaultRule("/config", .half)),
      ("/config empty", FaultRule("/config", .empty)),
      ("/config drop", FaultRule("/config", .drop)),
      ("/jobs huge=20MB", FaultRule("/jobs", .oversized(bytes: 20_000_000))),
      ("/jobs state=NEW", FaultRule("/jobs", .unknownState("NEW"))),
      ("/jobs without=jid", FaultRule("/jobs", .missing(member: "jid"))),
    ])
  func rule(_ text: String, _ expected: FaultRule) throws {
    #expect(try SimulatedFaults(parsing: text).rules == [expected])
  }

  @Test("blank lines and comments count for nothing, restarts stand apart")
  func list() throws {
    let faults = try SimulatedFaults(
      parsing: """
        # a bad day

        jobmanager restart after=60s for=3s
        * delay=1s
        """)
    #expect(
      faults.restarts == [JobManagerRestart(after: .seconds(60), outage: .seconds(3))])
    #expect(faults.rules == [FaultRule("*", .delay(.seconds(1)))])
  }

  @Test(
    "what cannot be read is said with its line",
    arguments: [
      ("nope", "a path is expected, such as /jobs/overview or *"),
      ("/jobs", "an action is expected after /jobs, such as delay=2s"),
      ("/jobs explode", "explode is no action"),
      ("/jobs delay=2", "2 is no duration; 500ms, 2s and 1m are"),
      ("/jobs delay=x", "x is no duration"), ("/jobs status=9", "9 is no status of HTTP"),
      ("/jobs huge=2GB", "2GB is no size; 800kB and 20MB are"),
      ("/jobs hang often", "often is no option"), ("/jobs hang times=-1", "-1 is no number"),
    ])
  func unreadable(_ line: String, _ reason: String) {
    #expect(throws: FaultSyntaxError(line: 2, reason: reason)) {
      try SimulatedFaults(parsing: "# first\n\(line)")
    }
  }

  @Test(
    "a path stands for itself, a star for anything, a question mark for the query as well",
    arguments: [
      ("/jobs", "/jobs", true), ("/jobs", "/jobs/overview", false), ("/jobs", "/jobs?x=1", true),
      ("/jobs/*/checkpoints", "/jobs/a/checkpoints", true),
      ("/jobs/*/checkpoints", "/jobs/a/checkpoints/config", false),
      ("/jobs/*", "/jobs/a/b/c", true), ("*?get=*", "/jobs/a/metrics?get=uptime", true),
      ("*?get=*", "/jobs/a/metrics", false), ("*", "/", true),
    ])
  func globs(_ pattern: String, _ path: String, _ matches: Bool) async throws {
    try await Served.run(faults: [FaultRule(pattern, .status(418))]) { served in
      let status = try served.get(path).status
      #expect((status == 418) == matches)
    }
  }
}
