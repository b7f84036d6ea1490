/// Time that the JVM of a worker spent collecting garbage in each second of the last minute, and its heap.
package struct GarbageReading: Hashable, Sendable {
  package var worker: TaskManagerID
  package var timePerSecond: Duration
  package var heapUsed: ByteCount?
  package var heapMax: ByteCount?
  package var receivedAt: Timestamp
}

/// Follows how much of their time the workers spend collecting garbage, as Flink's own meter of it tells: the most of any of
/// them first, and each by itself where that is much.
package struct GarbageWatch: Sendable {
  /// A meter over a minute (1.20 at the latest; where a version has it not, nothing is told).
  static let metric = "Status.JVM.GarbageCollector.All.TimeMsPerSecond"
  static let metricsOfOne = [metric, "Status.JVM.Memory.Heap.Max", "Status.JVM.Memory.Heap.Used"]
  /// From here on, in ms a second, each of them is asked.
  private static let much = 80.0

  private var most: Double?
  private var byWorker: [TaskManagerID: GarbageReading] = [:]

  var isMuch: Bool { (most ?? 0) >= Self.much }

  /// The worst first.
  var readings: [GarbageReading] {
    isMuch
      ? byWorker.values.sorted {
        ($1.timePerSecond, $0.worker) < ($0.timePerSecond, $1.worker)
      } : []
  }

  mutating func take(_ readings: [MetricReading], of source: MetricSource, at now: Timestamp) {
    switch source {
    case .workers:
      guard let reading = readings.first(where: { $0.id == Self.metric }),
        case .spread(let spread) = reading.figure
      else { return }
      most = spread.max
      if !isMuch { byWorker = [:] }
    case .worker(let worker):
      func number(_ id: String) -> Double? {
        guard case .single(_, let number) = readings.first(where: { $0.id == id })?.figure else {
          return nil
        }
        return number
      }
      guard let time = number(Self.metric), time >= 0, time < 1e6 else { return }
      func bytes(_ id: String) -> ByteCount? {
        number(id).flatMap { $0 > 0 && $0 < 1e18 ? ByteCount(bytes: Int64($0)) : nil }
      }
      byWorker[worker] = GarbageReading(
        worker: worker, timePerSecond: .milliseconds(Int64(time)),
        heapUsed: bytes(Self.metricsOfOne[2]), heapMax: bytes(Self.metricsOfOne[1]), receivedAt: now
      )
    case .job, .vertex, .subtask, .subtasks, .coordinator, .controller: break
    }
  }
}

extension ClusterModel {
  /// Takes what verdicts go by out of metrics that were read, whoever asked for them.
  mutating func judge(_ readings: [MetricReading], of source: MetricSource, at time: AnswerTime) {
    garbage.take(readings, of: source, at: time.now)
    guard case .vertex(let job, let vertex) = source else { return }
    let counters = readings.filter { $0.id.hasSuffix(LateRecords.metric) }
    let sums = counters.compactMap { reading -> Double? in
      if case .spread(let spread) = reading.figure { spread.sum } else { nil }
    }
    guard !sums.isEmpty, sums.count == counters.count else { return }
    jobsByID[job]?.readings.value.vertices[vertex]?.lateRecords.take(
      sums.reduce(0, +), at: time.age.measuredAt(time.now))
  }
}

/// Records that the windows of a vertex dropped as they came too late: `numLateRecordsDropped` of its operators.
package struct LateRecords: Sendable {
  static let metric = ".numLateRecordsDropped"
  /// Two readings closer than this may be of one step of the metrics.
  private static let spacing: Duration = .seconds(8)

  /// Since the run began.
  package private(set) var total: Double?
  /// Of the time between the last two readings.
  package private(set) var rate: Observed<Rate>?
  private var before: (total: Double, at: Timestamp)?

  mutating func take(_ new: Double, at now: Timestamp) {
    guard new.isFinite, new >= 0 else { return }
    total = new
    guard let last = before, new >= last.total else {
      before = (new, now)
      rate = nil
      return
    }
    let span = now.since(last.at)
    guard span >= Self.spacing else { return }
    rate = Rate(perSecond: (new - last.total) / span.inSeconds).map {
      Observed($0, receivedAt: now)
    }
    before = (new, now)
  }
}
