import StreamModel

/// How quickly the cluster answers, and how far polling is stretched because of it.
struct AnswerPace: Sendable {
  /// Answers that count.
  private static let capacity = 20
  /// Fewer say nothing: the first answer of a cold JVM is slow.
  private static let fewest = 4
  private static let widest = 5.0
  /// Answers that come within this say that the cluster has nothing else to do.
  private static let unhurried: Duration = .milliseconds(30)

  private var times: [Duration] = []
  /// Half of the last answers came within this; nil before the first.
  private(set) var median: Duration?
  /// All but the slowest twentieth came within this.
  private var slow: Duration?
  /// 1 while answers are quick; at most 5.
  private(set) var stretch = 1.0

  /// How much of what was saved up for a screen that opens may be spent: all where answers are quick, the less the
  /// slower they are.
  var openingShare: Double {
    median.map { min(1, Self.unhurried.inSeconds / max($0.inSeconds, 0.001)) } ?? 1
  }

  /// Takes in how long one answer took.
  mutating func note(_ time: Duration) {
    if times.count == Self.capacity { times.removeFirst() }
    times.append(time)
    let sorted = times.sorted()
    median = sorted.percentile(0.5)
    slow = sorted.percentile(0.95)
  }

  /// Stretches at once, and relaxes by a tenth; called once a tick. Answers should take half an interval at most.
  mutating func adapt(to interval: Duration) {
    guard let slow, times.count >= Self.fewest else { return }
    let wanted = min(Self.widest, max(1, 2 * slow.inSeconds / interval.inSeconds))
    stretch = max(wanted, stretch * 0.9)
    if stretch < 1.01 { stretch = 1 }
  }

  /// True where answers are so quick that slow ones need not be kept from taking every connection.
  func isQuick(for interval: Duration) -> Bool { slow.map { $0 < interval / 4 } ?? true }
}

extension [Duration] {
  /// The nearest-rank percentile of sorted times: of 20 the 19th, so that one slow answer counts for nothing.
  fileprivate func percentile(_ share: Double) -> Duration? {
    guard !isEmpty else { return nil }
    let rank = Int((share * Double(count)).rounded(.up))
    return self[Swift.max(0, Swift.min(count, rank) - 1)]
  }
}
