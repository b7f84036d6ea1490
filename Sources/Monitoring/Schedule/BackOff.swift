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

/// SplitMix64: small, quick, and the same sequence from the same seed.
///
/// https://prng.di.unimi.it/splitmix64.c
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
