import FlinkSimulator
import HTTPTransport
import StreamModel
import Testing

@testable import HeronTracker

/// A simulated Heron over a socket, and the client that reads it.
private struct Bench {
  let server: SimulatorServer
  let transport: CurlTransport
  let client: HeronClient
  let clock = ManualClock(SimulatedTime(epochMilliseconds: 1_800_000_012_000))

  init(_ generation: HeronGeneration) async throws {
    var configuration = SimulationConfiguration.demo(seed: 3)
    configuration.hasLazyMetrics = false
    server = SimulatorServer(
      SimulatedCluster(configuration: configuration, startedAt: clock.now), heron: generation,
      clock: clock.clock)
    var options = TransportOptions()
    options.isReadOnly = true
    transport = CurlTransport(
      endpoint: try Endpoint("http://127.0.0.1:\(try await server.start())"), harmless: .heron,
      options: options)
    client = HeronClient(transport: transport) { [clock] in
      Timestamp(milliseconds: clock.now.epochMilliseconds)
    }
  }

  func end() async throws {
    transport.close()
    try await server.stop()
  }

  func job(_ name: String) async throws -> JobID {
    try #require(try await client.answer(.jobs).first { $0.name == name }).id
  }
}

@Suite("A simulated Heron, read by the client", .serialized)
struct SimulatedHeronTests {
  @Test("is told from another system", arguments: HeronGeneration.allCases)
  func probe(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    #expect(await TrackerProbe.isTracker(at: bench.transport))
    let told = try await bench.client.answer(.capabilities)
    #expect(told.version == "\(generation.rawValue) tracker")
    try await bench.end()
  }

  @Test("has the world's streams as topologies", arguments: HeronGeneration.allCases)
  func jobs(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let jobs = try await bench.client.answer(.jobs)
    #expect(
      jobs.map(\.name).sorted() == [
        "audit-archive", "clickstream-wide", "flaky-enrich", "ledger-sync", "orders", "payments",
        "sessions-eu",
      ])
    #expect(jobs.first { $0.name == "audit-archive" }?.state == .other("PAUSED"))
    #expect(jobs.count { $0.state == .running } == 6)
    #expect(jobs.first { $0.name == "payments" }?.tasks.total == 32)
    let orders = try await bench.client.answer(.job(try await bench.job("orders")))
    #expect(orders.vertices.count == 8)
    let convert = try #require(orders.vertices.first { $0.name == "convert-currency" })
    #expect(convert.parallelism == 4)
    #expect(
      convert.inputs == [
        Edge(from: VertexID("orders"), shipStrategy: "SHUFFLE"),
        Edge(from: VertexID("exchange-rates"), shipStrategy: "ALL updates"),
      ])
    try await bench.end()
  }

  @Test(
    "tells loads, with an hour of the past, from the first moment",
    arguments: HeronGeneration.allCases)
  func load(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let orders = try await bench.job("orders")
    let load = try #require(try await bench.client.answer(.load(orders, VertexID("fraud-score"))))
    #expect(try #require(load.busy?.max) > 960)
    let rate = try #require(load.recordsIn?.sum)
    #expect((11_000..<15_000).contains(rate), "\(rate)")
    #expect(load.past.count > 55)
    let subtasks = try await bench.client.answer(.subtasks(orders, VertexID("fraud-score")))
    #expect(subtasks.subtasks.map(\.state) == Array(repeating: .running, count: 4))
    #expect(subtasks.subtasks.allSatisfy { ($0.counters.recordsIn ?? 0) > 1_000_000 })
    try await bench.end()
  }

  @Test(
    "tells who holds up others, and what an expression comes to",
    arguments: HeronGeneration.allCases)
  func pressure(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let orders = try await bench.job("orders")
    let name = "__time_spent_back_pressure_by_compid"
    let told = try await bench.client.answer(
      .metricValues(.vertex(orders, VertexID("fraud-score")), [name]))
    guard case .spread(let spread) = try #require(told.first).figure else {
      Issue.record("\(told)")
      return
    }
    #expect(spread.min == 0 && spread.max > 45_000 && spread.max <= 60_000)
    let load = try #require(try await bench.client.answer(.load(orders, VertexID("fraud-score"))))
    let share = try #require(load.holdsUp)
    #expect(abs(share.value - spread.max / 60_000) < 1e-9)
    let other = try await bench.client.answer(.load(orders, VertexID("alerts-only")))
    #expect(other?.holdsUp == Ratio(0))
    // Of a spout that is not said.
    let spout = try await bench.client.answer(.load(orders, VertexID("orders")))
    #expect(spout != nil && spout?.holdsUp == nil)
    // As Heron's own interface asks for it.
    let capacity = try await bench.client.answer(
      .metricQuery(
        orders,
        "DIVIDE(DEFAULT(0, MULTIPLY(TS(fraud-score, *, __execute-count/default), TS(fraud-score, *, __execute-latency/default))), 60000000000)",
        span: .seconds(600)))
    #expect(capacity.count == 4)
    // Each is a series of one of the subtasks.
    let vertex = VertexID("fraud-score")
    #expect(Set(capacity.map(\.subject)) == Set((0..<4).map { .subtask(orders, vertex, $0) }))
    let highest = capacity.flatMap(\.samples).map(\.value).max()
    #expect(try #require(highest) > 0.95 && highest ?? 2 < 1.01)
    try await bench.end()
  }

  @Test(
    "metrics bring the minutes that are asked for, of all figures",
    arguments: HeronGeneration.allCases)
  func past(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let orders = try await bench.job("orders")
    let ids = ["__execute-count/default", "__time_spent_back_pressure_by_compid"]
    let past = MetricPast(span: .seconds(3600), step: .seconds(60))
    let source = MetricSource.vertex(orders, VertexID("fraud-score"))
    let told = try await bench.client.answer(.metricValues(source, ids, past: past))
    #expect(told.map(\.id) == ids)
    for reading in told {
      #expect((58...64).contains(reading.pastSpreads.count), "\(reading.pastSpreads.count)")
      #expect(
        zip(reading.past, reading.past.dropFirst()).allSatisfy {
          $1.at.since($0.at) == .seconds(60)
        })
      #expect(zip(reading.past, reading.pastSpreads).allSatisfy { $0.value == $1.spread.sum })
    }
    let alone = try await bench.client.answer(
      .metricValues(.subtask(orders, VertexID("fraud-score"), 2), [ids[0]], past: past))
    let one = try #require(alone.first)
    #expect(one.pastSpreads.isEmpty && one.past.count == told[0].past.count)
    #expect(
      zip(one.past, told[0].pastSpreads).allSatisfy {
        $0.value >= $1.spread.min && $0.value <= $1.spread.max
      })
    // Nobody asked for more than what is now.
    let now = try await bench.client.answer(.metricValues(source, [ids[0]]))
    #expect(now.first?.past.isEmpty == true)
    try await bench.end()
  }

  @Test("tells what fails, how often and where", arguments: HeronGeneration.allCases)
  func exceptions(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let told = try await bench.client.answer(.exceptions(try await bench.job("flaky-enrich")))
    let counts = told.entries.map(\.count)
    // One each hundred seconds or so in the three hours that are kept.
    #expect((95...130).contains(counts.reduce(0, +)), "\(counts)")
    #expect(told.entries.contains { $0.cause.hasPrefix("TimeoutException") })
    #expect(told.entries.allSatisfy { $0.task?.hasPrefix("container_") ?? false })
    // The component, by which failures are judged.
    #expect(
      told.entries.allSatisfy { entry in
        entry.vertex.map { entry.task?.contains("_\($0.text)_") ?? false } ?? false
      })
    let others = try await bench.client.answer(.exceptions(try await bench.job("payments")))
    #expect(others.entries.isEmpty)
    try await bench.end()
  }

  @Test(
    "has logs, which are read to the last byte though they are escaped",
    arguments: HeronGeneration.allCases)
  func logs(_ generation: HeronGeneration) async throws {
    let bench = try await Bench(generation)
    let payments = try await bench.job("payments")
    let owner = LogOwner.worker(TaskManagerID("container_1/\(payments.text)"))
    let files = try await bench.client.answer(.logFiles(owner))
    let file = try #require(files.first { $0.name.contains("validate") })
    let text = try await bench.client.answer(.logText(owner, file.name))
    #expect(Int64(text.bytes.count) == file.size?.bytes)
    let read = String(decoding: text.bytes, as: UTF8.self)
    #expect(read.contains("> tuples & ") && !read.contains("&amp;"))
    try await bench.end()
  }
}
