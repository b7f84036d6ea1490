/// A moment of the simulated world: epoch milliseconds, as Flink's REST speaks them.
package struct SimulatedTime: Hashable, Comparable, Sendable {
  package var epochMilliseconds: Int64

  package init(epochMilliseconds: Int64) { self.epochMilliseconds = epochMilliseconds }

  package static func < (left: SimulatedTime, right: SimulatedTime) -> Bool {
    left.epochMilliseconds < right.epochMilliseconds
  }

  /// So much later.
  package static func + (time: SimulatedTime, duration: Duration) -> SimulatedTime {
    SimulatedTime(epochMilliseconds: time.epochMilliseconds + duration.inMilliseconds)
  }

  /// So much earlier.
  package static func - (time: SimulatedTime, duration: Duration) -> SimulatedTime {
    SimulatedTime(epochMilliseconds: time.epochMilliseconds - duration.inMilliseconds)
  }

  /// The time from `right` to `left`.
  package static func - (left: SimulatedTime, right: SimulatedTime) -> Duration {
    .milliseconds(left.epochMilliseconds - right.epochMilliseconds)
  }

  /// Later than every event.
  static let never = SimulatedTime(epochMilliseconds: .max)

  /// For the arithmetic of rates, which is done in seconds.
  var seconds: Double { Double(epochMilliseconds) / 1000 }

  func adding(milliseconds: Int64) -> SimulatedTime {
    SimulatedTime(epochMilliseconds: epochMilliseconds + milliseconds)
  }

  func milliseconds(since other: SimulatedTime) -> Int64 {
    epochMilliseconds - other.epochMilliseconds
  }

  /// The last multiple of `step` that is not after this moment.
  func rounded(downTo step: Duration) -> SimulatedTime {
    let step = max(1, step.inMilliseconds)
    return SimulatedTime(epochMilliseconds: epochMilliseconds - epochMilliseconds % step)
  }
}

extension Duration {
  var inMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }

  var inSeconds: Double { Double(inMilliseconds) / 1000 }

  static func minutes(_ count: Int) -> Duration { .seconds(60 * count) }
  static func hours(_ count: Int) -> Duration { .seconds(3600 * count) }
  static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}
