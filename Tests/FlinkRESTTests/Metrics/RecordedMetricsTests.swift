import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded metrics of Flink")
struct RecordedMetricsTests {
  typealias Recording = RecordedAnswersTests.Recording

  @Test("the load of a vertex is aggregated over its subtasks", arguments: recordedVersions)
  func load(version: String) async throws {
    let recording = try Recording(version)
    let question = LoadQuestion(try recording.job("orders"), RecordedAnswersTests.fraud)
    let load = try #require(await recording.client.answer(question))
    let busy: [String: SubtaskAggregate] = [
      "1.13.6": .init(min: 183, max: 1000, average: 393.25, sum: 1573, skewPercent: nil),
      "1.20.5": .init(
        min: 160, max: 998, average: 377, sum: 1508, skewPercent: 82.36074270557029),
      "2.3.0": .init(
        min: 181, max: 1000, average: 392, sum: 1568, skewPercent: 77.55102040816327),
    ]
    #expect(load.busy == busy[version])
    #expect(load.backpressured?.max == 0)
    #expect(try #require(load.recordsOut).sum > 740)
    #expect(try #require(load.bytesIn).sum > 24_000)
    #expect(recording.transport.asked.count == 1)
  }

  @Test("a source sends records out, and is asked about once", arguments: recordedVersions)
  func sourceLoad(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("orders")
    let detail = try await recording.client.answer(.job(job))
    let load = try #require(
      await recording.client.answer(
        LoadQuestion(
          job, RecordedAnswersTests.source, site: detail.site(of: RecordedAnswersTests.source))))
    #expect(load.recordsIn?.sum == 0)
    #expect(try #require(load.recordsOut).sum > 700)
    #expect(try #require(load.backpressured).max > 900)
    #expect(recording.transport.asked.count == 2)
  }

  @Test("a vertex that is source and sink sends what its source emits", arguments: recordedVersions)
  func straightLoad(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("straight")
    let vertex = RecordedAnswersTests.source
    let detail = try await recording.client.answer(.job(job))
    for _ in 0..<2 {
      let load = try #require(
        await recording.client.answer(
          LoadQuestion(job, vertex, site: detail.site(of: vertex))))
      let emitted = ["1.13.6": 161, "1.20.5": 157.4, "2.3.0": 150]
      #expect(load.recordsOut?.sum == emitted[version])
      #expect(load.bytesOut?.sum == 0)
    }
    // The list of metrics is asked for once.
    let routes = recording.transport.asked.dropFirst().map { request in
      request.path.prefix { $0 != "?" }.split(separator: "/").dropFirst(4).joined(separator: "/")
    }
    #expect(
      routes == [
        "subtasks/metrics", "subtasks/0/metrics", "subtasks/metrics", "subtasks/metrics",
        "subtasks/metrics",
      ])
  }

  @Test("watermarks are exact", arguments: recordedVersions)
  func watermarks(version: String) async throws {
    let recording = try Recording(version)
    let question = WatermarksQuestion(try recording.job("orders"), RecordedAnswersTests.fraud)
    let ends: [String: (Int64, Int64)] = [
      "1.13.6": (1_795_233_335_255, 1_795_233_344_177),
      "1.20.5": (1_795_233_257_158, 1_795_233_265_895),
      "2.3.0": (1_795_233_411_633, 1_795_233_420_351),
    ]
    let (lowest, highest) = try #require(ends[version])
    #expect(
      try await recording.client.answer(question)
        == VertexWatermarks(
          lowest: .at(Timestamp(lowest)), highest: .at(Timestamp(highest)), subtasks: 4,
          subtasksWithoutWatermark: 0))
  }

  @Test(
    "the watermarks of a source are those that its last operator emits", arguments: recordedVersions
  )
  func sourceWatermarks(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("orders")
    let vertex = RecordedAnswersTests.source
    let ends: [String: (Int64, Int64)] = [
      "1.13.6": (1_795_233_344_177, 1_795_233_345_081),
      "1.20.5": (1_795_233_265_895, 1_795_233_266_886),
      "2.3.0": (1_795_233_420_351, 1_795_233_420_801),
    ]
    let (lowest, highest) = try #require(ends[version])
    let site = try await recording.client.answer(.job(job)).site(of: vertex)
    for _ in 0..<2 {
      #expect(
        try await recording.client.answer(WatermarksQuestion(job, vertex, site: site))
          == VertexWatermarks(
            lowest: .at(Timestamp(lowest)), highest: .at(Timestamp(highest)), subtasks: 4,
            subtasksWithoutWatermark: 0))
    }
    let paths = recording.transport.asked.map(\.path)
    let prefix = "/jobs/\(job.text)/vertices/\(vertex.text)"
    let metric = "\(prefix)/subtasks/metrics?get=event_time.currentOutputWatermark"
    #expect(paths == ["/jobs/\(job.text)", "\(prefix)/subtasks/0/metrics", metric, metric])
  }

  @Test(
    "a source that is not known to be one has no watermarks, and one request is all that is sent")
  func unknownSource() async throws {
    let recording = try Recording("2.3.0")
    let question = WatermarksQuestion(try recording.job("orders"), RecordedAnswersTests.source)
    #expect(try await recording.client.answer(question) == nil)
    #expect(recording.transport.asked.count == 1)
  }

  @Test(
    "a subtask without a watermark is counted, whatever the operators are called",
    arguments: recordedVersions)
  func withoutWatermark(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("straight")
    let detail = try await recording.client.answer(.job(job))
    let watermarks = try #require(
      await recording.client.answer(
        WatermarksQuestion(
          job, RecordedAnswersTests.source, site: detail.site(of: RecordedAnswersTests.source))))
    #expect(watermarks.lowest == Watermark.none)
    let highest: [String: Int64] = [
      "1.13.6": 1_795_233_345_506, "1.20.5": 1_795_233_267_027, "2.3.0": 1_795_233_421_701,
    ]
    #expect(watermarks.highest == highest[version].map { .at(Timestamp($0)) })
    #expect(watermarks.subtasks == 3)
    #expect(watermarks.subtasksWithoutWatermark == 1)
    // Known as a source, it is not asked for the watermarks of its input.
    #expect(!recording.transport.asked.contains { $0.path.hasSuffix("/watermarks") })
  }
}
