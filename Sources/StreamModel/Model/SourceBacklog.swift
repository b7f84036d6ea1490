/// Records that a source could read and has not read yet, as its connector tells: the sum of `pendingRecords` over its subtasks
/// (FLIP-33; sources of FLIP-27), else Kafka's `records-lag-max`, the most in one partition.
package struct SourceBacklog: Sendable {
  static let pending = ".pendingRecords"
  static let ofPartition = ".records-lag-max"
  /// Two readings closer than this may be of one step of the metrics.
  private static let spacing: Duration = .seconds(8)
  private static let kept = 6

  /// False where it is the most of one partition.
  private(set) var isSum = true
  private var samples: [(count: Double, at: Timestamp)] = []

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
    if isSum != self.isSum { samples = [] }
    self.isSum = isSum
    if let last = samples.last, now.since(last.at) < Self.spacing { return }
    samples.append((count, now))
    if samples.count > Self.kept { samples.removeFirst() }
  }

  /// How many there are now.
  var now: Observed<Double>? { samples.last.map { Observed($0.count, receivedAt: $0.at) } }

  /// How many more there are each second, by the last readings since then: zero where one told of no more than the one before;
  /// nil where there are no two.
  func growth(since start: Timestamp) -> (perSecond: Double, readings: Int)? {
    let samples = samples.filter { $0.at >= start }.suffix(3)
    guard let first = samples.first, let last = samples.last, samples.count > 1 else { return nil }
    let grows = zip(samples, samples.dropFirst()).allSatisfy { $0.count < $1.count }
    let span = last.at.since(first.at).inSeconds
    return (grows ? (last.count - first.count) / span : 0, samples.count)
  }

  /// `12.3k records pending`.
  func words(_ count: Double) -> String {
    Phrase.amount(count) + (isSum ? " records pending" : " records pending in a partition")
  }
}
