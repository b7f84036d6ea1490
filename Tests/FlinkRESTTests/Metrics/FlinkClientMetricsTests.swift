import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Metrics of a vertex")
struct FlinkClientMetricsTests {
  private let job = JobID("j")
  private let vertex = VertexID("v")
  /// Of a source that is the whole job.
  private let site = VertexSite(name: "Source: s -> t", isSource: true, hasDownstream: false)

  @Test("an empty answer is no load and no watermarks, and is not an error")
  func empty() async throws {
    let client = FlinkClient(
      transport: ScriptedTransport(paths: [
        "/jobs/j/vertices/v/watermarks": "[]",
        "/jobs/j/vertices/v/subtasks/metrics": "[]", "/jobs/j/vertices/v/subtasks/0/metrics": "[]",
        "/jobs/j/metrics": "[]",
      ]))
    #expect(try await client.answer(.load(job, vertex)) == nil)
    #expect(try await client.answer(.watermarks(job, vertex)) == nil)
    #expect(try await client.answer(WatermarksQuestion(job, vertex, site: site)) == nil)
    #expect(try await client.answer(.jobMetrics(job)) == nil)
  }

  @Test("an empty list of metrics is asked for again the next time")
  func emptyList() async throws {
    let transport = ScriptedTransport(paths: [
      "/jobs/j/vertices/v/subtasks/0/metrics": "[]"
    ])
    let client = FlinkClient(transport: transport)
    for _ in 0..<2 { _ = try await client.answer(WatermarksQuestion(job, vertex, site: site)) }
    #expect(transport.asked.count { $0.path.hasSuffix("/subtasks/0/metrics") } == 2)
  }

  @Test("a busy time of NaN is no busy time")
  func notANumber() async throws {
    let metrics = """
      [{"id":"busyTimeMsPerSecond","min":"NaN","max":"NaN","avg":"NaN","sum":"NaN","skew":"NaN"},
       {"id":"idleTimeMsPerSecond","min":1.0,"max":2.0,"avg":1.5,"sum":3.0,"skew":"NaN"}]
      """
    let client = FlinkClient(transport: ScriptedTransport(metrics))
    let load = try #require(await client.answer(.load(job, vertex)))
    #expect(load.busy == nil)
    #expect(load.idle == SubtaskAggregate(min: 1, max: 2, average: 1.5, sum: 3, skewPercent: nil))
    #expect(load.recordsIn == nil)
  }

  @Test(
    "the two ends of Flink's long are no times",
    arguments: [
      (["-9223372036854775808"], Watermark.none, Watermark.none, 1),
      (["9223372036854775807", "9223372036854775807"], .finished, .finished, 0),
      (
        ["-9223372036854775808", "1795227180271", "9223372036854775807"], .none, .finished, 1
      ),
      (["0", "-5"], .at(Timestamp(-5)), .at(Timestamp(0)), 0),
    ])
  func ends(values: [String], lowest: Watermark, highest: Watermark, without: Int) async throws {
    let metrics = values.map { #"{"id":"0.currentInputWatermark","value":"\#($0)"}"# }
    let client = FlinkClient(
      transport: ScriptedTransport("[\(metrics.joined(separator: ","))]"))
    #expect(
      try await client.answer(.watermarks(job, vertex))
        == VertexWatermarks(
          lowest: lowest, highest: highest, subtasks: values.count,
          subtasksWithoutWatermark: without))
  }

  @Test(
    "of an aggregate too",
    arguments: [
      // All subtasks without, all finished, one of four without, two finished and one without.
      ((-9.223372036854776e18, -9.223372036854776e18, -2.7670116110564327e19, 3), 3, 3),
      ((9.223372036854776e18, 9.223372036854776e18, 1.8446744073709552e19, 2), 2, 0),
      ((-9.223372036854776e18, 1.795e12, -9.223366651854776e18, 4), 4, 1),
      ((-9.223372036854776e18, 9.223372036854776e18, 9.223372036854776e18, 3), 3, 1),
      ((1.795e12, 1.796e12, 3.591e12, 2), 2, 0), ((0, 0, 0, 2), 1, 0),
    ] as [((Double, Double, Double, Double), Int, Int)])
  func aggregates(
    figures: (min: Double, max: Double, sum: Double, count: Double), subtasks: Int, without: Int
  ) {
    let watermarks = VertexWatermarks(
      aggregate: SubtaskAggregate(
        min: figures.min, max: figures.max, average: figures.sum / figures.count,
        sum: figures.sum, skewPercent: nil))
    #expect(watermarks.subtasks == subtasks)
    #expect(watermarks.subtasksWithoutWatermark == without)
    #expect((watermarks.lowest == Watermark.none) == (figures.min < -9e18))
    #expect((watermarks.highest == .finished) == (figures.max > 9e18))
  }

  @Test("ids are percent-encoded, in paths and in queries")
  func encoding() async throws {
    let transport = ScriptedTransport("[]")
    let client = FlinkClient(transport: transport)
    _ = try await client.answer(.load(JobID("a/../b c"), VertexID("?x&y#é")))
    #expect(
      transport.asked.first?.path.hasPrefix(
        "/jobs/a%2F..%2Fb%20c/vertices/%3Fx%26y%23%C3%A9/subtasks/metrics?get=busy") == true)
    #expect(
      Route.subtaskMetrics(job, vertex, ["S[α].x", "y"]).request().path
        == "/jobs/j/vertices/v/subtasks/metrics?get=S%5B%CE%B1%5D.x,y")
  }

  @Test("an id too long for Flink's request line is not asked for")
  func tooLong() async throws {
    let name = String(repeating: "長", count: 400)
    let transport = ScriptedTransport(paths: [
      "/jobs/j/vertices/v/subtasks/0/metrics": #"[{"id":"\#(name).currentOutputWatermark"}]"#
    ])
    let client = FlinkClient(transport: transport)
    let site = VertexSite(name: name, isSource: true, hasDownstream: false)
    #expect(try await client.answer(WatermarksQuestion(job, vertex, site: site)) == nil)
    #expect(transport.asked.allSatisfy { $0.path.utf8.count < 3000 })
  }

  @Test("what was looked up is forgotten with its job")
  func goneJob() async throws {
    let client = FlinkClient(transport: ScriptedTransport(#"{"jobs":[]}"#))
    let metrics = OperatorMetrics(ids: ["s.currentOutputWatermark"], vertexName: "s")
    client.operatorMetricsMemory.keep(metrics, of: vertex, in: job)
    _ = try await client.answer(.jobs)
    #expect(client.operatorMetricsMemory.metrics(of: vertex, in: job) == nil)
  }
}
