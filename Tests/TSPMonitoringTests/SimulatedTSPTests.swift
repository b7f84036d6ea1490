import FlinkREST
import FlinkSimulator
import HTTPTransport
import StreamModel
import Testing

@testable import TSPMonitoring

/// A simulated TSP and the Flink behind it, over sockets.
private struct Bench {
  let server: SimulatorServer
  let tsp: CurlTransport
  let flink: CurlTransport
  let client: TSPClient
  let clock = ManualClock(SimulationClock.wall.now)

  init(_ generation: TSPGeneration, isReadOnly: Bool = false, hasFlink: Bool = true) async throws {
    var configuration = SimulationConfiguration.demo(seed: 3)
    configuration.hasLazyMetrics = false
    configuration.version = "1.13.6"
    server = SimulatorServer(
      SimulatedCluster(configuration: configuration, startedAt: clock.now), clock: clock.clock)
    var options = TransportOptions()
    options.isReadOnly = isReadOnly
    let address = try Endpoint("http://127.0.0.1:\(try await server.start())")
    flink = CurlTransport(endpoint: address, harmless: .flink, options: options)
    tsp = CurlTransport(
      endpoint: try Endpoint("http://127.0.0.1:\(try await server.startTSP(generation))"),
      harmless: .tsp, options: options)
    client = TSPClient(
      transport: tsp,
      flink: hasFlink ? FlinkBehind(FlinkClient(transport: flink), at: address.displayText) : nil
    ) { [clock] in Timestamp(milliseconds: clock.now.epochMilliseconds) }
  }

  func end() async throws {
    tsp.close()
    flink.close()
    try await server.stop()
  }

  var stops: [String] { server.requests.map(\.line).filter { $0.lowercased().contains("stop") } }

  func cancel(_ job: JobID) -> OperationRequest {
    OperationRequest(in: ClusterID("x"), id: "0", kind: .cancel, job: job, jobName: job.text)
  }
}

@Suite("A simulated TSP", .serialized)
struct SimulatedTSPTests {
  @Test("tells of its jobs, of one, and of its rows", arguments: TSPGeneration.allCases)
  func reading(_ generation: TSPGeneration) async throws {
    let bench = try await Bench(generation, hasFlink: false)
    _ = try await bench.client.answer(.capabilities)
    let jobs = try await bench.client.answer(.jobs)
    #expect(jobs.count == (generation == .v19 ? 7 : 9))
    #expect(jobs.first { $0.name == "orders" }?.state == .running)
    let orders = try #require(jobs.first { $0.name == "orders" }).id
    let detail = try await bench.client.answer(.job(orders))
    #expect(detail.vertices.count == (generation == .v19 ? 0 : 8))
    let ids = try await bench.client.answer(.metricIDs(.job(orders)))
    let rows =
      switch generation {
      case .wrapped: "numRecordsRead"
      case .bare: "0.write-records"
      case .v19: "rowsRead"
      }
    #expect(ids.contains(rows))
    let told = try await bench.client.answer(.metricValues(.job(orders), [rows]))
    #expect(told.count == 1)
    try await bench.end()
  }

  @Test("stops a job, which ends as its status then says", arguments: TSPGeneration.allCases)
  func stop(_ generation: TSPGeneration) async throws {
    let bench = try await Bench(generation, hasFlink: false)
    _ = try await bench.client.answer(.capabilities)
    let jobs = try await bench.client.answer(.jobs)
    let orders = try #require(jobs.first { $0.name == "orders" }).id
    _ = try await bench.client.trigger(bench.cancel(orders), capabilities: .unknown)
    var state: JobState?
    for _ in 0..<60 where state != .canceled {
      bench.clock.advance(by: .seconds(1))
      state = try await bench.client.answer(.jobs).first { $0.id == orders }?.state
      try #require([.running, .cancelling, .canceled].contains(state))
    }
    #expect(state == .canceled)
    #expect(bench.stops == ["GET /job/orders/stop/"])
    try await bench.end()
  }

  @Test(
    "is never sent a stop under read-only, whatever is asked", arguments: TSPGeneration.allCases)
  func readOnly(_ generation: TSPGeneration) async throws {
    let bench = try await Bench(generation, isReadOnly: true)
    _ = try await bench.client.answer(.capabilities)
    let jobs = try await bench.client.answer(.jobs)
    for job in jobs {
      do throws(TriggerError) {
        _ = try await bench.client.trigger(bench.cancel(job.id), capabilities: .unknown)
        Issue.record("it was sent")
      } catch {
        guard case .refused = error else {
          Issue.record("\(error)")
          continue
        }
      }
      _ = try? await bench.client.answer(.job(job.id))
      _ = try? await bench.client.answer(.exceptions(job.id))
    }
    #expect(bench.stops.isEmpty && bench.server.requests.count > 9)
    #expect(bench.server.requests.allSatisfy { $0.method == "GET" })
    try await bench.end()
  }

  @Test("with its Flink tells the rest by Flink's ids")
  func relay() async throws {
    let bench = try await Bench(.bare)
    let told = try await bench.client.answer(.capabilities)
    #expect(told.refusals[.checkpoints] == nil && told.refusals[.jars] != nil)
    let jobs = try await bench.client.answer(.jobs)
    let orders = try #require(jobs.first { $0.name == "orders" })
    #expect(orders.tasks.isTold && orders.tasks.total > 8)
    // One list each, and no job by itself.
    #expect(!bench.server.requests.contains { $0.path.contains("/status") })
    let detail = try await bench.client.answer(.job(orders.id))
    #expect(detail.id == orders.id && detail.areEdgesTold)
    #expect(detail.vertices.contains { !$0.inputs.isEmpty })
    let vertex = try #require(detail.vertices.first).id
    let subtasks = try await bench.client.answer(.subtasks(orders.id, vertex))
    #expect(subtasks.subtasks.count == detail.vertices[0].parallelism)
    let checkpoints = try await bench.client.answer(.checkpoints(orders.id))
    #expect(checkpoints.latestCompleted != nil)
    let load = try await bench.client.answer(.load(orders.id, vertex))
    #expect(load != nil)
    let managers = try await bench.client.answer(.taskManagers)
    #expect(!managers.isEmpty)
    let ids = try await bench.client.answer(.metricIDs(.job(orders.id)))
    #expect(ids.contains("0.write-records") && ids.contains("uptime"))
    let values = try await bench.client.answer(
      .metricValues(.job(orders.id), ["0.write-records", "uptime"]))
    #expect(values.map(\.id).sorted() == ["0.write-records", "uptime"])
    try await bench.end()
  }

  @Test("tells what it can while its Flink is dead")
  func deadFlink() async throws {
    let bench = try await Bench(.bare)
    let jobs = try await bench.client.answer(.jobs)
    let orders = try #require(jobs.first { $0.name == "orders" }).id
    try await bench.server.killJobManager()
    do throws(SourceError) {
      _ = try await bench.client.answer(.checkpoints(orders))
      Issue.record("a dead Flink answered")
    } catch {
      #expect(error.description.contains("the Flink at http://127.0.0.1:"))
      #expect(!error.isAboutTheServer)
    }
    do throws(SourceError) {
      _ = try await bench.client.answer(.jobs)
      Issue.record("a TSP without Flink listed jobs")
    } catch {
      #expect(error.description.contains("TSP gets no answer of its Flink"))
    }
    try await bench.end()
  }
}

@Suite("The Flink behind a TSP")
struct FlinkBehindTests {
  private static func flink(_ jobs: String) -> ScriptedTSP {
    ScriptedTSP { target in
      target == "/jobs/overview" ? .init(#"{"jobs":[\#(jobs)]}"#) : .init("{}", status: 404)
    }
  }

  private static func job(_ jid: String, _ name: String) -> String {
    """
    {"jid":"\(jid)","name":"\(name)","state":"RUNNING","start-time":1,"end-time":-1,"duration":1,\
    "last-modification":1,"tasks":{"total":1,"running":1}}
    """
  }

  @Test(
    "must have the job under that id and that name",
    arguments: [job("ffff", Bodies.uuid), job("aa01", "another")])
  func mismatch(_ job: String) async throws {
    let tsp = ScriptedTSP([
      "/metainfo/getVersion/": Bodies.version,
      "/jobs/overview/": Bodies.overview([("aa01", Bodies.uuid)]),
      "/job/8dd36cd6-4f7b/status/": Bodies.status,
    ])
    let flink = FlinkBehind(FlinkClient(transport: Self.flink(job)), at: "http://flink:8081")
    let client = Bodies.client(tsp, flink: flink)
    // What TSP tells itself is told.
    let jobs = try await client.answer(.jobs)
    #expect(jobs.map(\.state) == [.running] && !jobs[0].tasks.isTold)
    let detail = try await client.answer(.job(Bodies.id))
    #expect(!detail.areEdgesTold)
    do throws(SourceError) {
      _ = try await client.answer(.checkpoints(Bodies.id))
      Issue.record("another job was told of")
    } catch {
      #expect(
        error.description
          == "The Flink at http://flink:8081 has no job aa01 of that name: is it the Flink behind this TSP? (--flink)"
      )
    }
  }
}
