import StreamModel

/// 2026-11-21 14:00:00 UTC: where the tests' clock starts.
let start = Timestamp(milliseconds: 1_795_269_600_000)

/// So many seconds after the start.
func at(_ seconds: Double) -> Timestamp {
  Timestamp(milliseconds: start.milliseconds + Int64(seconds * 1000))
}

extension JobID {
  static let orders = JobID("a3f9c02e7be14d6f8a1b2c3d4e5f6071")
  static let other = JobID("b0000000000000000000000000000001")
}

extension JobSummary {
  static func test(
    _ id: JobID = .orders, name: String = "orders", state: JobState = .running,
    startTime: Timestamp? = at(-3600), endTime: Timestamp? = nil,
    duration: Duration? = .seconds(3600),
    lastModification: Timestamp? = at(-3599), tasks: [TaskState: Int] = [.running: 12]
  ) -> JobSummary {
    JobSummary(
      id: id, name: name, state: state, startTime: startTime, endTime: endTime,
      duration: duration, lastModification: lastModification, tasks: TaskCounts(byState: tasks))
  }
}

extension VertexCounters {
  static let none = VertexCounters(
    recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
    backpressuredTime: nil, idleTime: nil)
}

extension Vertex {
  static func test(
    _ id: String, name: String? = nil, parallelism: Int = 4, inputs: [String] = [],
    state: TaskState = .running, startTime: Timestamp? = at(-3600), counters: VertexCounters = .none
  ) -> Vertex {
    Vertex(
      id: VertexID(id), name: name ?? id, parallelism: parallelism, maxParallelism: 128,
      state: state, startTime: startTime, tasks: TaskCounts(byState: [state: parallelism]),
      inputs: inputs.map { Edge(from: VertexID($0), shipStrategy: "HASH") }, counters: counters)
  }
}

extension JobDetail {
  static func test(
    _ vertices: [Vertex], id: JobID = .orders, state: JobState = .running,
    serverNow: Timestamp? = nil, type: String? = "STREAMING",
    entered: [JobState: Timestamp] = [.running: at(-3600)]
  ) -> JobDetail {
    JobDetail(
      id: id, name: "orders", state: state, serverNow: serverNow, type: type,
      stateEnteredAt: entered, vertices: vertices)
  }

  /// source -> map -> sink, without counters.
  static var chain: JobDetail {
    .test([
      .test("source", name: "Source: orders -> decode"),
      .test("map", name: "fraud score", inputs: ["source"]),
      .test("sink", name: "Sink: ledger", inputs: ["map"]),
    ])
  }
}

extension SubtaskAggregate {
  /// All subtasks alike.
  static func even(_ value: Double, subtasks: Double = 4) -> SubtaskAggregate {
    SubtaskAggregate(
      min: value, max: value, average: value, sum: value * subtasks, skewPercent: 0)
  }

  static func hot(
    min: Double, max: Double, sum: Double, subtasks: Double = 4, skew: Double? = nil
  ) -> SubtaskAggregate {
    SubtaskAggregate(min: min, max: max, average: sum / subtasks, sum: sum, skewPercent: skew)
  }
}

extension VertexLoad {
  static func test(
    busy: SubtaskAggregate? = .even(100), backpressured: SubtaskAggregate? = .even(0),
    idle: SubtaskAggregate? = .even(900), recordsIn: SubtaskAggregate? = .even(100),
    recordsOut: SubtaskAggregate? = .even(100)
  ) -> VertexLoad {
    VertexLoad(
      busy: busy, backpressured: backpressured, idle: idle, recordsIn: recordsIn,
      recordsOut: recordsOut, bytesIn: .even(1000), bytesOut: .even(1000))
  }

  /// Busy and backpressured share of the worst subtask, 0 to 1.
  static func shares(busy: Double?, backpressured: Double) -> VertexLoad {
    .test(
      busy: busy.map { .even($0 * 1000) }, backpressured: .even(backpressured * 1000),
      idle: .even(max(0, 1 - (busy ?? 0) - backpressured) * 1000))
  }
}

extension VertexWatermarks {
  static func test(
    _ lowest: Watermark, highest: Watermark? = nil, without: Int = 0
  ) -> VertexWatermarks {
    VertexWatermarks(
      lowest: lowest, highest: highest ?? lowest, subtasks: 4, subtasksWithoutWatermark: without)
  }
}

extension Checkpoint {
  static func test(
    _ id: Int64, at triggered: Timestamp,
    status: CheckpointStatus = .completed(path: nil, isDiscarded: false),
    isSavepoint: Bool = false, duration: Duration? = .seconds(1), subtasks: Int = 12,
    acknowledged: Int = 12
  ) -> Checkpoint {
    Checkpoint(
      id: CheckpointID(id), status: status, isSavepoint: isSavepoint, savepointFormat: nil,
      type: isSavepoint ? "SAVEPOINT" : "CHECKPOINT", triggeredAt: triggered,
      lastAcknowledgedAt: duration.map { triggered.advanced(by: $0) }, duration: duration,
      stateSize: ByteCount(bytes: 1000), checkpointedSize: nil, processedData: nil,
      persistedData: nil, subtasks: subtasks, acknowledgedSubtasks: acknowledged)
  }
}

extension CheckpointStatistics {
  static func test(
    _ history: [Checkpoint], total: Int? = nil, failed: Int = 0, restored: Int = 0
  ) -> CheckpointStatistics {
    func newest(_ isWanted: (Checkpoint) -> Bool) -> Checkpoint? { history.first(where: isWanted) }
    let completed: (Checkpoint) -> Bool = {
      if case .completed = $0.status { true } else { false }
    }
    return CheckpointStatistics(
      counts: Counts(
        total: total ?? history.count,
        inProgress: history.count { $0.status == .inProgress },
        completed: history.count(where: completed), failed: failed, restored: restored),
      duration: nil, checkpointedSize: nil, stateSize: nil, processedData: nil, persistedData: nil,
      latestCompleted: newest { completed($0) && !$0.isSavepoint },
      latestFailed: newest { if case .failed = $0.status { true } else { false } },
      latestSavepoint: newest { completed($0) && $0.isSavepoint }, restored: nil, history: history)
  }
}

extension CheckpointConfiguration {
  static func test(
    interval: Duration? = .seconds(3), timeout: Duration? = .seconds(600), tolerable: Int? = 0
  ) -> CheckpointConfiguration {
    CheckpointConfiguration(
      mode: "exactly_once", interval: interval, timeout: timeout, minPause: .zero,
      maxConcurrent: 1, isUnaligned: false, tolerableFailures: tolerable,
      stateBackend: "HashMapStateBackend", storage: "FileSystemCheckpointStorage",
      externalizedDeletesOnCancellation: nil, isChangelogEnabled: false)
  }
}

extension ClusterOverview {
  static func test(
    finished: Int = 0, cancelled: Int = 0, failed: Int = 0, version: String? = "2.3.0"
  ) -> ClusterOverview {
    ClusterOverview(
      taskManagers: 3, slotsTotal: 32, slotsAvailable: 6, jobsRunning: 1, jobsFinished: finished,
      jobsCancelled: cancelled, jobsFailed: failed, version: version)
  }
}

/// A cluster with one job, asked as flinktop asks.
struct Bench {
  var cluster = ClusterModel(
    identity: ClusterIdentity(name: "lab", endpoint: "http://localhost:8081", source: "flink"),
    interval: .seconds(2))

  private var asking = SteadyAsking()

  init(_ summaries: [JobSummary] = [.test()], at time: Timestamp = at(0)) {
    cluster.apply(summaries, to: .jobs, at: time)
  }

  /// Notes that metrics were asked for of another job.
  mutating func askedMetrics(at time: Timestamp) { _ = asking.age(at: time) }

  var job: JobModel {
    cluster.job(.orders) ?? JobModel(.test(state: .other("GONE")), receivedAt: start)
  }

  func vertex(_ id: String) -> VertexModel { job.vertices[VertexID(id)] ?? VertexModel() }

  mutating func jobs(_ summaries: [JobSummary], at time: Timestamp) {
    cluster.apply(summaries, to: .jobs, at: time)
  }

  mutating func list(_ state: JobState, at time: Timestamp, lastModification: Timestamp? = nil) {
    jobs([.test(state: state, lastModification: lastModification ?? time)], at: time)
  }

  mutating func detail(_ detail: JobDetail, at time: Timestamp) {
    let age = asking.age(at: time)
    cluster.apply(detail, to: .job(.orders), metrics: age, at: time)
  }

  mutating func load(_ vertex: String, _ load: VertexLoad?, at time: Timestamp) {
    let age = asking.age(at: time)
    cluster.apply(load, to: .load(.orders, VertexID(vertex)), metrics: age, at: time)
  }

  mutating func watermarks(_ vertex: String, _ watermarks: VertexWatermarks?, at time: Timestamp) {
    let age = asking.age(at: time)
    cluster.apply(watermarks, to: .watermarks(.orders, VertexID(vertex)), metrics: age, at: time)
  }

  mutating func subtasks(_ vertex: String, _ subtasks: [Subtask], at time: Timestamp) {
    let age = asking.age(at: time)
    cluster.apply(
      VertexSubtasks(subtasks), to: .subtasks(.orders, VertexID(vertex)), metrics: age, at: time)
  }

  mutating func subtaskWatermarks(
    _ vertex: String, _ watermarks: [Int: Watermark], at time: Timestamp
  ) {
    let age = asking.age(at: time)
    cluster.apply(
      SubtaskWatermarks(watermarks), to: .subtaskWatermarks(.orders, VertexID(vertex)),
      metrics: age, at: time)
  }

  mutating func metric(
    _ id: String, _ figure: MetricFigure, of source: MetricSource, at time: Timestamp
  ) {
    let age = asking.age(at: time)
    cluster.apply(
      [MetricReading(id, figure)], to: .metricValues(source, [id]), metrics: age,
      at: time)
  }

  mutating func checkpoints(_ statistics: CheckpointStatistics, at time: Timestamp) {
    cluster.apply(statistics, to: .checkpoints(.orders), at: time)
  }

  mutating func configuration(_ configuration: CheckpointConfiguration, at time: Timestamp) {
    cluster.apply(
      configuration, to: .checkpointConfiguration(.orders), at: time)
  }

  mutating func metrics(restarts: Int?, at time: Timestamp) {
    let age = asking.age(at: time)
    cluster.apply(
      JobMetrics(restarts: restarts), to: .jobMetrics(.orders), metrics: age, at: time)
  }

  mutating func failure(_ cause: String, failedAt: Timestamp?, at time: Timestamp) {
    let failure = JobFailure(cause: cause, at: failedAt, task: nil, location: nil)
    cluster.apply(failure, to: .failure(.orders), at: time)
  }

  func verdict(at time: Timestamp) -> Verdict { job.verdict(at: time) }
}

/// How old metrics are for somebody who asks whenever an answer comes, as flinktop's schedule says it: after a pause of
/// more than 15 s the answers within 0.3 s are as old as the last one before.
struct SteadyAsking {
  private var lastAt: Timestamp?
  private var resumedAt: Timestamp?
  private var ageWhenResumed: MetricAge = .unknown

  mutating func age(at now: Timestamp) -> MetricAge {
    if lastAt.map({ now.since($0) > .seconds(15) }) ?? true {
      resumedAt = now
      ageWhenResumed = lastAt.map { .asOf($0) } ?? .unknown
    }
    lastAt = now
    guard let resumedAt, now.since(resumedAt) < .milliseconds(300) else { return .current }
    return ageWhenResumed
  }
}

/// A vertex that works at steady rates, with counters as Flink gives them: the values of the last step of
/// 10 s, whenever one asks.
struct SteadyVertex {
  var id: String
  var inputs: [String] = []
  var parallelism = 4
  var recordsIn = 0.0
  var recordsOut = 0.0
  /// Shares of time; nil busy is a legacy source, nil all three a version before 1.16.
  var busy: Double? = 0.25
  var backpressured: Double? = 0.5
  var idle: Double? = 0.25
  /// When it was started.
  var startedAt = -100.0
  /// Where between two tens of seconds the metrics step.
  var phase = 3.0

  func vertex(at seconds: Double) -> Vertex {
    let stepped = ((seconds - phase) / 10).rounded(.down) * 10 + phase
    let run = max(0, stepped - startedAt)
    func time(_ share: Double?) -> Duration? {
      share.map { .milliseconds(Int64(run * $0 * Double(parallelism) * 1000)) }
    }
    return .test(
      id, parallelism: parallelism, inputs: inputs, startTime: at(startedAt),
      counters: VertexCounters(
        recordsIn: Int64(recordsIn * run), recordsOut: Int64(recordsOut * run),
        bytesIn: ByteCount(bytes: Int64(recordsIn * run * 10)),
        bytesOut: ByteCount(bytes: Int64(recordsOut * run * 10)), busyTime: time(busy),
        backpressuredTime: time(backpressured), idleTime: time(idle)))
  }
}

extension SteadyVertex {
  /// What its subtasks tell by themselves: of each the busy share, and of its records the part, from its start on.
  func subtasks(
    at seconds: Double, busy: [Double], records: [Double], on workers: [String] = ["tm-1"]
  ) -> [Subtask] {
    let stepped = ((seconds - phase) / 10).rounded(.down) * 10 + phase
    let run = max(0, stepped - startedAt)
    return busy.indices.map { index in
      let (busy, records) = (busy[index], records[index])
      return Subtask(
        index: index, state: .running, taskManager: TaskManagerID(workers[index % workers.count]),
        startTime: at(startedAt),
        counters: VertexCounters(
          recordsIn: inputs.isEmpty ? 0 : Int64(records * run),
          recordsOut: Int64(records * run), bytesIn: ByteCount(bytes: 0),
          bytesOut: ByteCount(bytes: 0), busyTime: .milliseconds(Int64(run * busy * 1000)),
          backpressuredTime: .zero, idleTime: .milliseconds(Int64(run * (1 - busy) * 1000))))
    }
  }
}

extension [SteadyVertex] {
  /// source (1000/s) -> map (1000 in, 500 out) -> sink.
  static let line = [
    SteadyVertex(id: "source", recordsOut: 1000),
    SteadyVertex(id: "map", inputs: ["source"], recordsIn: 1000, recordsOut: 500),
    SteadyVertex(id: "sink", inputs: ["map"], parallelism: 1, recordsIn: 500),
  ]

  /// The same without accumulated times, as in 1.13.
  static let untimedLine = line.map { vertex in
    var copy = vertex
    copy.busy = nil
    copy.backpressured = nil
    copy.idle = nil
    return copy
  }

  func detail(at seconds: Double) -> JobDetail { .test(map { $0.vertex(at: seconds) }) }
}
