/// Records that a source could read and has not read yet, as its connector tells: the sum of `pendingRecords` over its subtasks
/// (FLIP-33; sources of FLIP-27), else Kafka's `records-lag-max`, the most in one partition.
package struct SourceBacklog: Sendable {
  static let pending = ".pendingRecords"
  static let ofPartition = ".records-lag-max"
  /// Two readings closer than this may be of one step of the metrics.
  private static let spacing: Duration = .seconds(8)
  private static let replacedAfter: Duration = .seconds(60)
  private static let kept = 6

  /// False where it is the most of one partition.
  private(set) var isSum = true
  /// False where its connector has no such metric, or none yet; nil where the metrics are not listed.
  private(set) var isThere: Bool?
  private var samples: [(count: Double, at: Timestamp)] = []

  /// Notes which metrics the source has.
  mutating func list(_ ids: [String]) { isThere = !Self.metrics(among: ids).isEmpty }

  /// Those of the metrics of a source that tell of it: of one kind.
  static func metrics(among ids: [String]) -> [String] {
    let sums = ids.filter { $0.hasSuffix(pending) }
    return sums.isEmpty ? ids.filter { $0.hasSuffix(ofPartition) } : sums
  }

  mutating func take(_ readings: [MetricReading], at now: Timestamp) {
    let told = Self.metrics(among: readings.map(\.id))
    guard let first = told.first else { return }
    let isSum = first.hasSuffix(Self.pending)
    let counts = readings.compactMap { reading -> Double? in
      guard told.contains(reading.id), case .spread(let spread) = reading.figure else { return nil }
      return isSum ? spread.sum : spread.max
    }
    guard counts.count == told.count,
      let count = isSum ? counts.reduce(0, +) : counts.max(), count.isFinite, count >= 0
    else { return }
    if let last = samples.last {
      // Somebody else may follow those of partitions.
      if !isSum, self.isSum, now.since(last.at) <= Self.replacedAfter { return }
      if isSum != self.isSum { samples = [] } else if now.since(last.at) < Self.spacing { return }
    }
    self.isSum = isSum
    samples.append((count, now))
    if samples.count > Self.kept { samples.removeFirst() }
  }

  /// How many there are now.
  var now: Observed<Double>? { samples.last.map { Observed($0.count, receivedAt: $0.at) } }

  /// What the readings since then tell of it, oldest first.
  func readings(since start: Timestamp) -> [(count: Double, at: Timestamp)] {
    samples.filter { $0.at >= start }
  }

  /// `12.3k records pending`.
  func words(_ count: Double) -> String {
    Phrase.amount(count) + (isSum ? " records pending" : " records pending in a partition")
  }
}
