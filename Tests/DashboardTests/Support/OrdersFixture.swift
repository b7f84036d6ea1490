import StreamModel
import TerminalUI

@testable import Dashboard

/// A cluster in which `orders` is held up by `fraud score`, as it looks after ten minutes of watching; or one in which
/// nothing is wrong.
enum OrdersFixture {
  static let job = JobID(Fixture.identifier("orders"))

  private static let names = [
    "Source: orders -> decode", "enrich", "fraud score", "alerts", "Sink: ledger",
  ]

  static func vertexID(_ index: Int) -> VertexID { VertexID("vertex-\(index)") }

  static func cluster(isWell: Bool = false) -> ClusterModel {
    let listed = { (now: Timestamp) in
      Fixture.jobs(at: now).filter { !isWell || $0.id == job || $0.state == .finished }
    }
    var cluster = Fixture.cluster(listed(Fixture.now))
    let start = Fixture.now.advanced(by: .seconds(-600))
    for step in 0...60 {
      let now = start.advanced(by: .seconds(10 * step))
      cluster.apply(listed(now), to: .jobs, at: now)
      let age: MetricAge = step == 0 ? .unknown : .current
      cluster.apply(detail(step, at: now, isWell: isWell), to: .job(job), metrics: age, at: now)
      for index in names.indices {
        let id = vertexID(index)
        cluster.apply(
          load(index, step, isWell: isWell), to: .load(job, id), metrics: age, at: now)
        let lag = isWell ? 0 : step
        cluster.apply(watermarks(index, lag, now), to: .watermarks(job, id), metrics: age, at: now)
      }
    }
    let now = Fixture.now
    cluster.apply(checkpoints(now), to: .checkpoints(job), at: now)
    cluster.apply(
      configuration, to: .checkpointConfiguration(job), at: now)
    cluster.apply(
      JobMetrics(restarts: 0), to: .jobMetrics(job), at: now)
    cluster.apply(
      subtasks, to: .checkpointSubtasks(job, CheckpointID(77), vertexID(2)),
      at: now)
    cluster.apply(
      checkpointDetail(now), to: .checkpoint(job, CheckpointID(77)), at: now)
    let failure = JobFailure(
      cause: "TimeoutException: db-3 did not answer in 5 s", at: now.advanced(by: .seconds(-12)),
      task: "call gateway (1/2)", location: "10.0.0.3:40123")
    let flaky = JobID(Fixture.identifier("flaky-enrich"))
    cluster.apply(failure, to: .failure(flaky), at: now)
    cluster.apply(Fixture.overview(), to: .overview, at: now)
    cluster.apply(listed(now), to: .jobs, at: now)
    WorkersFixture.fill(&cluster, job: job, isWell: isWell)
    return cluster
  }

  /// The screen of `orders`, as somebody opened it.
  static func opened() -> DashboardState {
    var state = state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    state.press(.enter)
    return state
  }

  static func state(
    columns: Int, rows: Int, charset: Charset = .unicode, isWell: Bool = false,
    operations: [StreamModel.Operation] = []
  ) -> DashboardState {
    var state = Fixture.state(columns: columns, rows: rows, charset: charset)
    _ = state.reduce(.snapshot(cluster(isWell: isWell), operations), at: Fixture.now)
    return state
  }

  private static func detail(_ step: Int, at now: Timestamp, isWell: Bool) -> JobDetail {
    let busy = [0.1, 0.2, isWell ? 0.31 : 0.97, 0.05, 0.08]
    let backpressured = isWell ? [0, 0, 0, 0, 0] : [0.88, 0.77, 0, 0, 0]
    let vertices = names.indices.map { index in
      let seconds = Double(1000 + step * 10) * 4
      let records = Int64(12_000 * (1000 + step * 10))
      return Vertex(
        id: vertexID(index), name: names[index], parallelism: 4, maxParallelism: 128,
        state: .running,
        startTime: Fixture.now.advanced(by: .milliseconds(-10_797_000 + 400 * index)),
        tasks: TaskCounts(byState: [.running: 4]),
        inputs: inputs(index),
        counters: VertexCounters(
          recordsIn: index == 0 ? 0 : records, recordsOut: index > 2 ? 0 : records,
          bytesIn: ByteCount(bytes: records * 80), bytesOut: ByteCount(bytes: records * 80),
          busyTime: .milliseconds(Int(seconds * busy[index] * 1000)),
          backpressuredTime: .milliseconds(Int(seconds * backpressured[index] * 1000)),
          idleTime: .milliseconds(
            Int(seconds * (1 - busy[index] - backpressured[index]) * 1000))))
    }
    return JobDetail(
      id: job, name: "orders", state: .running, serverNow: now, type: "STREAMING",
      stateEnteredAt: TimesFixture.states, vertices: vertices)
  }

  private static func inputs(_ index: Int) -> [Edge] {
    switch index {
    case 0: []
    case 4: [Edge(from: vertexID(2), shipStrategy: "FORWARD")]
    default: [Edge(from: vertexID(index - 1), shipStrategy: "HASH")]
    }
  }

  private static func load(_ index: Int, _ step: Int, isWell: Bool) -> VertexLoad {
    func all(_ low: Double, _ high: Double, skew: Double? = nil) -> SubtaskAggregate {
      SubtaskAggregate(
        min: low, max: high, average: (low + high) / 2, sum: (low + high) * 2, skewPercent: skew)
    }
    let busy = [100.0, 200, isWell ? 320 : 990, 50, 80][index]
    let backpressured = isWell ? 0 : [900.0, 780, 0, 0, 0][index]
    let skew = [1.0, 3, isWell ? 6 : 61, 2, 4][index]
    return VertexLoad(
      busy: all(index == 2 ? 300 : busy, busy), backpressured: all(backpressured, backpressured),
      idle: all(1000 - busy - backpressured, 1000 - busy - backpressured),
      recordsIn: index == 0 ? all(0, 0, skew: 0) : all(2900, 3100, skew: skew),
      recordsOut: index > 2 ? all(0, 0) : all(2900, 3100, skew: skew), bytesIn: nil, bytesOut: nil)
  }

  private static func watermarks(_ index: Int, _ step: Int, _ now: Timestamp) -> VertexWatermarks {
    let lag = 0.8 + Double(step) * 2 + (index > 2 ? 2 : 0)
    let lowest = now.advanced(by: .milliseconds(-Int(lag * 1000)))
    let spread = index == 2 ? 31_000 : 1200
    return VertexWatermarks(
      lowest: .at(lowest), highest: .at(lowest.advanced(by: .milliseconds(spread))), subtasks: 4,
      subtasksWithoutWatermark: 0)
  }

  private static func checkpoint(_ id: Int64, _ now: Timestamp) -> Checkpoint {
    let isFailed = id == 75
    let triggered = now.advanced(by: .seconds(-40 * Int(78 - id)))
    return Checkpoint(
      id: CheckpointID(id),
      status: isFailed
        ? .failed(cause: "Checkpoint expired before completing.")
        : .completed(path: "s3://cp/orders/chk-\(id)", isDiscarded: id < 77 && id != 70),
      isSavepoint: id == 70,
      savepointFormat: id == 70 ? "CANONICAL" : nil, type: id == 70 ? "SAVEPOINT" : "CHECKPOINT",
      triggeredAt: triggered, lastAcknowledgedAt: triggered.advanced(by: .seconds(20)),
      duration: .seconds(Double(id - 60)), stateSize: ByteCount(bytes: 356_515_840),
      checkpointedSize: ByteCount(bytes: 12_000_000), processedData: ByteCount(bytes: 1024),
      persistedData: ByteCount(bytes: 0), subtasks: 20, acknowledgedSubtasks: isFailed ? 17 : 20)
  }

  /// The ten that Flink keeps, up to the one of this number.
  static func checkpoints(_ now: Timestamp, newest: Int = 77) -> CheckpointStatistics {
    let history = (newest - 9...newest).reversed().map { checkpoint(Int64($0), now) }
    let durations = Distribution(
      min: 800, average: 9000, max: 17_000, p50: 9000, p90: 15_000, p95: 16_000, p99: 17_000,
      p999: 17_000)
    let sizes = Distribution(
      min: 3e8, average: 3.4e8, max: 3.6e8, p50: nil, p90: nil, p95: nil, p99: nil, p999: nil)
    return CheckpointStatistics(
      counts: .init(total: 78, inProgress: 0, completed: 77, failed: 1, restored: 0),
      duration: durations, checkpointedSize: sizes, stateSize: sizes, processedData: nil,
      persistedData: nil, latestCompleted: history[0], latestFailed: history[2],
      latestSavepoint: history[7], restored: nil, history: history)
  }

  private static let configuration = CheckpointConfiguration(
    mode: "exactly_once", interval: .seconds(40), timeout: .seconds(600), minPause: .zero,
    maxConcurrent: 1, isUnaligned: false, tolerableFailures: 3,
    stateBackend: "EmbeddedRocksDBStateBackend", storage: "FileSystemCheckpointStorage",
    externalizedDeletesOnCancellation: false, isChangelogEnabled: false)

  private static let subtasks = (0..<4).map { index in
    SubtaskCheckpoint(
      index: index, acknowledgedAt: Fixture.now, duration: .seconds(index == 2 ? 17 : 5),
      phases: .init(
        startDelay: .seconds(index == 2 ? 16 : 4), alignment: .milliseconds(300),
        sync: .milliseconds(12), async: .milliseconds(480)),
      stateSize: ByteCount(bytes: 89_128_960), checkpointedSize: ByteCount(bytes: 3_000_000),
      processedData: ByteCount(bytes: 256), persistedData: ByteCount(bytes: 0), isUnaligned: false,
      isAborted: false)
  }

  private static func checkpointDetail(_ now: Timestamp) -> CheckpointDetail {
    CheckpointDetail(
      checkpoint: checkpoint(77, now),
      vertices: names.indices.map { index in
        CheckpointDetail.VertexPart(
          vertex: vertexID(index), status: "COMPLETED", lastAcknowledgedAt: now,
          duration: .seconds(index == 2 ? 17 : 2), stateSize: ByteCount(bytes: 71_000_000),
          checkpointedSize: ByteCount(bytes: 2_400_000), subtasks: 4, acknowledgedSubtasks: 4)
      })
  }
}
