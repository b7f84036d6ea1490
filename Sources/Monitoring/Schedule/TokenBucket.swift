import StreamModel

/// A budget of requests per second that saves up to a small burst, and apart from it for a screen that opens.
struct TokenBucket: Sendable {
  /// Tokens are waited for in lots of half a second's worth: fewer wake-ups for the same work.
  private static let lot: Duration = .milliseconds(500)
  /// The part of what flows in that is put by until the savings are full again, however much is asked: so they are paid
  /// back, and there again for the next screen.
  private static let putBy = 1.0 / 12

  private let capacity: Double
  private let mostSaved: Double
  private var level: Double
  private var saved: Double
  private var updatedAt: Duration?

  init(capacity: Int, savings: Int = 0) {
    self.capacity = Double(max(1, capacity))
    mostSaved = Double(max(0, savings))
    level = self.capacity
    saved = mostSaved
  }

  /// Nil where a token is there; else when to come back.
  mutating func readyAt(_ now: Duration, perSecond rate: Double) -> Duration? {
    if let updatedAt { flow((now - updatedAt).inSeconds * rate) }
    updatedAt = now
    // The tolerance keeps rounding from costing a second wake-up for the same token.
    guard level < 1 - 1e-6 else { return nil }
    let wanted = min(capacity, max(1, (rate * Self.lot.inSeconds).rounded(.down)))
    let flowing = saved < mostSaved ? rate * (1 - Self.putBy) : rate
    return now + .seconds((wanted - level) / flowing)
  }

  private mutating func flow(_ tokens: Double) {
    let kept = min(mostSaved - saved, tokens * Self.putBy)
    saved += kept
    level += tokens - kept
    guard level > capacity else { return }
    saved = min(mostSaved, saved + level - capacity)
    level = capacity
  }

  /// Whether the savings give a token, where no more than this share of them may be spent.
  func hasSavings(spending share: Double) -> Bool {
    saved >= 1 && saved > mostSaved * (1 - share)
  }

  /// Takes a token that is there, from the savings where there is no other.
  mutating func take() {
    if level >= 1 - 1e-6 || saved < 1 { level -= 1 } else { saved -= 1 }
  }
}
