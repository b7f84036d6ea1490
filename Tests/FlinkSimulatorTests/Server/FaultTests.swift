import FlinkSimulator
import Testing

@Suite struct FaultTests {
  @Test(
    "a status instead of an answer, in the form in which it is met",
    arguments: [
      (500, "Internal server error."), (503, "ongoing leader election"), (401, "<html>"),
      (403, "<html>"), (404, "not found"), (418, "Simulated fault 418"),
    ])
  func status(_ status: Int, _ words: String) async throws {
    try await Served.run(faults: [FaultRule("/jobs/overview", .status(status))]) { served in
      let answer = try served.get("/jobs/overview")
      #expect(answer.status == status)
      #expect(answer.text.contains(words))
      #expect(try served.get("/overview").status == 200)
    }
  }

  @Test("a redirect names its place", arguments: [301, 308])
  func redirect(_ status: Int) async throws {
    let rule = FaultRule("*", .redirect(status: status, to: "https://elsewhere/"))
    try await Served.run(faults: [rule]) { served in
      let answer = try served.get("/config")
      #expect(answer.status == status)
      #expect(answer.headers["location"] == "https://elsewhere/")
    }
  }

  @Test("a page of a proxy, and an answer without a body")
  func html() async throws {
    let rules: SimulatedFaults = [FaultRule("/config", .html), FaultRule("/overview", .empty)]
    try await Served.run(faults: rules) { served in
      let page = try served.get("/config")
      #expect(page.status == 200)
      #expect(page.headers["content-type"] == "text/html")
      #expect(page.text.hasPrefix("<html>"))
      let empty = try served.get("/overview")
      #expect(empty.status == 200)
      #expect(empty.body.isEmpty)
    }
  }

  @Test("half an answer, and the connection ends")
  func half() async throws {
    try await Served.run(faults: [FaultRule("/jobs/overview", .half)]) { served in
      let whole = served.server.withCluster { $0.respond(method: "GET", path: "/jobs/overview") }
      let connection = try RawConnection(port: served.port)
      connection.send("GET", "/jobs/overview")
      do {
        _ = try connection.answer()
        Issue.record("the answer was whole")
      } catch RawConnection.Failure.ended(let received) {
        #expect(received > whole.body.count / 2)
        #expect(received < whole.body.count)
      }
    }
  }

  @Test("an answer of many megabytes")
  func oversized() async throws {
    try await Served.run(faults: [FaultRule("/jobs/overview", .oversized(bytes: 5_000_000))]) {
      served in
      let answer = try served.get("/jobs/overview")
      #expect(answer.body.count == 5_000_000)
      #expect(answer.text.hasPrefix(#"{"jobs":["#))
    }
  }

  @Test("accepted, and never answered")
  func hang() async throws {
    try await Served.run(faults: [FaultRule("/overview", .hang)]) { served in
      #expect(throws: RawConnection.Failure.silence) {
        try served.get("/overview", timeout: .milliseconds(150))
      }
      let other = try served.get("/config")
      #expect(other.status == 200)
    }
  }

  @Test("an answer that comes late")
  func delay() async throws {
    let rules: SimulatedFaults = [
      FaultRule("/config", .delay(.milliseconds(120))), FaultRule("*", .delay(.milliseconds(80))),
    ]
    try await Served.run(faults: rules) { served in
      let clock = ContinuousClock()
      let start = clock.now
      let answer = try served.get("/config")
      #expect(clock.now - start >= .milliseconds(195))
      #expect(answer.status == 200)
    }
  }

  @Test("the connection ends: before anything was done, or after", arguments: [true, false])
  func lost(_ isDone: Bool) async throws {
    let rule = FaultRule("/jobs/*/savepoints", isDone ? .loseAnswer : .drop, method: "POST")
    try await Served.run(faults: [rule]) { served in
      #expect(throws: RawConnection.Failure.ended(received: 0)) {
        try served.send("POST", "/jobs/\(served.job)/savepoints", body: "{}")
      }
      let history = try JSONValue(parsing: served.get("/jobs/\(served.job)/checkpoints").body)
      let savepoints = history["history"].elements.filter { $0["is_savepoint"].flag == true }
      #expect(savepoints.count == (isDone ? 1 : 0))
      #expect(served.server.requests.first?.method == "POST")
    }
  }

  @Test("a state that nobody has heard of")
  func unknownState() async throws {
    try await Served.run(faults: [FaultRule("/jobs*", .unknownState("HIBERNATING"))]) { served in
      let overview = try JSONValue(parsing: served.get("/jobs/overview").body)
      #expect(Set(overview["jobs"].elements.map { $0["state"].text }) == ["HIBERNATING"])
      let job = try JSONValue(parsing: served.get("/jobs/\(served.job)").body)
      #expect(job["state"].text == "HIBERNATING")
      #expect(job["vertices"][0]["status"].text == "HIBERNATING")
      #expect(job["name"].text == "payments")
    }
  }

  @Test(
    "a member that is missing", arguments: ["state", "name", "tasks", "jid", "pending-operators"])
  func missing(_ member: String) async throws {
    try await Served.run(faults: [FaultRule("/jobs/overview", .missing(member: member))]) {
      served in
      let answer = try JSONValue(parsing: served.get("/jobs/overview").body)
      let whole = try JSONValue(
        parsing: served.server.withCluster { $0.respond(method: "GET", path: "/jobs/overview") }
          .body)
      for (job, original) in zip(answer["jobs"].elements, whole["jobs"].elements) {
        var expected = original.members
        expected[member] = nil
        #expect(job.members == expected)
      }
    }
  }

  @Test("some requests pass first, and after some more it is over")
  func counted() async throws {
    let rule = FaultRule("/overview", .status(500), method: "GET", skipping: 2, times: 3)
    try await Served.run(faults: [rule]) { served in
      let statuses = try (0..<7).map { _ in try served.get("/overview").status }
      #expect(statuses == [200, 200, 500, 500, 500, 200, 200])
    }
  }

  @Test("a fault holds for a while, by the server's clock")
  func window() async throws {
    let rule = FaultRule("*", .status(503), from: .seconds(10), until: .seconds(20))
    try await Served.run(faults: [rule]) { served in
      var statuses: [Int] = []
      for _ in 0..<5 {
        statuses.append(try served.get("/overview").status)
        served.clock.advance(by: .seconds(6))
      }
      #expect(statuses == [200, 200, 503, 503, 200])
    }
  }

  @Test("faults can be set while it serves")
  func changed() async throws {
    try await Served.run { served in
      var statuses: [Int] = []
      for rules in [[], [FaultRule("/overview", .status(500))], []] {
        served.server.setFaults(rules)
        statuses.append(try served.get("/overview").status)
      }
      #expect(statuses == [200, 500, 200])
    }
  }

  @Test("the JobManager dies: refused, then an election, then an empty cluster on the same port")
  func jobManagerRestart() async throws {
    try await Served.run { served in
      let connection = try RawConnection(port: served.port)
      #expect(try connection.get("/overview").status == 200)
      try await served.server.killJobManager()
      #expect(throws: RawConnection.Failure.ended(received: 0)) { try connection.get("/overview") }
      #expect(throws: RawConnection.Failure.refused) { try served.get("/overview") }
      try await served.server.startJobManager()
      #expect(try served.get("/overview").status == 503)
      served.clock.advance(by: .seconds(1))
      #expect(try served.get("/jobs/overview").text == #"{"jobs":[]}"#)
      #expect(try served.get("/jobs/\(served.job)").status == 404)
      #expect(try JSONValue(parsing: served.get("/overview").body)["taskmanagers"].integer == 0)
      served.clock.advance(by: .seconds(5))
      #expect(try JSONValue(parsing: served.get("/overview").body)["taskmanagers"].integer == 4)
    }
  }

  @Test("a restart that was ordered beforehand happens", .timeLimit(.minutes(10)))
  func orderedRestart() async throws {
    let restart = JobManagerRestart(
      after: .milliseconds(1), outage: .milliseconds(1), election: .zero)
    try await Served.run(faults: SimulatedFaults(rules: [], restarts: [restart])) { served in
      while (try? served.get("/jobs/overview").text) != #"{"jobs":[]}"# { await Task.yield() }
    }
  }

  /// NIO ends the process where something is bound on a thread that was shut down.
  @Test("a server that is stopped takes its ordered restart along")
  func stoppedBeforeItsRestart() async throws {
    let restart = JobManagerRestart(after: .zero, outage: .milliseconds(1), election: .zero)
    for _ in 0..<20 {
      let port = try await Served.run(faults: SimulatedFaults(rules: [], restarts: [restart])) {
        $0.port
      }
      #expect(throws: RawConnection.Failure.refused) { try RawConnection(port: port) }
    }
  }
}
