import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Logs of a process")
struct LogEndpointTests {
  private let worker = LogOwner.worker(TaskManagerID("127.0.0.1:35111-13c9a3"))

  @Test(
    "the list has its own log first, then the files, with when they were written from 1.16 on",
    arguments: recordedVersions)
  func list(version: String) async throws {
    let files = try await FlinkClient(transport: RecordedTransport(version: version))
      .answer(.logFiles(.controller))
    #expect(files.prefix(2) == [.own, .ownOutput] && files.count == 11)
    let sizes = ["1.13.6": 224_468, "1.20.5": 314_333, "2.3.0": 306_285]
    let times: [String: Int64] = ["1.20.5": 1_795_227_191_910, "2.3.0": 1_795_227_191_415]
    let log = try #require(files.first { $0.name == "flink-jobmanager.log" })
    #expect(log.size == sizes[version].map { ByteCount(bytes: Int64($0)) })
    #expect(log.changedAt == times[version].map { Timestamp(milliseconds: $0) })
  }

  @Test("each file has its route; what a process calls its own has one without a list")
  func routes() async throws {
    let transport = ScriptedTransport("text")
    let client = FlinkClient(transport: transport)
    for owner in [.controller, worker] {
      for file in ["a b/c.log", "log", "stdout"] {
        _ = try await client.answer(.logText(owner, file))
      }
    }
    let manager = "/taskmanagers/127.0.0.1%3A35111-13c9a3"
    #expect(
      transport.asked.map(\.path) == [
        "/jobmanager/logs/a%20b%2Fc.log", "/jobmanager/log", "/jobmanager/stdout",
        manager + "/logs/a%20b%2Fc.log", manager + "/log", manager + "/stdout",
      ])
  }

  @Test("of a text the end is kept and the rest counted, read for as long as that takes")
  func text() async throws {
    let transport = ScriptedTransport { request in
      var response = HTTPResponse.json("cut\n2026-11-21 02:11:40,506 INFO  a [] - b\n")
      response.contentType = "text/plain"
      response.bytesDropped = 1000
      return response
    }
    let text = try await FlinkClient(transport: transport).answer(.logText(worker, "log"))
    #expect(text.start == 1004 && text.lines.count == 1 && text.lines[0].level == .info)
    let request = try #require(transport.asked.first)
    #expect(request.keeps == .tail(2 << 20) && request.sizeLimit == 1 << 30)
    #expect(request.timeout == .seconds(600))
  }

  @Test("what has come is told while a text is read")
  func progress() async throws {
    let told = ToldBytes()
    _ = try await FlinkClient(transport: TellingTransport()).answer(.logText(worker, "log")) {
      told.add($0)
    }
    #expect(told.all == [ByteCount(bytes: 1 << 20), ByteCount(bytes: 2 << 20)])
  }

  @Test("a TaskManager that is gone is not found, as the list says it and as a file does")
  func gone() async {
    let unknown =
      #"{"errors":["Internal server error.","<Exception on server side:\norg.apache.flink.runtime.resourcemanager.exceptions.UnknownTaskExecutorException: No TaskExecutor registered under nope.\n\tat x"]}"#
    let unfound =
      #"{"errors":["org.apache.flink.runtime.rest.NotFoundException: Failed to transfer file from TaskExecutor nope because it was unknown.\n\tat x"]}"#
    for (status, body) in [(500, unknown), (404, unfound)] {
      let client = FlinkClient(transport: ScriptedTransport(status: status, body))
      await #expect {
        _ = try await client.answer(.logText(worker, "log"))
      } throws: { error in
        if case SourceError.notFound(let text) = error { text.contains("nope") } else { false }
      }
    }
  }

  @Test("a login page is no log, though a log may begin like one")
  func page() async throws {
    let html = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>"
    let page = FlinkClient(transport: ScriptedTransport(contentType: "text/html", html))
    await #expect(throws: SourceError.self) { try await page.answer(.logText(worker, "log")) }
    let log = FlinkClient(transport: ScriptedTransport(contentType: "text/plain", html))
    #expect(try await log.answer(.logText(worker, "log")).lines.count == 1)
  }

  @Test("a history server has none, and is not asked")
  func history() {
    var capabilities = Capabilities.unknown
    capabilities.isHistoryServer = true
    let refusals = Endpoints.refusals(at: capabilities)
    #expect(refusals[.logFiles] != nil && refusals[.logText] != nil)
  }
}
