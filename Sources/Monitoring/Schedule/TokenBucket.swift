import StreamModel

/// A budget of requests per second that saves up to a small burst.
struct TokenBucket: Sendable {
  /// Tokens are waited for in lots of half a second's worth: fewer wake-ups for the same work.
  private static let lot: Duration = .milliseconds(500)

  private let capacity: Double
  private var level: Double
  private var updatedAt: Duration?

  init(capacity: Int) {
    self.capacity = Double(max(1, capacity))
    level = self.capacity
  }

  /// Nil where a token is there; else when to come back.
  mutating func readyAt(_ now: Duration, perSecond rate: Double) -> Duration? {
    if let updatedAt { level = min(capacity, level + (now - updatedAt).inSeconds * rate) }
    updatedAt = now
    // The tolerance keeps rounding from costing a second wake-up for the same token.
    guard level < 1 - 1e-6 else { return nil }
    let wanted = min(capacity, max(1, (rate * Self.lot.inSeconds).rounded(.down)))
    return now + .seconds((wanted - level) / rate)
  }

  /// Takes a token that is there.
  mutating func take() { level -= 1 }
}
