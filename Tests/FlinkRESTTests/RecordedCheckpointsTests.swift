import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Recorded checkpoints of Flink")
struct RecordedCheckpointsTests {
  typealias Recording = RecordedAnswersTests.Recording

  @Test("the history has ten entries, newest first, with causes", arguments: recordedVersions)
  func history(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("failing-checkpoints")
    let statistics = try await recording.client.answer(
      .checkpoints(job))
    #expect(statistics.counts.completed == 14)
    #expect(statistics.counts.failed == (recording.isVersion2 ? 10 : 9))
    #expect(statistics.counts.total == (recording.isVersion2 ? 24 : 23))
    #expect(statistics.history.map(\.id.number) == [23, 22, 21, 20, 19, 18, 17, 16, 15, 14])
    #expect(
      statistics.history[0].status == .failed(cause: "Asynchronous task checkpoint failed."))
    #expect(
      statistics.history[1].status
        == .completed(
          path: "file:/flink/run/\(version)/checkpoints/\(job.text)/chk-22", isDiscarded: false))
    #expect(statistics.latestCompleted == statistics.history[1])
    #expect(statistics.latestFailed == statistics.history[0])
    #expect(statistics.latestSavepoint == nil)
    #expect(statistics.restored == nil)
  }

  @Test("one checkpoint has every figure that its version gives")
  func checkpoint() async throws {
    func failed(_ version: String) async throws -> Checkpoint {
      let recording = try Recording(version)
      let question = CheckpointQuestion(
        try recording.job("failing-checkpoints"), CheckpointID(23))
      return try await recording.client.answer(question).checkpoint
    }
    var expected = Checkpoint(
      id: CheckpointID(23), status: .failed(cause: "Asynchronous task checkpoint failed."),
      isSavepoint: false, savepointFormat: nil, type: "CHECKPOINT",
      triggeredAt: Timestamp(1_795_233_345_846), lastAcknowledgedAt: Timestamp(1_795_233_345_852),
      duration: .milliseconds(9), stateSize: ByteCount(bytes: 768), checkpointedSize: nil,
      processedData: ByteCount(bytes: 0), persistedData: ByteCount(bytes: 0), subtasks: 4,
      acknowledgedSubtasks: 3)
    #expect(try await failed("1.13.6") == expected)
    expected.triggeredAt = Timestamp(1_795_233_421_691)
    expected.lastAcknowledgedAt = Timestamp(1_795_233_421_705)
    expected.duration = .milliseconds(16)
    expected.stateSize = ByteCount(bytes: 771)
    expected.checkpointedSize = ByteCount(bytes: 771)
    expected.processedData = ByteCount(bytes: 46)
    #expect(try await failed("2.3.0") == expected)
  }

  @Test("what no subtask has acknowledged has no size, as nothing was added up")
  func unacknowledged() throws {
    for version in recordedVersions {
      let recording = try Recording(version)
      let body = try recording.transport.body("checkpoint-in-progress.json")
      let detail = try CheckpointDetail(details: JSONDocument(body).root)
      let silent = detail.vertices.filter { $0.acknowledgedSubtasks == 0 }
      #expect(!silent.isEmpty)
      #expect(silent.allSatisfy { $0.stateSize == nil && $0.checkpointedSize == nil })
      let others = detail.vertices.filter { $0.acknowledgedSubtasks > 0 }
      #expect(others.allSatisfy { $0.stateSize != nil })
    }
  }

  @Test("the summary has percentiles where the version has them")
  func summary() async throws {
    func statistics(_ version: String) async throws -> CheckpointStatistics {
      let recording = try Recording(version)
      return try await recording.client.answer(
        .checkpoints(recording.job("failing-checkpoints")))
    }
    let old = try await statistics("1.13.6")
    #expect(
      old.duration
        == Distribution(
          min: 5, average: 9, max: 16, p50: nil, p90: nil, p95: nil, p99: nil, p999: nil))
    #expect(old.checkpointedSize == old.stateSize)
    let new = try await statistics("1.20.5")
    #expect(
      new.duration
        == Distribution(
          min: 6, average: 583, max: 2008, p50: 10.5, p90: 2007, p95: 2008, p99: 2008, p999: 2008))
    #expect(new.stateSize?.max == 1012)
  }

  @Test("a checkpoint in progress says which vertex has not answered", arguments: recordedVersions)
  func inProgress(version: String) async throws {
    let recording = try Recording(version)
    let job = try recording.job("orders")
    let statistics = try await recording.client.answer(
      .checkpoints(job))
    let running = try #require(statistics.history.first)
    #expect(running.status == .inProgress)
    #expect(running.acknowledgedSubtasks == 7)
    #expect(statistics.counts.inProgress == 1)

    let detail = try await recording.client.answer(
      .checkpoint(job, running.id))
    #expect(detail.checkpoint.status == .inProgress)
    #expect(detail.vertices.map(\.vertex) == detail.vertices.map(\.vertex).sorted())
    #expect(detail.vertices.count == 5)
    let sink = try #require(
      detail.vertices.first { $0.vertex == RecordedAnswersTests.warehouse })
    #expect(sink.status == "IN_PROGRESS")
    #expect(sink.lastAcknowledgedAt == nil)
    #expect(sink.duration == nil)
    #expect(sink.acknowledgedSubtasks == 0)
    let fraud = try #require(detail.vertices.first { $0.vertex == RecordedAnswersTests.fraud })
    #expect(fraud.acknowledgedSubtasks == 3)
    #expect(fraud.stateSize == ByteCount(bytes: 19371))
    #expect(fraud.checkpointedSize == (recording.isModern ? ByteCount(bytes: 19371) : nil))
  }

  @Test("subtasks have four phases, or nothing while pending", arguments: recordedVersions)
  func subtasks(version: String) async throws {
    let recording = try Recording(version)
    let question = CheckpointSubtasksQuestion(
      try recording.job("orders"), CheckpointID(recording.isModern ? 9 : 8),
      RecordedAnswersTests.fraud)
    let subtasks = try await recording.client.answer(question)
    #expect(subtasks.map(\.index) == [0, 1, 2, 3])
    #expect(subtasks.map { $0.phases == nil } == [false, false, true, false])
    #expect(
      subtasks[2]
        == SubtaskCheckpoint(
          index: 2, acknowledgedAt: nil, duration: nil, phases: nil, stateSize: nil,
          checkpointedSize: nil, processedData: nil, persistedData: nil, isUnaligned: false,
          isAborted: false))
    let phases: [String: SubtaskCheckpoint.Phases] = [
      "1.13.6": .init(
        startDelay: .milliseconds(59), alignment: .milliseconds(180), sync: .zero, async: .zero),
      "1.20.5": .init(
        startDelay: .milliseconds(52), alignment: .milliseconds(182), sync: .zero, async: .zero),
      "2.3.0": .init(
        startDelay: .milliseconds(84), alignment: .milliseconds(152), sync: .zero, async: .zero),
    ]
    #expect(subtasks[1].phases == phases[version])
  }

  @Test("the configuration, as far as the version tells it", arguments: recordedVersions)
  func configuration(version: String) async throws {
    let recording = try Recording(version)
    let isModern = recording.isModern
    let expected = CheckpointConfiguration(
      mode: "exactly_once", interval: .seconds(3), timeout: .seconds(600), minPause: .zero,
      maxConcurrent: 1, isUnaligned: false,
      tolerableFailures: 0, stateBackend: "HashMapStateBackend",
      storage: "FileSystemCheckpointStorage", externalizedDeletesOnCancellation: nil,
      isChangelogEnabled: isModern ? false : nil)
    #expect(
      try await recording.client.answer(.checkpointConfiguration(recording.job("orders")))
        == expected)
  }

  /// As 2.3.0 answered for a job that the adaptive scheduler had wait for slots.
  @Test("what Flink calls Unknown is not known")
  func unknownBackend() async throws {
    let transport = ScriptedTransport(
      status: 200,
      #"{"mode":"exactly_once","interval":3000,"state_backend":"Unknown","checkpoint_storage":"Unknown"}"#
    )
    let configuration = try await FlinkClient(transport: transport).answer(
      .checkpointConfiguration(JobID("j")))
    #expect(configuration.stateBackend == nil && configuration.storage == nil)
  }
}
