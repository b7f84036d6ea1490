import StreamModel

/// A budget of requests per second that saves up to a small burst.
struct TokenBucket: Sendable {
  private let capacity: Double
  private var level: Double
  private var updatedAt: Duration?

  init(capacity: Int) {
    self.capacity = Double(max(1, capacity))
    level = self.capacity
  }

  /// Takes one token, or says when there will be one.
  mutating func take(at now: Duration, perSecond rate: Double) -> Duration? {
    if let updatedAt { level = min(capacity, level + (now - updatedAt).inSeconds * rate) }
    updatedAt = now
    // The tolerance keeps rounding from costing a second wake-up for the same token.
    guard level < 1 - 1e-6 else {
      level -= 1
      return nil
    }
    return now + .seconds((1 - level) / rate)
  }
}
