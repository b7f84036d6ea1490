/// Waiting times that double up to a limit, each moved by up to a fifth so that clients do not march in step.
struct BackOff: Sendable {
  let first: Duration
  let longest: Duration
  /// Failures in a row.
  private(set) var failures = 0

  init(first: Duration, longest: Duration) {
    self.first = first
    self.longest = longest
  }

  /// Counts one more failure and says how long to wait.
  mutating func next(using random: inout any RandomNumberGenerator & Sendable) -> Duration {
    let doubled = first * (1 << min(failures, 20))
    failures += 1
    return min(doubled, longest) * Double.random(in: 0.8...1.2, using: &random)
  }
}
