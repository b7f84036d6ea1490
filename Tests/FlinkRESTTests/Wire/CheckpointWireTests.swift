import StreamModel
import Testing

@testable import FlinkREST
@testable import ServerAnswers

@Suite("Reading checkpoints")
struct CheckpointWireTests {
  private func node(_ json: String) throws -> JSONNode { try JSONDocument(Array(json.utf8)).root }

  private static let head = """
    "id":5,"trigger_timestamp":1795227316200,"latest_ack_timestamp":-1,"end_to_end_duration":-1,\
    "state_size":-1,"num_subtasks":2,"num_acknowledged_subtasks":0
    """

  @Test(
    "the status is told from its name, with what belongs to it",
    arguments: [
      (#""status":"IN_PROGRESS""#, CheckpointStatus.inProgress),
      (
        #""status":"COMPLETED","external_path":"s3://x","discarded":true"#,
        .completed(path: "s3://x", isDiscarded: true)
      ),
      (
        #""status":"COMPLETED","external_path":null"#, .completed(path: nil, isDiscarded: false)
      ),
      (#""status":"FAILED""#, .failed(cause: nil)),
      (
        #""status":"FAILED","failure_message":"a.b.C: late\n\tat x""#, .failed(cause: "C: late")
      ),
      (#""status":"DREAMT""#, .other("DREAMT")),
    ])
  func status(members: String, expected: CheckpointStatus) throws {
    let checkpoint = try Checkpoint(node("{\(members),\(Self.head)}"))
    #expect(checkpoint.status == expected)
    #expect(checkpoint.lastAcknowledgedAt == nil)
    #expect(checkpoint.duration == nil)
    #expect(checkpoint.stateSize == nil)
  }

  /// Flink adds up what the subtasks have acknowledged: before the first, all is 0.
  @Test("sizes that no subtask has told are unknown, and 0 where one has", arguments: [0, 1])
  func silence(acknowledged: Int) throws {
    let sums = """
      "status":"IN_PROGRESS","num_subtasks":2,"num_acknowledged_subtasks":\(acknowledged),\
      "state_size":0,"checkpointed_size":0,"processed_data":0,"persisted_data":0
      """
    let head = #""id":5,"trigger_timestamp":1795227316200"#
    let detail = try CheckpointDetail(
      details: node("{\(head),\(sums),\"tasks\":{\"ab\":{\(sums)}}}"))
    let expected = acknowledged == 0 ? nil : ByteCount(bytes: 0)
    let checkpoint = detail.checkpoint
    #expect(checkpoint.stateSize == expected)
    #expect(checkpoint.checkpointedSize == expected)
    #expect(checkpoint.processedData == expected)
    #expect(checkpoint.persistedData == expected)
    #expect(detail.vertices.map(\.stateSize) == [expected])
    #expect(detail.vertices.map(\.checkpointedSize) == [expected])
  }

  @Test("a summary over nothing is none, and NaN is no percentile")
  func emptySummary() throws {
    let zero = #"{"min":0,"max":0,"avg":0,"p50":"NaN","p99":"NaN"}"#
    let even = #"{"min":7,"max":7,"avg":7,"p50":"NaN","p99":7.0}"#
    func statistics(_ summary: String, completed: Int) throws -> CheckpointStatistics {
      try CheckpointStatistics(
        checkpoints: node(
          """
          {"counts":{"completed":\(completed)},"summary":{"end_to_end_duration":\(summary)},
          "latest":{"completed":null,"restored":null},"history":[]}
          """))
    }
    #expect(try statistics(even, completed: 0).duration == nil)
    // Whatever is counted, as after a JobManager that took over.
    #expect(try statistics(zero, completed: 20).duration == nil)
    let distribution = try statistics(even, completed: 1).duration
    #expect(distribution?.max == 7)
    #expect(distribution?.p50 == nil)
    #expect(try statistics(even, completed: 1).stateSize == nil)
  }

  @Test("what is not externally addressable has no path, and is said to be the JobManager's alone")
  func notAddressable() throws {
    let path = #""external_path":"<checkpoint-not-externally-addressable>""#
    let checkpoint = try Checkpoint(node(#"{"status":"COMPLETED",\#(path),\#(Self.head)}"#))
    #expect(checkpoint.status == .completed(path: nil, isDiscarded: false))
    #expect(checkpoint.isInJobManagerOnly)
    let other = try Checkpoint(
      node(#"{"status":"COMPLETED","external_path":"s3://x",\#(Self.head)}"#))
    #expect(!other.isInJobManagerOnly)
    let json =
      #"{"counts":{},"history":[],"latest":{"restored":{"id":5,"restore_timestamp":1,\#(path)}}}"#
    let restored = try CheckpointStatistics(checkpoints: node(json)).restored
    #expect(restored != nil && restored?.path == nil)
  }

  @Test("what the job was restored from")
  func restored() throws {
    let json = """
      {"counts":{},"history":[],"latest":{"restored":{"id":5,"restore_timestamp":1795227315687,
      "is_savepoint":true,"external_path":"file:/x"}}}
      """
    #expect(
      try CheckpointStatistics(checkpoints: node(json)).restored
        == .init(
          id: CheckpointID(5), at: Timestamp(1_795_227_315_687), isSavepoint: true, path: "file:/x")
    )
  }

  @Test("periodic checkpoints that are off have no interval")
  func noInterval() throws {
    let json = #"{"mode":"at_least_once","interval":9223372036854775807,"timeout":600000}"#
    let configuration = try CheckpointConfiguration(config: node(json))
    #expect(configuration.interval == nil)
    #expect(configuration.timeout == .seconds(600))
    #expect(configuration.mode == "at_least_once")
  }

  @Test("checkpoints that outlive the job say whether a cancel deletes them")
  func externalized() throws {
    let json = #"{"mode":"x","externalization":{"enabled":true,"delete_on_cancellation":false}}"#
    #expect(
      try CheckpointConfiguration(config: node(json)).externalizedDeletesOnCancellation == false)
  }

  @Test("a subtask that did not measure a phase has none")
  func phases() throws {
    let json = """
      {"subtasks":[{"index":0,"start_delay":1,"alignment":{"duration":2,"processed":3,"persisted":4},
      "checkpoint":{"sync":-1,"async":5},"unaligned_checkpoint":true,"aborted":true}]}
      """
    let subtask = try #require(try SubtaskCheckpoint.all(details: node(json)).first)
    #expect(subtask.phases == nil)
    #expect(subtask.processedData == ByteCount(bytes: 3))
    #expect(subtask.persistedData == ByteCount(bytes: 4))
    #expect(subtask.isUnaligned)
    #expect(subtask.isAborted)
  }
}
