import FlinkSimulator
import Testing

@Suite struct SimulatorServerTests {
  @Test("what is served is what the cluster answers")
  func served() async throws {
    try await Served.run { served in
      for path in ["/config", "/jobs/overview", "/jobs/\(served.job)", "/nope"] {
        let expected = served.server.withCluster { $0.respond(method: "GET", path: path) }
        let answer = try served.get(path)
        #expect(answer.status == expected.status)
        #expect(answer.body == expected.body)
        #expect(answer.headers["content-type"] == "application/json; charset=UTF-8")
        #expect(answer.headers["access-control-allow-origin"] == "*")
        #expect(answer.headers["transfer-encoding"] == nil)
      }
    }
  }

  @Test("a connection serves many requests, and time passes by the clock")
  func keepAlive() async throws {
    try await Served.run { served in
      let connection = try RawConnection(port: served.port)
      var answers: Set<String> = []
      for _ in 0..<20 {
        served.clock.advance(by: .seconds(1))
        answers.insert(try connection.get("/jobs/overview").text)
      }
      #expect(answers.count == 20)
    }
  }

  @Test("after HTTP/1.0, and after a request line too long, the connection ends")
  func closing() async throws {
    try await Served.run { served in
      let old = try RawConnection(port: served.port)
      old.send("GET", "/config", version: "1.0")
      #expect(try old.answer().status == 200)
      #expect(throws: RawConnection.Failure.ended(received: 0)) { try old.answer() }
      let long = try RawConnection(port: served.port)
      #expect(try long.get("/x?" + String(repeating: "y", count: 5000)).status == 404)
      #expect(throws: RawConnection.Failure.ended(received: 0)) { try long.answer() }
    }
  }

  @Test("every request is noted down, in order")
  func log() async throws {
    try await Served.run { served in
      _ = try served.get("/overview")
      _ = try served.send("POST", "/jobs/\(served.job)/savepoints", body: "{}")
      _ = try served.send("PATCH", "/jobs/\(served.job)?mode=cancel")
      #expect(
        served.server.requests.map(\.line) == [
          "GET /overview", "POST /jobs/\(served.job)/savepoints",
          "PATCH /jobs/\(served.job)?mode=cancel",
        ])
      #expect(served.server.requests[1].body == Array("{}".utf8))
      served.server.clearRequests()
      #expect(served.server.requests.isEmpty)
    }
  }

  @Test("many servers run beside each other, each with its own cluster")
  func parallel() async throws {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for jobs in 1...8 {
        group.addTask {
          let configuration = SimulationConfiguration(
            seed: 1, jobs: jobs, vertices: 3, parallelism: 2)
          return try await Served.run(configuration) { served in
            let answer = try JSONValue(parsing: served.get("/jobs").body)
            return answer["jobs"].elements.count - jobs
          }
        }
      }
      for try await difference in group { #expect(difference == 0) }
    }
  }

  @Test("a server that was stopped refuses connections")
  func stopped() async throws {
    let port = try await Served.run { $0.port }
    #expect(throws: RawConnection.Failure.refused) { try RawConnection(port: port) }
  }

  @Test("a stop over HTTP ends FINISHED, a cancel CANCELED")
  func operations() async throws {
    try await Served.run { served in
      let answer = try JSONValue(
        parsing: served.send("POST", "/jobs/\(served.job)/stop", body: "{}").body)
      let trigger = try #require(answer["request-id"].text)
      served.clock.advance(by: .seconds(10))
      let status = try JSONValue(
        parsing: served.get("/jobs/\(served.job)/savepoints/\(trigger)").body)
      #expect(status["operation"]["location"].text != nil)
      #expect(try served.get("/jobs/\(served.job)/status").text == #"{"status":"FINISHED"}"#)
    }
  }
}
