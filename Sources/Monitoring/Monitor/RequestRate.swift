import StreamModel

/// Requests per second over the last 10 s, from a total that only grows.
struct RequestRate: Sendable {
  private static let window: Duration = .seconds(10)
  /// Shorter says nothing.
  private static let shortest: Duration = .seconds(1)

  private var samples: [(at: Duration, total: Int)] = []

  /// Takes in the total so far.
  mutating func note(total: Int, at now: Duration) {
    // Four a second are enough, so that the list stays short however many answers come.
    if samples.count > 1, let last = samples.dropLast().last, now - last.at < .milliseconds(250) {
      samples.removeLast()
    }
    samples.append((now, total))
    // One sample older than the window stays: what came since it is the window's.
    while samples.count > 2, now - samples[1].at >= Self.window { samples.removeFirst() }
  }

  /// Nil before a second has passed.
  func perSecond(at now: Duration) -> Double? {
    guard let first = samples.first, let last = samples.last, now - first.at >= Self.shortest else {
      return nil
    }
    return Double(last.total - first.total) / (now - first.at).inSeconds
  }
}
