/// Records that the windows of a vertex dropped as they came too late: `numLateRecordsDropped` of its operators.
package struct LateRecords: Sendable {
  static let metric = ".numLateRecordsDropped"
  /// Two readings closer than this may be of one step of the metrics.
  private static let spacing: Duration = .seconds(8)

  /// Of the time between the last two readings.
  package private(set) var rate: Observed<Rate>?
  private var before: (total: Double, at: Timestamp)?

  /// Some were dropped in this run, and since then it is not told whether any still are: that takes two readings.
  package func areUntold(since start: Timestamp) -> Bool {
    rate == nil && (before.map { $0.total > 0 && $0.at >= start } ?? false)
  }

  mutating func take(_ readings: [MetricReading], at now: Timestamp) {
    let counters = readings.filter { $0.id.hasSuffix(Self.metric) }
    let sums = counters.compactMap { reading -> Double? in
      if case .spread(let spread) = reading.figure { spread.sum } else { nil }
    }
    guard !sums.isEmpty, sums.count == counters.count else { return }
    take(sums.reduce(0, +), at: now)
  }

  mutating func take(_ new: Double, at now: Timestamp) {
    guard new.isFinite, new >= 0 else { return }
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
