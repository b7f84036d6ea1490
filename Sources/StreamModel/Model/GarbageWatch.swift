/// Time that the JVM of a worker spent collecting garbage in each second of the last minute, and what it has of its memory.
package struct GarbageReading: Hashable, Sendable {
  package var worker: TaskManagerID
  package var timePerSecond: Duration
  package var heapUsed: ByteCount?
  package var heapMax: ByteCount?
  package var metaspaceUsed: ByteCount?
  package var metaspaceMax: ByteCount?
  /// What all its tasks would like of its network buffers: above 1 there are too few (`RequestedMemoryUsage`, in percent there).
  package var networkDemand: Double?
  package var receivedAt: Timestamp

  var metaspaceShare: Double? {
    guard let used = metaspaceUsed, let most = metaspaceMax, most.bytes > 0 else { return nil }
    return Double(used.bytes) / Double(most.bytes)
  }
}

/// Follows how much of their time the workers spend collecting garbage, as Flink's own meter of it tells, and how full their
/// metaspaces and networks are: the most of any of them first, and each by itself where that is much.
package struct GarbageWatch: Sendable {
  /// A meter over a minute (1.20 at the latest; where a version has it not, nothing is told).
  static let metric = "Status.JVM.GarbageCollector.All.TimeMsPerSecond"
  private static let metaspaceUsed = "Status.JVM.Memory.Metaspace.Used"
  private static let metaspaceMax = "Status.JVM.Memory.Metaspace.Max"
  private static let networkDemand = "Status.Shuffle.Netty.RequestedMemoryUsage"
  /// Of all workers, one answer. A version that has the first has the others.
  static let metrics = [metric, metaspaceUsed, metaspaceMax, networkDemand]
  static let metricsOfOne =
    [metric, "Status.JVM.Memory.Heap.Max", "Status.JVM.Memory.Heap.Used"] + metrics.dropFirst()
  /// From here on, in ms a second, each of them is asked.
  private static let much = 80.0
  /// From here on the meter may be on its way there: it takes a minute to tell of what began just now.
  private static let some = 30.0

  private var most: Double?
  private var isShortOfMemory = false
  private var byWorker: [TaskManagerID: GarbageReading] = [:]

  /// Each of them is worth a question.
  var isMuch: Bool { (most ?? 0) >= Self.much || isShortOfMemory }

  /// It is worth more than a seldom look.
  var isFollowed: Bool { isMuch || (most ?? 0) >= Self.some }
  /// Some of them collect much, and the one that does was not asked yet.
  var awaitsReadings: Bool {
    guard let most, most >= Self.much else { return false }
    let known = byWorker.values.map(\.timePerSecond.inSeconds).max() ?? 0
    return known * 1000 < most / 2
  }

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
      isShortOfMemory = Self.isShort(readings)
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
        heapUsed: bytes(Self.metricsOfOne[2]), heapMax: bytes(Self.metricsOfOne[1]),
        metaspaceUsed: bytes(Self.metaspaceUsed), metaspaceMax: bytes(Self.metaspaceMax),
        networkDemand: number(Self.networkDemand).map { $0 / 100 }, receivedAt: now
      )
    case .job, .vertex, .subtask, .subtasks, .coordinator, .controller: break
    }
  }

  /// True where the fullest metaspace or network of them may be at its limit. All have the same limits, mostly.
  private static func isShort(_ readings: [MetricReading]) -> Bool {
    func spread(_ id: String) -> SubtaskAggregate? {
      guard case .spread(let spread) = readings.first(where: { $0.id == id })?.figure else {
        return nil
      }
      return spread
    }
    let limits = DiagnosisThresholds.standard
    if let used = spread(metaspaceUsed)?.max, let most = spread(metaspaceMax)?.min, most > 0,
      used >= most * limits.fullMetaspace
    {
      return true
    }
    return (spread(networkDemand)?.max ?? 0) > limits.networkDemand * 100
  }
}
