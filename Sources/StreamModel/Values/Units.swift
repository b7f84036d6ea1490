/// A moment on the wall clock, in milliseconds since the Unix epoch, as Flink reports times.
///
/// Ages are computed against a clock that is passed in, never read here: the JobManager's clock and
/// ours disagree, so `ClusterModel.clockOffset` says by how much.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.milliseconds < rhs.milliseconds
  }

  /// The time from `earlier` to this moment; negative if `earlier` is later. Saturates, never traps.
  package func since(_ earlier: Timestamp) -> Duration {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
    guard !overflow else { return .milliseconds(milliseconds < 0 ? Int64.min / 2 : Int64.max / 2) }
    return .milliseconds(difference)
  }

  /// This moment moved by `duration`; saturates, never traps.
  package func advanced(by duration: Duration) -> Timestamp {
    let (sum, overflow) = milliseconds.addingReportingOverflow(duration.wholeMilliseconds)
    guard !overflow else {
      return Timestamp(milliseconds: duration < .zero ? Int64.min : Int64.max)
    }
    return Timestamp(milliseconds: sum)
  }
}

extension Duration {
  /// Whole milliseconds, rounded toward zero; saturates at the ends of `Int64`.
  package var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return seconds < 0 ? Int64.min : Int64.max }
    let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000_000_000)
    return carried ? (seconds < 0 ? Int64.min : Int64.max) : sum
  }

  /// Seconds as a floating point number, for arithmetic on rates.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

/// A number of bytes.
package struct ByteCount: Hashable, Comparable, Sendable {
  /// Bytes, not bits and not KiB.
  package var bytes: Int64

  package init(bytes: Int64) { self.bytes = bytes }

  package static func < (lhs: ByteCount, rhs: ByteCount) -> Bool { lhs.bytes < rhs.bytes }
}

/// Events per second: records/s or bytes/s, as the property that holds it says.
package struct Rate: Hashable, Comparable, Sendable {
  /// Events in one second; finite and not negative.
  package var perSecond: Double

  /// A rate, or nil where the number is not one a rate can have ("NaN", infinite or negative).
  package init?(perSecond: Double) {
    guard perSecond.isFinite, perSecond >= 0 else { return nil }
    self.perSecond = perSecond
  }

  package static func < (lhs: Rate, rhs: Rate) -> Bool { lhs.perSecond < rhs.perSecond }

  /// Adds two rates; an unknown one stays out of the sum only where the caller decides so.
  package static func + (lhs: Rate, rhs: Rate) -> Rate {
    Rate(perSecond: lhs.perSecond + rhs.perSecond) ?? lhs
  }
}

/// A share between 0 and 1.
package struct Ratio: Hashable, Comparable, Sendable {
  /// 0 to 1.
  package var value: Double

  /// A ratio, or nil where the number is not finite; values outside 0...1 are clamped, as Flink's
  /// millisecond meters overshoot 1000 by a few.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.value = min(1, max(0, value))
  }

  /// The share that `milliseconds` a second stands for (Flink's `busyTimeMsPerSecond` family).
  package init?(millisecondsPerSecond milliseconds: Double) { self.init(milliseconds / 1000) }

  package static func < (lhs: Ratio, rhs: Ratio) -> Bool { lhs.value < rhs.value }
}

/// A value together with the moment it was received, so that the screen can say how old it is.
package struct Observed<Value: Sendable>: Sendable {
  package var value: Value
  /// When the answer that carried it arrived, on our clock.
  package var receivedAt: Timestamp

  package init(_ value: Value, receivedAt: Timestamp) {
    self.value = value
    self.receivedAt = receivedAt
  }
}
