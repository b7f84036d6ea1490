import Dashboard
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

@Suite("The checkpoints of a job as text and JSON")
struct CheckpointReportTests {
  private let id = JobID("a3f9c02e7be14d6f8a1b2c3d4e5f6071")
  private let start = Timestamp(milliseconds: 1_795_269_600_000)

  private var empty: ClusterModel {
    var cluster = ClusterModel(
      identity: ClusterIdentity(name: "lab", endpoint: "http://lab:8081", source: "flink"),
      interval: .seconds(2))
    let summary = JobSummary(
      id: id, name: "orders", state: .running, startTime: start, endTime: nil,
      duration: .seconds(600), lastModification: start, tasks: TaskCounts(byState: [.running: 1]))
    cluster.apply([summary], to: .jobs, at: start)
    return cluster
  }

  private func cluster(_ history: [Checkpoint]) -> ClusterModel {
    var cluster = empty
    let statistics = CheckpointStatistics(
      counts: .init(total: 40, inProgress: 1, completed: 27, failed: 12, restored: 0),
      duration: nil, checkpointedSize: nil, stateSize: nil, processedData: nil, persistedData: nil,
      latestCompleted: nil, latestFailed: nil, latestSavepoint: nil, restored: nil, history: history
    )
    cluster.apply(statistics, to: .checkpoints(id), at: start)
    return cluster
  }

  private func checkpoint(
    _ number: Int64, _ status: CheckpointStatus, isInJobManagerOnly: Bool = false
  ) -> Checkpoint {
    Checkpoint(
      id: CheckpointID(number), status: status, isSavepoint: false, savepointFormat: nil, type: nil,
      triggeredAt: start, lastAcknowledgedAt: nil, duration: .milliseconds(3), stateSize: nil,
      checkpointedSize: nil, processedData: nil, persistedData: nil, subtasks: 15,
      acknowledgedSubtasks: 15, isInJobManagerOnly: isInJobManagerOnly)
  }

  private func text(_ cluster: ClusterModel, after seconds: Double = 10) -> String {
    TextReport(
      cluster: cluster, takenAt: start.advanced(by: .seconds(seconds)), clock: .utc,
      charset: .unicode
    ).checkpoints(id)
  }

  private func json(_ cluster: ClusterModel, after seconds: Double = 10) -> String {
    Documents(cluster: cluster, takenAt: start.advanced(by: .seconds(seconds))).checkpoints(id).text
  }

  @Test("a job without checkpointing is said to be one")
  func off() {
    var cluster = empty
    #expect(json(cluster).contains(#""isCheckpointing":null"#))
    #expect(text(cluster).contains("Nothing is known of its checkpoints."))
    cluster.fail(
      .checkpoints(id), with: .notFound("Checkpointing has not been enabled."), at: start)
    #expect(text(cluster).contains("Checkpointing is off: the job takes no checkpoints."))
    #expect(json(cluster).contains(#""isCheckpointing":false"#))
  }

  @Test("a discarded checkpoint is marked and has no path")
  func discarded() {
    let cluster = cluster([
      checkpoint(2, .completed(path: "s3://c/2", isDiscarded: false)),
      checkpoint(1, .completed(path: "s3://c/1", isDiscarded: true)),
    ])
    let rows = text(cluster).split(separator: "\n")
    #expect(rows.contains { $0.contains("completed") && $0.contains("s3://c/2") })
    #expect(rows.last?.contains("discarded") == true)
    #expect(!text(cluster).contains("s3://c/1"))
    #expect(json(cluster).contains(#""path":"s3://c/2","discarded":false"#))
    #expect(json(cluster).contains(#""path":null,"discarded":true"#))
  }

  @Test("one in the JobManager's memory has no path, and the text says what that means")
  func inMemory() {
    let cluster = cluster([
      checkpoint(2, .completed(path: nil, isDiscarded: false), isInJobManagerOnly: true)
    ])
    #expect(text(cluster).contains("and can't be restored from once it is gone"))
    #expect(json(cluster).contains(#""path":null,"discarded":false"#))
  }

  @Test("one under way has lasted since its trigger, whatever the server says of its duration")
  func underWay() {
    let cluster = cluster([checkpoint(2, .inProgress)])
    #expect(text(cluster, after: 75).contains("1m 15s"))
    #expect(json(cluster, after: 75).contains(#""durationMs":75000"#))
  }

  @Test("the failed are as many as the cluster counts")
  func counts() {
    let cluster = cluster([checkpoint(40, .failed(cause: nil))])
    #expect(text(cluster).contains("40 triggered, 27 completed, 12 failed"))
    #expect(json(cluster).contains(#""failed":12"#))
  }
}
