import HTTPTransport
import ServerAnswers
import StreamModel
import Testing

@testable import HeronTracker

@Suite("Figures of the last minute")
struct MinuteSeriesTests {
  private static let job = JobID("lab-east/ops/devel/wordcount-lab")

  private func series(_ text: String) throws -> MinuteSeries {
    try MinuteSeries(timeline: JSONDocument(Array(text.utf8)).root)
  }

  @Test("the minute that goes on is not the last one", arguments: generations)
  func lastWhole(_ generation: TrackerGeneration) throws {
    let call = try #require(
      TrackerRecording.calls(generation).first {
        $0.path == "/topologies/metricstimeline" && $0.response.status == 200
          && $0.values("component") == ["sentence"] && $0.values("instance").isEmpty
      })
    let payload = try TrackerAnswer(call.response, to: HeronRoute(call.path)).payload(from: "")
    let minutes = try MinuteSeries(timeline: payload.node)
    let metric = "__emit-count/default"
    // 1699999997 has begun 43 s ago and counts on; 640 is what 1699999937 came to.
    #expect(minutes.lastMinute(metric, "container_1_sentence_1", at: labNow) == 640)
    #expect(minutes.last(metric, "container_1_sentence_1") == 600)
    #expect(minutes.lastMinute(metric, "container_9_x_9", at: labNow) == nil)
  }

  @Test("an old minute is over though none follows it")
  func alone() throws {
    let minutes = try series(#"{"timeline":{"m":{"i":{"1699999900":"6.0"}}}}"#)
    #expect(minutes.lastMinute("m", "i", at: labNow) == 6)
    let young = try series(#"{"timeline":{"m":{"i":{"1700000000":"6.0"}}}}"#)
    #expect(young.lastMinute("m", "i", at: labNow) == nil)
  }

  @Test("what is not told of the last minute is not known, though earlier minutes have it")
  func earlier() throws {
    let minutes = try series(
      #"{"timeline":{"m":{"i":{"1699999880":"5","1699999940":"nan","1700000000":"1"},"#
        + #""silent":{"1699999700":"3"}},"n":{"i":{"1699999940":"2"}}}}"#)
    #expect(minutes.lastMinute("m", "i", at: labNow) == nil)
    #expect(minutes.lastMinute("n", "i", at: labNow) == 2)
    #expect(minutes.lastMinute("m", "silent", at: labNow) == nil)
  }

  @Test("NaN is not known, and no 0")
  func notANumber() throws {
    let minutes = try series(
      #"{"timeline":{"m":{"i":{"1699999900":"nan","1700000000":"1.0"}}}}"#)
    #expect(minutes.lastMinute("m", "i", at: labNow) == nil)
  }

  /// Minutes of all metrics that are asked for: each execute count 600, each latency 20 ms.
  private func tracker(without missing: String? = nil) -> ScriptedTracker {
    let info = TrackerRecording.modern.first {
      $0.target.hasSuffix("topology=wordcount-lab") && $0.path == "/topologies/info"
    }
    let infoText = info.map { String(decoding: $0.response.body, as: UTF8.self) } ?? ""
    return ScriptedTracker { target in
      if target.hasPrefix("/topologies/info") { return .init(body: infoText) }
      let instances = ["container_1_split_3", "container_2_split_4", "container_1_split_5"]
      func value(_ metric: String) -> String {
        metric.contains("latency") ? "20000000" : metric.contains("emit") ? "1200" : "600"
      }
      let call = RecordedCall(
        generation: .modern, target: target,
        response: .init(status: 200, contentType: nil, location: nil, body: [], answerTime: .zero))
      let isTotal = target.hasPrefix("/topologies/metrics?")
      let metrics = call.values("metricname").map { metric in
        let parts = instances.filter { $0 != missing }.map { instance in
          isTotal
            ? "\"\(instance)\":\"\(value(metric))0\""
            : "\"\(instance)\":{\"1699999937\":\"\(value(metric))\",\"1699999997\":\"7\"}"
        }
        return "\"\(metric)\":{\(parts.joined(separator: ","))}"
      }.joined(separator: ",")
      return .init(body: "{\"\(isTotal ? "metrics" : "timeline")\":{\(metrics)}}")
    }
  }

  @Test("load: rates a second, and Heron's capacity as the share that it is busy")
  func load() async throws {
    let client = HeronClient(transport: tracker()) { labNow }
    let load = try #require(try await client.answer(.load(Self.job, VertexID("split"))))
    // 600 a minute on each of three.
    #expect(load.recordsIn?.sum == 30)
    // Two streams, of 1200 a minute each.
    #expect(load.recordsOut?.max == 40)
    // 600 times 20 ms of a minute.
    #expect(load.busy?.max == 200)
    #expect(load.backpressured == nil && load.idle == nil)
  }

  @Test("a sum without one of the instances is not known")
  func partial() async throws {
    let client = HeronClient(transport: tracker(without: "container_2_split_4")) { labNow }
    let load = try #require(try await client.answer(.load(Self.job, VertexID("split"))))
    #expect(load.recordsIn == nil && load.busy == nil)
    let subtasks = try await client.answer(.subtasks(Self.job, VertexID("split")))
    #expect(subtasks.subtasks.map(\.state) == [.running, .other("UNKNOWN"), .running])
  }

  @Test("instances have totals since their start, and where they run")
  func subtasks() async throws {
    let client = HeronClient(transport: tracker()) { labNow }
    let told = try await client.answer(.subtasks(Self.job, VertexID("split"))).subtasks
    #expect(told.map(\.index) == [0, 1, 2])
    #expect(told[1].taskManager?.text.hasPrefix("container_2/") == true)
    #expect(told[0].host == "127.0.0.1")
    #expect(told[0].counters.recordsIn == 6000 && told[0].counters.recordsOut == 24_000)
    #expect(told[0].duration == .seconds(7))
    let one = try await client.answer(.subtask(Self.job, VertexID("split"), 1)).subtasks
    #expect(one == [told[1]])
  }

  @Test("metrics of a component are told over its instances")
  func metrics() async throws {
    let client = HeronClient(transport: tracker()) { labNow }
    let source = MetricSource.vertex(Self.job, VertexID("split"))
    let ids = try await client.answer(.metricIDs(source))
    #expect(ids.contains("__execute-latency/default") && ids.contains("__emit-count/rejects"))
    let readings = try await client.answer(.metricValues(source, ["__execute-count/default"]))
    let spread = try #require(SubtaskAggregate([600, 600, 600]))
    #expect(readings.first?.figure == .spread(spread))
  }

  @Test("the newer route is asked where the older one is not known")
  func otherRoute() async throws {
    let client = HeronClient(
      transport: ScriptedTracker { target in
        target.hasPrefix("/topologies/metrics/timeline")
          ? .init(body: #"{"timeline":{}}"#)
          : target.hasPrefix("/topologies/info")
            ? .init(
              body:
                #"{"execution_state":{"status":"Running"},"logical_plan":{"bolts":{"b":{}}},"physical_plan":{}}"#
            ) : .init(status: 404, body: #"{"detail":"Not Found"}"#)
      }
    ) { labNow }
    let load = try await client.answer(.load(Self.job, VertexID("b")))
    #expect(load == nil)
  }
}

@Suite("What a component did before anybody looked")
struct PastMinutesTests {
  /// Two instances of a spout, by the minute: one began a minute later.
  private static let timeline = #"""
    {"starttime": 0, "endtime": 0, "component": "word", "timeline": {"__emit-count/default": {
      "container_1_word_1": {"600": "60", "660": "120", "720": "180", "780": "30"},
      "container_1_word_2": {"660": "60", "720": "nan", "780": "6"}}}}
    """#

  @Test(
    "is known where all of its instances tell, and the last minute stands until the next is over")
  func past() throws {
    let series = try MinuteSeries(timeline: try JSONDocument(Array(Self.timeline.utf8)).root)
    let component = TopologyPlan.Component(
      name: "word", isSpout: true, outputs: ["default"], inputs: [])
    let now = Timestamp(milliseconds: 825_000)
    let past = series.past(
      of: component, ["container_1_word_1", "container_1_word_2"], at: now)
    // That of 780 has not been over for long enough.
    #expect(past.map(\.at.milliseconds) == [600_000, 660_000, 720_000])
    #expect(past.map(\.recordsOut) == [nil, 3, nil])
    #expect(past.map(\.length) == [.seconds(60), .seconds(60), .seconds(105)])
    #expect(past.allSatisfy { $0.busy == nil && $0.recordsIn == nil })
  }
}
