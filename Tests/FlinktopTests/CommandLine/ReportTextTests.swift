import Dashboard
import Monitoring
import StreamModel
import TerminalUI
import Testing

@testable import flinktop

@Suite("The text and JSON of a snapshot")
struct ReportTextTests {
  private static let now = Timestamp(milliseconds: 1_795_269_751_000)
  private static let id = JobID("0123456789abcdef0123456789abcdef")

  /// One job with a source, a map whose parallelism is not decided, and a sink.
  private func cluster(
    _ state: JobState, name: String = "orders", isHistory: Bool = false, hasEnd: Bool = true
  ) -> ClusterModel {
    var cluster = ClusterModel(
      identity: ClusterIdentity(name: "jm:8081", endpoint: "http://jm:8081", source: "flink"),
      interval: .seconds(2))
    cluster.apply(

      Capabilities(
        version: "2.3.0", canTriggerCheckpoint: true, canChooseSavepointFormat: true,
        acceptsTriggerID: true, hasAccumulatedTimes: true, allowsCancel: true,
        isHistoryServer: isHistory), to: .capabilities, at: Self.now)
    let summary = JobSummary(
      id: Self.id, name: name, state: state, startTime: nil,
      endTime: hasEnd ? Self.now.advanced(by: .seconds(-60)) : nil,
      duration: hasEnd ? .seconds(3600) : nil, lastModification: nil,
      tasks: TaskCounts(byState: [.finished: 2]))
    cluster.apply([summary], to: .jobs, at: Self.now)
    func vertex(_ number: Int, parallelism: Int?, records: Int64?) -> Vertex {
      Vertex(
        id: VertexID("v\(number)"), name: "vertex \(number)", parallelism: parallelism,
        maxParallelism: nil, state: .finished, startTime: nil, tasks: TaskCounts(byState: [:]),
        inputs: number == 0 ? [] : [Edge(from: VertexID("v\(number - 1)"), shipStrategy: nil)],
        counters: VertexCounters(
          recordsIn: number == 0 ? 0 : records, recordsOut: number == 2 ? 0 : records,
          bytesIn: nil, bytesOut: nil, busyTime: nil, backpressuredTime: nil, idleTime: nil))
    }
    let detail = JobDetail(
      id: Self.id, name: name, state: state, serverNow: nil, type: "BATCH", stateEnteredAt: [:],
      vertices: [
        vertex(0, parallelism: 2, records: 1_200_000), vertex(1, parallelism: nil, records: 1000),
        vertex(2, parallelism: 1, records: 7),
      ])
    cluster.apply(detail, to: .job(Self.id), at: Self.now)
    return cluster
  }

  private func report(_ cluster: ClusterModel, width: TextWidth = .pipe) -> TextReport {
    TextReport(
      cluster: cluster, takenAt: Self.now, clock: .utc, charset: .unicode, width: width)
  }

  @Test("a job that ended shows its totals, marked, where a running one has rates")
  func totals() throws {
    let text = report(cluster(.finished)).jobs([Self.id])
    let row = try #require(text.split(separator: "\n").first { $0.contains("orders") })
    #expect(row.contains("Σ1.2M") && row.contains(" Σ7 "))
    #expect(!report(cluster(.running)).jobs([Self.id]).contains("Σ"))
    let json = Documents(cluster: cluster(.finished), takenAt: Self.now).job(Self.id).text
    #expect(json.contains(#""recordsInTotal":1200000,"recordsOutTotal":7,"#))
    #expect(json.contains(#""recordsInPerSecond":null"#))
    // A source reads and a sink writes no records between tasks: no figure of theirs.
    #expect(json.contains(#""recordsInTotal":null,"recordsOutTotal":1200000,"#))
  }

  @Test("a parallelism that is not decided is a dash, and null in JSON")
  func parallelism() throws {
    let text = report(cluster(.running)).job(Self.id)
    let row = try #require(text.split(separator: "\n").first { $0.hasPrefix("vertex 1") })
    #expect(row.split(separator: " ").prefix(4) == ["vertex", "1", "FINISHED", "-"])
    let json = Documents(cluster: cluster(.running), takenAt: Self.now).job(Self.id).text
    #expect(json.contains(#""name":"vertex 1","parallelism":null"#))
  }

  @Test("a history server is named, with ended jobs' figures and no column of now")
  func history() throws {
    let text = report(cluster(.canceled, isHistory: true, hasEnd: false)).jobs([Self.id])
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines[0].contains("Flink 2.3.0  history server"))
    #expect(lines[1].split(separator: " ") == ["JOB", "STATE", "RAN", "ENDED", "IN", "OUT", "ID"])
    #expect(
      lines[2].split(separator: " ").map(String.init)
        == ["orders", "CANCELED", "-", "-", "Σ1.2M", "Σ7", Self.id.text])
    let job = report(cluster(.canceled, isHistory: true)).job(Self.id)
    #expect(job.contains("VERTEX    STATE     P     IN    OUT"))
    #expect(!job.contains("BUSY"))
  }

  @Test("a job without checkpointing is said to have none")
  func checkpointingOff() {
    var cluster = cluster(.running)
    #expect(!report(cluster).job(Self.id).contains("Checkpointing"))
    cluster.fail(
      .checkpoints(Self.id), with: .unsupported("Checkpointing was not enabled for job 1."),
      at: Self.now)
    #expect(cluster.job(Self.id)?.isCheckpointingEnabled == false)
    #expect(report(cluster).job(Self.id).contains("Checkpointing is off."))
    #expect(report(cluster).checkpoints(Self.id).contains("the job takes no checkpoints."))
    let json = Documents(cluster: cluster, takenAt: Self.now).jobs().text
    #expect(json.contains(#""isCheckpointing":false"#))
  }

  @Test("a job name of 11,000 characters leaves lines that can be read at 80 columns")
  func longName() {
    let cluster = cluster(.running, name: String(repeating: "insert-", count: 1600))
    let terminal = TextWidth(columns: 80, isTerminal: true)
    let report = report(cluster, width: terminal)
    for text in [report.jobs([Self.id]), report.job(Self.id), report.checkpoints(Self.id)] {
      #expect(text.split(separator: "\n").allSatisfy { CellWidth.of($0) <= 80 })
      #expect(text.contains("insert-") && text.contains("…"))
    }
  }

  @Test(
    "how far a snapshot is counts failures apart from answers",
    arguments: [
      (0, 0, 3, "no answer"), (0, 2, 3, "no answer, 2 failed"),
      (14, 0, 60, "14 of at least 60 answers"), (1, 3, 9, "1 of at least 9 answers, 3 failed"),
    ])
  func progress(answered: Int, failed: Int, asked: Int, expected: String) {
    var progress = SnapshotProgress()
    (progress.answered, progress.failed, progress.asked) = (answered, failed, asked)
    #expect(progress.text == expected)
  }

  @Test("every document says what it is, when it was made, and of which cluster")
  func documents() {
    let documents = Documents(cluster: cluster(.running), takenAt: Self.now)
    let operation = Operation(
      request: OperationRequest(
        in: ClusterID("http://lab:8081"), id: "1", kind: .checkpoint, job: Self.id,
        jobName: "orders"),
      startedAt: Self.now)
    let all = [
      documents.jobs(), documents.job(Self.id), documents.checkpoints(Self.id),
      documents.operation(operation),
    ]
    let kinds: [OperationKind] = [
      .savepoint(targetDirectory: nil, format: nil), .cancel, .checkpoint, .upload(path: "a.jar"),
      .deleteJar(JarID("1_a.jar")), .dispose(path: "s3://sp/1"), .shutdown,
      .cancelApplication(ApplicationID("a1")), .deleteDataSet(DataSetID("d1")),
    ]
    for kind in kinds {
      let request = OperationRequest(
        in: ClusterID("http://lab:8081"), id: "1", kind: kind, job: Self.id, jobName: "orders")
      let document = documents.operation(Operation(request: request, startedAt: Self.now))
      guard case .object(let members) = document else {
        Issue.record("no object: \(document.text)")
        continue
      }
      #expect(Set(members.map(\.0)).count == members.count, "a key twice: \(document.text)")
    }
    let beginning = #"{"schema":"flinktop/1","takenAt":1795269751000,"cluster":{"name":"jm:8081","#
    #expect(all.allSatisfy { $0.text.hasPrefix(beginning) })
  }
}
