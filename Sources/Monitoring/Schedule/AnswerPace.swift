import StreamModel

/// How quickly the cluster answers, and how far polling is stretched because of it.
struct AnswerPace: Sendable {
  /// Answers that count.
  private static let capacity = 20
  /// Fewer say nothing: the first answer of a cold JVM is slow.
  private static let fewest = 4
  private static let widest = 5.0

  private var times: [Duration] = []
  /// 1 while answers are quick; at most 5.
  private(set) var stretch = 1.0

  /// Takes in how long one answer took.
  mutating func note(_ time: Duration) {
    if times.count == Self.capacity { times.removeFirst() }
    times.append(time)
  }

  /// Stretches at once, and relaxes by a tenth; called once a tick. Answers should take half an interval at most.
  mutating func adapt(to interval: Duration) {
    guard let slow = percentile(0.95), times.count >= Self.fewest else { return }
    let wanted = min(Self.widest, max(1, 2 * slow.inSeconds / interval.inSeconds))
    stretch = max(wanted, stretch * 0.9)
    if stretch < 1.01 { stretch = 1 }
  }

  /// Half of the last answers came within this; nil before the first.
  var median: Duration? { percentile(0.5) }

  /// True where answers are so quick that slow ones need not be kept from taking every connection.
  func isQuick(for interval: Duration) -> Bool {
    guard let slow = percentile(0.95) else { return true }
    return slow < interval / 4
  }

  /// The nearest-rank percentile: of 20 answers the 19th, so that one slow answer counts for nothing.
  private func percentile(_ share: Double) -> Duration? {
    guard !times.isEmpty else { return nil }
    let rank = Int((share * Double(times.count)).rounded(.up))
    return times.sorted()[max(0, min(times.count, rank) - 1)]
  }
}
