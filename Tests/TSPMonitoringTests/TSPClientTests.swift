import StreamModel
import Testing

@testable import TSPMonitoring

@Suite("TSP's answers in all their forms")
struct TSPClientTests {
  @Test(
    "the version, and whether there is a Flink behind it",
    arguments: [
      (#"{"response":"0.12.0","messages":[]}"#, "0.12.0", true),
      (#""0.11.1""#, "0.11.1", true),
      (Bodies.version, "0.16.1", true),
      (#"{"tsp":"18.0","flink":"1.14","spark":"3"}"#, "18.0", true),
      (Bodies.version19, "19.7.2", false),
    ])
  func version(_ body: String, _ version: String, _ hasFlink: Bool) async throws {
    let told = try await Bodies.client(ScriptedTSP(["/metainfo/getVersion/": body]))
      .answer(.capabilities)
    #expect(told.version == version)
    #expect((told.refusals[.exceptions] == nil) == hasFlink)
    #expect(told.refusals[.checkpoints] == "not provided by TSP: checkpoints")
    #expect(told.refusals[.job] == nil && told.refusals[.metricValues] == nil)
    #expect(told.refusal(of: .cancel) == nil)
    #expect(told.refusal(of: .checkpoint)?.contains("without a savepoint") == true)
  }

  @Test(
    "the list of jobs, wrapped, bare, as a single one, and of v19",
    arguments: [
      #"{"jobs":[{"jid":"aa01","name":"8dd36cd6-4f7b"}]}"#,
      #"{"response":{"jobs":[{"jid":"aa01","name":"8dd36cd6-4f7b"}]},"messages":[]}"#,
      #"{"response":{"name":"8dd36cd6-4f7b","jid":"aa01"}}"#,
      #"{"response":[{"name":"8dd36cd6-4f7b","jid":"aa01"}]}"#,
      #"["8dd36cd6-4f7b"]"#,
    ])
  func lists(_ body: String) async throws {
    let client = Bodies.client(
      ScriptedTSP([
        "/metainfo/getVersion/": Bodies.version, "/jobs/overview/": body,
        "/job/8dd36cd6-4f7b/status/": Bodies.status,
      ]))
    let jobs = try await client.answer(.jobs)
    #expect(jobs.map(\.id) == [Bodies.id] && jobs.map(\.state) == [.running])
    #expect(jobs.allSatisfy { !$0.tasks.isTold })
  }

  @Test("no job is none", arguments: [#"{"response":0}"#, #"{"jobs":[]}"#, "[]"])
  func empty(_ body: String) async throws {
    let client = Bodies.client(
      ScriptedTSP(["/metainfo/getVersion/": Bodies.version, "/jobs/overview/": body]))
    let jobs = try await client.answer(.jobs)
    #expect(jobs.isEmpty)
  }

  @Test(
    "a job, bare and wrapped",
    arguments: [Bodies.status, Bodies.wrapped(Bodies.status)])
  func job(_ body: String) async throws {
    let tsp = ScriptedTSP([
      "/metainfo/getVersion/": Bodies.version, "/job/8dd36cd6-4f7b/status/": body,
    ])
    let detail = try await Bodies.client(tsp).answer(.job(Bodies.id))
    #expect(detail.vertices.map(\.name) == ["Source: rows", "patterns", "Sink: rows"])
    // 0 also stands for what Flink does not know.
    #expect(detail.vertices.map(\.counters.recordsIn) == [nil, 490, 12])
    #expect(detail.vertices.map(\.counters.recordsOut) == [500, 12, nil])
    #expect(detail.vertices.allSatisfy { $0.parallelism == nil && !$0.tasks.isTold })
    #expect(!detail.areEdgesTold && detail.state == .running)
    let state = try await Bodies.client(tsp).answer(.jobStatus(Bodies.id))
    #expect(state == .running)
  }

  @Test("TSP's own pages call the state status")
  func seedStatus() async throws {
    let body = Bodies.wrapped(#"{"jid":"aa01","name":"x","status":"FAILED","vertices":[]}"#)
    let tsp = ScriptedTSP(["/metainfo/getVersion/": Bodies.version, "/job/x/status/": body])
    let state = try await Bodies.client(tsp).answer(.jobStatus(JobID("x")))
    #expect(state == .failed)
  }

  @Test("rows read and processed, the event time and how far it lies behind; zero is not known")
  func metrics() async throws {
    let body = Bodies.wrapped(
      """
      {"details":\(Bodies.status),"metrics":{"numRecordsRead":"500","numRecordsProcessed":"0","currentEventTs":"1700000050000"}}
      """)
    let tsp = ScriptedTSP(["/job/8dd36cd6-4f7b/statusAndMetrics/": body])
    let client = Bodies.client(tsp)
    let ids = try await client.answer(.metricIDs(.job(Bodies.id)))
    #expect(ids.contains("numRecordsProcessed") && ids.contains("currentEventTimeLag"))
    let wanted = [
      "currentEventTimeLag", "numRecordsProcessed", "numRecordsRead", "0.write-records",
    ]
    let told = try await client.answer(.metricValues(.job(Bodies.id), wanted))
    let numbers = Dictionary(
      uniqueKeysWithValues: told.map { ($0.id, MetricSummary.sum.value(of: $0.figure)) })
    #expect(
      numbers == ["numRecordsRead": 500, "currentEventTimeLag": 10_000, "0.write-records": 500])
  }

  @Test("v19 tells rows only, and its list of running jobs is their state")
  func v19() async throws {
    let tsp = ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version19)
      case "/jobs/overview/": .init(#"["8dd36cd6-4f7b","b"]"#)
      case "/job/8dd36cd6-4f7b/status/": .init(#"{"rowsRead":70,"rowsWritten":0}"#)
      // It has not written a checkpoint yet.
      case "/job/b/status/": .noJob
      default: .noRoute
      }
    }
    let client = Bodies.client(tsp)
    _ = try await client.answer(.capabilities)
    let jobs = try await client.answer(.jobs)
    #expect(jobs.map(\.state) == [.running, .running])
    let told = try await client.answer(
      .metricValues(.job(Bodies.id), ["rowsRead", "rowsWritten"]))
    #expect(told == [MetricReading("rowsRead", .single(text: "70", number: 70))])
    let detail = try await client.answer(.job(JobID("b")))
    #expect(detail.state == .running && detail.vertices.isEmpty)
    #expect(!tsp.asked.contains { $0.contains("statusAndMetrics") })
    await #expect(throws: SourceError.notFound("TSP does not list it among its running jobs")) {
      _ = try await client.answer(.jobStatus(JobID("gone")))
    }
  }

  @Test("statusAndMetrics that is not there is not asked for again, until the version is another")
  func fallsBack() async throws {
    let clock = TestClock()
    let answers = [
      "/metainfo/getVersion/": Bodies.version,
      "/jobs/overview/": Bodies.overview([("aa01", Bodies.uuid)]),
      "/job/8dd36cd6-4f7b/status/": Bodies.status,
    ]
    let tsp = ScriptedTSP(answers)
    let client = Bodies.client(tsp, clock: clock)
    _ = try await client.answer(.jobs)
    for _ in 0..<3 { _ = try await client.answer(.metricIDs(.job(Bodies.id))) }
    func tries() -> Int { tsp.asked.count { $0.contains("statusAndMetrics") } }
    #expect(tries() == 1)
    tsp.answer { target in
      if target == "/metainfo/getVersion/" { return .init(#"{"response":"0.12.0"}"#) }
      if target.contains("statusAndMetrics") {
        return .init(#"{"response":{"details":\#(Bodies.status),"metrics":{}}}"#)
      }
      return answers[target].map { .init($0) } ?? .noRoute
    }
    clock.advance(by: .seconds(61))
    _ = try await client.answer(.jobs)
    _ = try await client.answer(.metricIDs(.job(Bodies.id)))
    #expect(tries() == 2)
  }

  @Test("every route ends in a slash, and a uuid is percent-encoded")
  func paths() async throws {
    let name = "ночь 1"
    let tsp = ScriptedTSP { target in
      switch target {
      case "/metainfo/getVersion/": .init(Bodies.version)
      case "/jobs/overview/": .init(Bodies.overview([("aa01", name)]))
      default: .init(Bodies.status)
      }
    }
    let client = Bodies.client(tsp)
    let jobs = try await client.answer(.jobs)
    #expect(jobs.first?.name == name && jobs.first?.state == .running)
    _ = try await client.answer(.job(try #require(jobs.first).id))
    _ = try? await client.answer(.exceptions(try #require(jobs.first).id))
    #expect(tsp.asked.contains("/job/%D0%BD%D0%BE%D1%87%D1%8C%201/status/"))
    #expect(tsp.asked.allSatisfy { $0.hasSuffix("/") })
  }
}
