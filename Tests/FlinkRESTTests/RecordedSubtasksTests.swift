import HTTPTransport
import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded subtasks")
struct RecordedSubtasksTests {
  private static let job = JobID("j")
  private static let vertex = VertexID("v")
  private static let path = "/jobs/j/vertices/v"

  private func client(
    _ version: String, _ others: [String: String] = [:]
  ) throws -> (FlinkClient, ScriptedTransport) {
    let files = ["": "subtasks-orders.json", "/backpressure": "backpressure-orders.json"]
    var paths = others
    for (suffix, file) in files {
      guard let body = try? RecordedTransport(version: version).body(file) else { continue }
      paths[Self.path + suffix] = String(decoding: body, as: UTF8.self)
    }
    let transport = ScriptedTransport(paths: paths)
    return (FlinkClient(transport: transport), transport)
  }

  @Test("state, attempt, place, times and counters of each", arguments: recordedVersions)
  func subtasks(version: String) async throws {
    let (client, transport) = try client(version)
    let subtasks = try await client.answer(.subtasks(Self.job, Self.vertex)).subtasks
    #expect(subtasks.map(\.index) == [0, 1, 2, 3])
    #expect(subtasks.allSatisfy { $0.state == .running && $0.attempt == 0 && $0.endTime == nil })
    let hot = subtasks[2]
    let expected: [String: (host: String, manager: String, records: Int64)] = [
      "1.13.6": ("localhost", "127.0.0.1:41357-246569", 27778),
      "1.20.5": ("localhost:42113", "127.0.0.1:40333-5e7bfd", 27979),
      "2.3.0": ("localhost:35697", "127.0.0.1:43173-501cfc", 27372),
    ]
    let wanted = try #require(expected[version])
    #expect(hot.host == wanted.host && hot.taskManager?.text == wanted.manager)
    #expect(hot.counters.recordsIn == wanted.records)
    #expect(hot.duration != nil && hot.startTime != nil)
    if version == "1.13.6" {
      // It tells no times, so that the shares are those that Flink samples.
      #expect(hot.stateDurations.isEmpty && hot.counters.busyTime == nil)
      #expect(hot.sampled?.busy == Ratio(1) && subtasks[0].sampled?.idle != nil)
      #expect(transport.asked.map(\.path) == [Self.path, Self.path + "/backpressure"])
    } else {
      #expect(
        hot.stateDurations.map(\.state)
          == [.created, .scheduled, .deploying, .initializing, .running])
      #expect((hot.counters.busyTime ?? .zero) > .seconds(60) && hot.sampled == nil)
      #expect(transport.asked.map(\.path) == [Self.path])
    }
  }

  @Test("without a sample yet, and with places that are not assigned, the rest is told")
  func without() async throws {
    let body = """
      {"id":"v","name":"n","parallelism":1,"now":5,"subtasks":[{"subtask":0,"status":"SCHEDULED","attempt":2,
      "host":"(unassigned)","start-time":-1,"end-time":-1,"duration":-1,"metrics":{"read-records":0,
      "read-records-complete":false},"taskmanager-id":"(unassigned)"},
      {"subtask":1,"status":"RUNNING","attempt":2,"host":"h","start-time":4,"end-time":-1,"duration":1,
      "metrics":{"read-records":7}}]}
      """
    let transport = ScriptedTransport(paths: [
      Self.path: body, Self.path + "/backpressure": #"{"status":"deprecated"}"#,
    ])
    let subtasks = try await FlinkClient(transport: transport)
      .answer(.subtasks(Self.job, Self.vertex)).subtasks
    #expect(subtasks[0].host == nil && subtasks[0].taskManager == nil)
    #expect(subtasks[0].startTime == nil && subtasks[0].duration == nil)
    #expect(subtasks[0].counters.recordsIn == nil)
    #expect(subtasks[1].sampled == nil && subtasks[1].counters.recordsIn == 7)
  }

  @Test("what an ended subtask counted is not 0 where its TaskManager took that along")
  func lostCounters() async throws {
    func recordsIn(_ idle: Int, end: Int) async throws -> Int64? {
      let body = """
        {"id":"v","name":"n","parallelism":1,"now":5,"subtasks":[{"subtask":0,"status":"CANCELED","attempt":0,
        "endpoint":"h:1","start-time":4,"end-time":\(end),"duration":240000,"metrics":{"read-records":0,"write-records":0,
        "read-bytes":0,"write-bytes":0,"accumulated-busy-time":0.0,"accumulated-idle-time":\(idle),
        "accumulated-backpressured-time":0},"taskmanager-id":"a"}]}
        """
      return try await FlinkClient(transport: ScriptedTransport(paths: [Self.path: body]))
        .answer(.subtasks(Self.job, Self.vertex)).subtasks.first?.counters.recordsIn
    }
    #expect(try await recordsIn(0, end: 9) == nil)
    // It ran all that time and had nothing to do.
    #expect(try await recordsIn(239_000, end: 9) == 0)
    #expect(try await recordsIn(0, end: -1) == 0)
  }

  @Test("watermarks are those of the inputs", arguments: recordedVersions)
  func watermarks(version: String) async throws {
    let body = try RecordedTransport(version: version).body("watermarks-orders-1.json")
    let transport = ScriptedTransport(paths: [
      Self.path + "/watermarks": String(decoding: body, as: UTF8.self)
    ])
    let watermarks = try await FlinkClient(transport: transport)
      .answer(.subtaskWatermarks(Self.job, Self.vertex)).bySubtask
    #expect(watermarks.keys.sorted() == Array(0..<watermarks.count) && watermarks.count > 1)
    #expect(watermarks.values.allSatisfy { if case .at = $0 { true } else { false } })
  }

  /// A source whose last operator has a name of so many characters.
  private func source(_ subtasks: Int, name length: Int) async throws -> (
    SubtaskWatermarks, [HTTPRequest]
  ) {
    let name = String(repeating: "n", count: length)
    let transport = ScriptedTransport { request in
      guard let get = request.path.firstRange(of: "?get=") else {
        return .json(
          #"[{"id":"\#(name).currentOutputWatermark"},{"id":"\#(name).numRecordsOutPerSecond"}]"#)
      }
      let ids = request.path[get.upperBound...].split(separator: ",")
      return .json(
        "[" + ids.map { #"{"id":"\#($0)","value":"1795227202927"}"# }.joined(separator: ",") + "]")
    }
    let question = SubtaskWatermarksQuestion(
      Self.job, Self.vertex, site: VertexSite(name: name, isSource: true, hasDownstream: true),
      parallelism: subtasks)
    return (try await FlinkClient(transport: transport).answer(question), transport.asked)
  }

  @Test("of a source they are a metric of each subtask, in request lines that Flink takes")
  func sourceWatermarks() async throws {
    let (watermarks, asked) = try await source(64, name: 40)
    #expect(watermarks.bySubtask.keys.sorted() == Array(0..<64))
    #expect(watermarks.bySubtask[63] == .at(Timestamp(milliseconds: 1_795_227_202_927)))
    #expect(asked.count == 3)
    #expect(asked.allSatisfy { $0.path.utf8.count < 4000 })
  }

  @Test("a source of very many subtasks is not asked for hundreds of them")
  func wideSource() async throws {
    let (watermarks, asked) = try await source(2000, name: 40)
    #expect(watermarks.bySubtask.isEmpty)
    #expect(asked.count == 1)
  }
}
