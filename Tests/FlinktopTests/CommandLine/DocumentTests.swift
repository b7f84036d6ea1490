import StreamModel
import Testing

@testable import flinktop

@Suite("What a document says of what is not known, and of what went wrong")
struct DocumentTests {
  private static let now = Timestamp(milliseconds: 1_795_269_751_000)
  private static let id = JobID("0123456789abcdef0123456789abcdef")

  /// A job of which nothing but its row in the list is known.
  private var cluster: ClusterModel {
    var cluster = ClusterModel(
      identity: ClusterIdentity(name: "jm:8081", endpoint: "http://jm:8081", source: "flink"),
      interval: .seconds(2))
    let summary = JobSummary(
      id: Self.id, name: "orders", state: .running, startTime: nil, endTime: nil, duration: nil,
      lastModification: nil, tasks: TaskCounts(byState: [.running: 2]))
    cluster.apply([summary], to: .jobs, at: Self.now)
    return cluster
  }

  private func json(_ cluster: ClusterModel) -> String {
    Documents(cluster: cluster, takenAt: Self.now).jobs().text
  }

  @Test("a job of which only its row is known has null for every figure, and no 0")
  func unknown() {
    let text = json(cluster)
    #expect(
      text.contains(
        #""version":null,"isHistoryServer":null,"taskManagers":null,"slotsTotal":null,"#
          + #""slotsAvailable":null,"jobsRunning":null,"jobsFinished":null,"jobsCancelled":null,"#
          + #""jobsFailed":null}"#))
    #expect(
      text.contains(#""startTime":null,"endTime":null,"durationMs":null,"tasks":{"total":2,"#))
    #expect(
      text.contains(
        #""restarts":null,"recordsInPerSecond":null,"recordsOutPerSecond":null,"#
          + #""recordsInTotal":null,"recordsOutTotal":null,"busiest":null,"backpressure":null,"#
          + #""watermarkLagMs":null,"watermarkLagIsAtMost":null,"isCheckpointing":null,"lastCheckpoint":null}"#
      ))
  }

  @Test("restarts that the cluster counted are told, be there none")
  func restarts() {
    var cluster = cluster
    cluster.apply(JobMetrics(restarts: 0), to: .jobMetrics(Self.id), at: Self.now)
    #expect(json(cluster).contains(#""restarts":0,"#))
  }

  @Test("what the job was restored from is told with its kind and path", arguments: [true, false])
  func restored(isSavepoint: Bool) {
    var cluster = cluster
    let statistics = CheckpointStatistics(
      counts: .init(total: 0, inProgress: 0, completed: 0, failed: 0, restored: 1), duration: nil,
      checkpointedSize: nil, stateSize: nil, processedData: nil, persistedData: nil,
      latestCompleted: nil, latestFailed: nil, latestSavepoint: nil,
      restored: .init(
        id: CheckpointID(7), at: Self.now, isSavepoint: isSavepoint, path: "s3://sp/7"),
      history: [])
    cluster.apply(statistics, to: .checkpoints(Self.id), at: Self.now)
    let text = Documents(cluster: cluster, takenAt: Self.now).checkpoints(Self.id).text
    #expect(
      text.contains(
        #""restored":{"id":7,"at":1795269751000,"isSavepoint":\#(isSavepoint),"path":"s3://sp/7"}"#)
    )
  }

  /// How an operation stands, and what its document then has.
  struct Outcome: Sendable {
    var kind: OperationKind
    var state: OperationState
    var word: String
    var location: String?
    var cause: String?
  }

  private static let stop = OperationKind.stop(drain: false, targetDirectory: nil, format: nil)

  @Test(
    "an operation's document says how it came out, not only that it ended",
    arguments: [
      Outcome(kind: stop, state: .sending, word: "inProgress"),
      Outcome(kind: stop, state: .waiting(.cancelled), word: "inProgress"),
      Outcome(
        kind: stop, state: .completed(location: "s3://x", jobState: .finished), word: "completed",
        location: "s3://x"),
      Outcome(
        kind: stop, state: .completed(location: "s3://x", jobState: .failed), word: "failed",
        location: "s3://x", cause: "the job ended FAILED"),
      Outcome(
        kind: .cancel, state: .completed(location: nil, jobState: .canceled), word: "completed"),
      Outcome(
        kind: .cancel, state: .completed(location: nil, jobState: .finished), word: "failed",
        cause: "the job ended FINISHED"),
      Outcome(
        kind: stop, state: .failed(cause: "late", location: "s3://x"), word: "failed",
        location: "s3://x", cause: "late"),
      Outcome(
        kind: stop, state: .uncertain(reason: "lost", location: "s3://x"), word: "uncertain",
        location: "s3://x", cause: "lost"),
    ])
  func outcome(_ outcome: Outcome) {
    let operation = StreamModel.Operation.asked(outcome.kind, outcome.state)
    let text = Documents(cluster: cluster, takenAt: Self.now).operation(operation).text
    func quoted(_ text: String?) -> String { text.map { #""\#($0)""# } ?? "null" }
    let ending =
      #""jobName":"orders","state":"\#(outcome.word)","location":\#(quoted(outcome.location)),"#
      + #""checkpoint":null,"trigger":null,"cause":\#(quoted(outcome.cause))}"#
    #expect(text.hasSuffix(ending), "\(text)")
  }
}
