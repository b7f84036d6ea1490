import Foundation
import StreamModel
import Testing

@testable import FlinkTraces

@Suite("Spans that real clusters reported")
struct RecordedSpansTests {
  @Test("a checkpoint of 2.3 has its ids, sizes, phases and end")
  func checkpoint() throws {
    let span = try #require(try Recording.spans("2.3.0.log").last)
    #expect(span.kind == .checkpoint && span.status == "COMPLETED" && !span.hasFailed)
    #expect(span.scope == "org.apache.flink.runtime.checkpoint.CheckpointStatsTracker")
    #expect(span.start == Timestamp(1_795_226_220_316) && span.duration == .milliseconds(67))
    #expect(span.job == JobID("c6395212923439f845bfd69afb2029f0"))
    #expect(span.jobName == "flaky-checkpoints" && span.host == "127.0.0.1")
    #expect(span.checkpoint == CheckpointID(6) && span.checkpointType == "Checkpoint")
    #expect(span.isSavepoint == false && span.isUnaligned == false)
    #expect(span.fullSize == ByteCount(bytes: 4_137_480))
    #expect(span.metadataSize == ByteCount(bytes: 3254))
    #expect(
      span.durations.map(\.name) == [
        "CheckpointStartDelay", "Alignment", "SyncCheckpoint", "AsyncCheckpoint",
      ])
    #expect(span.durations.map(\.max) == [21, 0, 3, 44].map { .milliseconds($0) })
    #expect(span.durations.map(\.sum) == [74, 0, 7, 93].map { .milliseconds($0) })
    #expect(
      span.sizes.map(\.name) == ["StateSize", "CheckpointedSize", "ProcessedData", "PersistedData"])
    #expect(span.sizes.first?.max == ByteCount(bytes: 2_115_993) && span.sizes.first?.sum == nil)
  }

  @Test("attributes that a configuration adds are kept, in the order of the line")
  func additions() throws {
    let span = try #require(try Recording.spans("2.3.0.log").first)
    #expect(span.attributes.text("region") == "lab")
    #expect(span.attributes.text("environment") == "test")
    #expect(span.attributes.all.count == 27)
    #expect(span.attributes.all.first?.name == "maxStateSizeBytes")
    #expect(span.attributes.all.last?.name == "environment")
  }

  @Test("the start of a job tells the checkpoint and what each part took at most")
  func initialization() throws {
    let spans = try Recording.spans("2.3.0.log").filter { $0.kind == .jobInitialization }
    let span = try #require(spans.first)
    #expect(span.checkpoint == CheckpointID(4) && span.duration == .milliseconds(335))
    #expect(
      span.durations.map(\.name) == [
        "MailboxStart", "ReadOutputData", "InitializeState", "GateRestore",
      ])
    #expect(span.durations.map(\.max) == [36, 1, 201, 6].map { .milliseconds($0) })
    #expect(
      span.sizes.map(\.name) == [
        "RestoredStateSize.LOCAL_DISK", "RestoredStateSize.LOCAL_MEMORY",
      ])
    #expect(span.sizes.first?.sum == ByteCount(bytes: 4_136_950))
  }

  @Test("what is downloaded and restored is within the initialising of state")
  func nested() throws {
    let spans = try Recording.spans("2.3.0-subtasks.log")
    let span = try #require(spans.first { $0.kind == .jobInitialization })
    #expect(
      span.durations.map(\.name) == [
        "MailboxStart", "ReadOutputData", "InitializeState", "DownloadState", "RestoreState",
        "GateRestore",
      ])
    #expect(
      span.parts.map(\.name) == [
        "MailboxStart", "ReadOutputData", "InitializeState", "GateRestore",
      ]
    )
  }

  @Test("1.20 has no children, names no job, and reports failures")
  func oldest() throws {
    let spans = try Recording.spans("1.20.5.log")
    #expect(
      spans.map(\.kind) == [
        .checkpoint, .jobFailure, .jobInitialization, .jobFailure, .jobInitialization,
      ])
    #expect(spans.allSatisfy { $0.children.isEmpty && $0.jobName == nil && $0.isSavepoint == nil })
    #expect(Set(spans.map(\.job)) == [JobID("0d828e806f335ddbdc1da18175db4e57")])
    #expect(spans[1].canRestart == true && spans[1].isGlobalFailure == false && spans[1].hasFailed)
    #expect(spans[1].duration == .zero)
    #expect(spans[4].status == "FAILED" && spans[4].checkpoint == CheckpointID(13))
  }

  @Test("a checkpoint that nobody acknowledged has no end and no figures")
  func unacknowledged() throws {
    let old = try #require(try Recording.spans("1.20.5.log").first)
    #expect(old.end == nil && old.duration == nil && old.hasFailed)
    let new = try Recording.spans("2.3.0-subtasks.log")[1]
    #expect(new.end == nil && new.children.count == 2 && new.metadataSize == nil)
    for span in [new] + new.children {
      #expect(span.end == nil && span.durations.isEmpty && span.sizes.isEmpty)
    }
  }

  @Test("tasks and their subtasks are below their checkpoint")
  func children() throws {
    let span = try #require(try Recording.spans("2.3.0-subtasks.log").first)
    #expect(span.spanCount == 7 && span.children.map(\.kind) == [.checkpointTask, .checkpointTask])
    #expect(
      span.children.map(\.vertex) == [
        VertexID("cbc357ccb763df2852fee8c4fc7d55f2"), VertexID("90bea66de1c231edf33913ecd54406c1"),
      ])
    let subtasks = span.children.flatMap(\.children)
    #expect(subtasks.map(\.kind) == Array(repeating: .checkpointSubtask, count: 4))
    #expect(subtasks.map(\.subtask) == [0, 1, 0, 1])
    #expect(subtasks.map(\.job) == Array(repeating: span.job, count: 4))
    #expect(subtasks[3].durations.map(\.max) == [127, 48, 38, 86].map { .milliseconds($0) })
    #expect(subtasks[3].durations.map(\.sum) == subtasks[3].durations.map(\.max))
    #expect(subtasks[3].sizes.first?.max == ByteCount(bytes: 92_138))
  }

  @Test("lists by task are read as such")
  func byTask() throws {
    let span = try #require(try Recording.spans("2.3.0-tasks.log").first)
    let delay = try #require(span.durations.first)
    #expect(delay.name == "CheckpointStartDelay" && delay.max == .milliseconds(135))
    #expect(delay.maxByTask == [.milliseconds(117), .milliseconds(135)])
    #expect(delay.sumByTask == [.milliseconds(228), .milliseconds(264)])
    #expect(span.attributes["perTaskMaxStateSizeBytes"] == .integers([265, 436_335]))
  }

  @Test("savepoints are told from checkpoints")
  func savepoints() throws {
    let spans = try Recording.spans("2.3.0-savepoints.log")
    #expect(spans.map(\.checkpointType) == ["Savepoint", "Savepoint", "Full Checkpoint"])
    #expect(spans.map(\.isSavepoint) == [true, true, false])
  }

  /// `FLINKTOP_TRACES=/work/shared/recordings/traces swift test --filter RecordedSpansTests`
  @Test(
    "every line of whole logs is read",
    .enabled(if: ProcessInfo.processInfo.environment["FLINKTOP_TRACES"] != nil))
  func wholeLogs() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["FLINKTOP_TRACES"])
    var counts: [String: Int] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasSuffix(".log") {
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: folder + "/" + name)))
      let (spans, reader) = Recording.read(bytes)
      #expect(reader.unread == UnreadLines())
      var all = spans.map(\.span)
      while let span = all.popLast() {
        counts[span.name, default: 0] += 1
        all += span.children
      }
    }
    print(counts.sorted { $0.key < $1.key })
  }
}
