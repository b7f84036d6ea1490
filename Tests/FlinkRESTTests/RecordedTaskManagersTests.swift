import StreamModel
import Testing

@testable import FlinkREST

@Suite("Recorded TaskManagers")
struct RecordedTaskManagersTests {
  private static let first = [
    "1.13.6": "127.0.0.1:45147-a4503f", "1.20.5": "127.0.0.1:43029-20e329",
    "2.3.0": "127.0.0.1:35111-13c9a3",
  ]

  private func mebibytes(_ count: Int64) -> ByteCount { ByteCount(bytes: count << 20) }

  private func detail(in version: String) async throws -> TaskManagerDetail {
    let id = TaskManagerID(try #require(Self.first[version]))
    return try await FlinkClient(transport: RecordedTransport(version: version))
      .answer(.taskManager(id))
  }

  @Test("the list has slots, heartbeat, memory and what is free", arguments: recordedVersions)
  func list(version: String) async throws {
    let list = try await FlinkClient(transport: RecordedTransport(version: version))
      .answer(.taskManagers)
    #expect(list.count == 2)
    #expect(list.map(\.slots) == [40, 40])
    #expect(list.map(\.freeSlots) == [32, 40])
    #expect(list.map(\.assignedTasks) == (version == "2.3.0" ? [54, 0] : [nil, nil]))
    #expect(list.allSatisfy { !$0.isBlocked && $0.host == "127.0.0.1" })
    let first = list[0]
    #expect(first.id.text == Self.first[version])
    let heartbeats: [String: Int64] = [
      "1.13.6": 1_795_227_941_021, "1.20.5": 1_795_227_941_210, "2.3.0": 1_795_227_941_899,
    ]
    #expect(first.lastHeartbeatAt?.milliseconds == heartbeats[version])
    #expect(
      first.resources
        == TaskManager.Resources(
          cores: 2, taskHeap: mebibytes(384), taskOffHeap: mebibytes(0), managed: mebibytes(128),
          network: mebibytes(128)))
    #expect(first.freeResources?.taskHeap == mebibytes(307))
    #expect(
      first.hardware
        == TaskManager.Hardware(
          cores: 2, physicalMemory: ByteCount(bytes: 25_276_530_688),
          heapLimit: ByteCount(bytes: 518_979_584), managedMemory: mebibytes(128)))
    #expect(first.memory.taskHeap == mebibytes(384))
    #expect(first.memory.totalProcess == ByteCount(bytes: 1_409_286_144))
  }

  @Test("one has its jobs, its heap and its collectors", arguments: recordedVersions)
  func detail(version: String) async throws {
    let detail = try await detail(in: version)
    #expect(detail.taskManager.id.text == Self.first[version])
    #expect(detail.allocatedSlots.count == (version == "1.13.6" ? 0 : 8))
    let tasks = detail.allocatedSlots.compactMap(\.assignedTasks)
    #expect(tasks.reduce(0, +) == (version == "2.3.0" ? 54 : 0))
    let heaps: [String: Int64] = [
      "1.13.6": 141_380_352, "1.20.5": 62_997_944, "2.3.0": 94_401_200,
    ]
    let metrics = detail.metrics
    #expect(metrics.heap.used?.bytes == heaps[version])
    #expect(metrics.heap.limit?.bytes == 518_979_584)
    #expect(try (0.1...0.3).contains(#require(metrics.heap.share).value))
    #expect(metrics.network.limit == mebibytes(128))
    #expect(metrics.networkSegments == 32768)
    let garbage: [String: Duration] = [
      "1.13.6": .milliseconds(718 + 654), "1.20.5": .milliseconds(578),
      "2.3.0": .milliseconds(1287),
    ]
    #expect(metrics.garbageTime == garbage[version])
    #expect(metrics.managed.used == ByteCount(bytes: 0))
    #expect(metrics.managed.share == Ratio(0))
    #expect(try (0.06...0.09).contains(#require(metrics.cpuLoad).value))
    let threads = ["1.13.6": 323, "1.20.5": 292, "2.3.0": 297]
    #expect(metrics.threads == threads[version])
    let metaspaces: [String: Int64] = [
      "1.13.6": 40_721_296, "1.20.5": 45_078_064, "2.3.0": 51_890_192,
    ]
    #expect(metrics.metaspace.used?.bytes == metaspaces[version])
    #expect(metrics.metaspace.limit == mebibytes(256))
  }

  @Test(
    "of a vertex each TaskManager has its subtasks, their states and sums",
    arguments: recordedVersions)
  func vertex(version: String) async throws {
    let body = try RecordedTransport(version: version).body("vertex-task-managers.json")
    let told = try await FlinkClient(
      transport: ScriptedTransport(String(decoding: body, as: UTF8.self))
    ).answer(.vertexWorkers(JobID("j"), VertexID("v")))
    #expect(told.parts.count == 2)
    #expect(
      told.parts.values.map(\.tasks.total).sorted() == (version == "1.13.6" ? [24, 40] : [28, 36]))
    #expect(told.parts.values.allSatisfy { $0.state == .running && $0.startTime != nil })
    // What is marked as incomplete is not known.
    let records = told.parts.values.compactMap(\.counters.recordsIn).sorted()
    let known: [String: [Int64]] = ["1.13.6": [], "1.20.5": [791, 1011], "2.3.0": [844, 1034]]
    #expect(records == known[version])
  }

  @Test("subtasks that no TaskManager has yet are nobody's")
  func unassigned() async throws {
    let json =
      #"{"taskmanagers":[{"host":"(unassigned)","status":"SCHEDULED","start-time":-1,"metrics":{},"#
      + #""status-counts":{"SCHEDULED":2},"taskmanager-id":"(unassigned)"}]}"#
    let told = try await FlinkClient(transport: ScriptedTransport(json))
      .answer(.vertexWorkers(JobID("j"), VertexID("v")))
    #expect(told.parts.isEmpty)
  }
}
