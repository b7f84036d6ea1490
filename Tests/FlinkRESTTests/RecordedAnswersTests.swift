import StreamModel
import Testing

@testable import FlinkREST

/// What real clusters answered, read through the client. The same six jobs ran on each version, so most facts
/// are the same; see `Recordings/README.md`.
@Suite("Recorded answers of Flink")
struct RecordedAnswersTests {
  /// The client on a recording, and the ids that jobs have there.
  struct Recording {
    let transport: RecordedTransport
    let client: FlinkClient
    /// 1.16 on.
    let isModern: Bool
    let isVersion2: Bool

    init(_ version: String) throws {
      transport = try RecordedTransport(version: version)
      client = FlinkClient(transport: transport)
      isModern = version != "1.13.6"
      isVersion2 = version.hasPrefix("2.")
    }

    func job(_ name: String) throws -> JobID { try transport.job(name) }
  }

  static let source = VertexID("cbc357ccb763df2852fee8c4fc7d55f2")
  static let fraud = VertexID("857f407b0f317b9a9f938362a2c2d026")
  static let revenue = VertexID("79487b4cdbf68280482fe43e652ee1e9")
  static let warehouse = VertexID("01c20098b929423a4d22f7a6d16c99a3")
  static let alerts = VertexID("c9832acd80d090d7046577de2f79580e")

  @Test("capabilities follow the version", arguments: recordedVersions)
  func capabilities(version: String) async throws {
    let recording = try Recording(version)
    let expected = Capabilities(
      version: version, canTriggerCheckpoint: recording.isModern,
      canChooseSavepointFormat: recording.isModern, acceptsTriggerID: recording.isModern,
      hasAccumulatedTimes: recording.isModern, allowsCancel: true,
      hasSubtaskFlameGraphs: recording.isModern, canRescale: recording.isModern,
      takesClaimMode: recording.isModern,
      defaultSavepointDirectory: "file:///flink/run/\(version)/savepoints")
    var told = try await recording.client.answer(.capabilities)
    #expect(told.revision?.isEmpty == false)
    #expect(told.refusals.keys.contains(.controllerEnvironment) == !recording.isModern)
    #expect(told.isProfilerOn == recording.isModern)
    #expect(told.refusals.keys.contains(.profiles) == !recording.isModern)
    (told.revision, told.allowsSubmit, told.allowsRescale, told.refusals) = (nil, nil, nil, [:])
    told.isProfilerOn = nil
    #expect(told == expected)
  }

  @Test("the overview counts slots, TaskManagers and jobs", arguments: recordedVersions)
  func overview(version: String) async throws {
    let expected = ClusterOverview(
      taskManagers: 2, slotsTotal: 80, slotsAvailable: 69, jobsRunning: 4, jobsFinished: 1,
      jobsCancelled: 0, jobsFailed: 1, version: version)
    #expect(try await Recording(version).client.answer(.overview) == expected)
  }

  @Test("jobs come with state, times and subtasks by state", arguments: recordedVersions)
  func jobs(version: String) async throws {
    let recording = try Recording(version)
    let jobs = try await recording.client.answer(.jobs)
    #expect(jobs.count == 6)
    func job(_ name: String) throws -> JobSummary { try #require(jobs.first { $0.name == name }) }

    let orders = try job("orders")
    #expect(orders.id == (try recording.job("orders")))
    #expect(orders.state == .running)
    #expect(orders.endTime == nil)
    #expect(orders.tasks == TaskCounts(byState: [.running: 15]))

    let flaky = try job("flaky")
    #expect(flaky.state == .restarting)
    #expect(flaky.tasks == TaskCounts(byState: [.canceled: 3, .failed: 1]))
    #expect(flaky.tasks.total == 4)

    let finite = try job("finite")
    #expect(finite.state == .finished)
    let duration = try #require(finite.endTime).since(try #require(finite.startTime))
    #expect(finite.duration == duration)
    #expect((4000...5000).contains(duration.wholeMilliseconds))
    #expect(finite.lastModification == finite.endTime)

    #expect(try job("doomed").state == .failed)
  }

  @Test("a job has the same shape in every version", arguments: recordedVersions)
  func job(version: String) async throws {
    let recording = try Recording(version)
    let job = try await recording.client.answer(.job(recording.job("orders")))
    #expect(job.name == "orders")
    #expect(job.state == .running)
    #expect(job.type == (recording.isModern ? "STREAMING" : nil))
    #expect(Set(job.stateEnteredAt.keys) == [.initializing, .created, .running])
    let running = try #require(job.stateEnteredAt[.running])
    #expect(try #require(job.serverNow) > running)

    let names =
      recording.isVersion2
      ? ["warehouse: Writer", "alerts only -> alerts: Writer"]
      : ["Sink: warehouse", "alerts only -> Sink: alerts"]
    #expect(
      job.vertices.map(\.name) == [
        "Source: orders -> decode orders -> event time", "fraud score (slow)", "revenue per 5 s",
      ] + names)
    #expect(
      job.vertices.map(\.id) == [
        Self.source, Self.fraud, Self.revenue, Self.warehouse, Self.alerts,
      ])
    #expect(job.vertices.map(\.parallelism) == [4, 4, 4, 1, 2])
    #expect(job.vertices.allSatisfy { $0.maxParallelism == 128 && $0.state == .running })
    #expect(job.vertices.map(\.tasks.total) == [4, 4, 4, 1, 2])
    #expect(
      job.vertices.map(\.inputs) == [
        [],
        [Edge(from: Self.source, shipStrategy: "HASH")],
        [Edge(from: Self.fraud, shipStrategy: "HASH")],
        [Edge(from: Self.revenue, shipStrategy: "REBALANCE")],
        [Edge(from: Self.fraud, shipStrategy: "REBALANCE")],
      ])
    #expect(job.vertices.map(\.isSource) == [true, false, false, false, false])
  }

  @Test("counters are exact, and accumulated times are there from 1.16 on")
  func counters() async throws {
    func fraud(_ version: String) async throws -> VertexCounters {
      let recording = try Recording(version)
      let job = try await recording.client.answer(.job(recording.job("orders")))
      return job.vertices[1].counters
    }
    #expect(
      try await fraud("1.13.6")
        == VertexCounters(
          recordsIn: 52133, recordsOut: 52132, bytesIn: ByteCount(bytes: 1_744_149),
          bytesOut: ByteCount(bytes: 3_461_556), busyTime: nil, backpressuredTime: nil,
          idleTime: nil))
    #expect(
      try await fraud("1.20.5")
        == VertexCounters(
          recordsIn: 52202, recordsOut: 52198, bytesIn: ByteCount(bytes: 1_749_971),
          bytesOut: ByteCount(bytes: 3_457_710), busyTime: .milliseconds(109_816),
          backpressuredTime: .zero, idleTime: .milliseconds(159_831)))
    #expect(
      try await fraud("2.3.0")
        == VertexCounters(
          recordsIn: 52022, recordsOut: 52021, bytesIn: ByteCount(bytes: 1_738_499),
          bytesOut: ByteCount(bytes: 3_479_786), busyTime: .milliseconds(110_417),
          backpressuredTime: .zero, idleTime: .milliseconds(158_572)))
  }

  @Test("ended jobs keep the states of their vertices", arguments: recordedVersions)
  func ended(version: String) async throws {
    let recording = try Recording(version)
    let finite = try await recording.client.answer(.job(recording.job("finite")))
    #expect(finite.vertices.map(\.state) == [.finished, .finished])
    #expect(finite.vertices.map(\.counters.recordsIn) == [0, 400])
    let doomed = try await recording.client.answer(.job(recording.job("doomed")))
    #expect(doomed.vertices.map(\.state) == [.canceled, .failed])
    #expect(doomed.vertices[1].tasks == TaskCounts(byState: [.canceled: 1, .failed: 1]))
    #expect(doomed.stateEnteredAt[.failed] != nil)
    #expect(doomed.stateEnteredAt[.finished] == nil)
  }

  @Test("restarts, and nothing of a job that has ended", arguments: recordedVersions)
  func jobMetrics(version: String) async throws {
    let recording = try Recording(version)
    let orders = try #require(await recording.client.answer(.jobMetrics(recording.job("orders"))))
    #expect(orders.restarts == 0)
    #expect((orders.uptime ?? .zero) > .seconds(10))
    let flaky = try #require(await recording.client.answer(.jobMetrics(recording.job("flaky"))))
    #expect(flaky.restarts == 2)
    #expect(try await recording.client.answer(.jobMetrics(recording.job("finite"))) == nil)
  }

  @Test("the last failure is one line, with its task and place", arguments: recordedVersions)
  func failure(version: String) async throws {
    let recording = try Recording(version)
    #expect(try await recording.client.answer(.failure(recording.job("orders"))) == nil)

    let flaky = try #require(await recording.client.answer(.failure(recording.job("flaky"))))
    #expect(flaky.cause == "SocketTimeoutException: gateway.example: connect timed out")
    #expect(
      flaky.task
        == (recording.isVersion2
          ? "call gateway -> ledger: Writer (1/2)" : "call gateway -> Sink: ledger (1/2)"))
    // 1.13's history still ended with the failure before, 36 s older.
    let at: [String: Int64] = [
      "1.13.6": 1_795_233_345_701, "1.20.5": 1_795_233_267_144, "2.3.0": 1_795_233_422_069,
    ]
    #expect(flaky.at?.milliseconds == at[version])

    let doomed = try #require(await recording.client.answer(.failure(recording.job("doomed"))))
    #expect(doomed.cause.hasPrefix("IllegalArgumentException: row "))
    #expect(doomed.cause.hasSuffix(": unknown currency \"XXX\" €"))
    #expect(doomed.task?.hasSuffix(" (2/2)") == true)
    let places = [
      "1.13.6": "localhost:45507", "1.20.5": "localhost:37891", "2.3.0": "localhost:33901",
    ]
    #expect(doomed.location == places[version])
  }
}
