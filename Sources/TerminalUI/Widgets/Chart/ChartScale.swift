/// Which distances between two ticks read well.
package enum TickSteps: Hashable, Sendable {
  /// 1, 2 and 5 times a power of ten; `whole` where a part of one means nothing.
  case decimal(isWhole: Bool)
  /// The same times 1, 1024, 1024².
  case binary
  /// Seconds: decimal up to a minute, then what clocks have. `second` is how many of the chart's unit make one.
  case time(second: Double)

  /// The least of them that is `least` or more.
  func step(atLeast least: Double) -> Double {
    switch self {
    case .decimal(let isWhole): return max(Self.decimal(least), isWhole ? 1 : 0)
    case .binary:
      var unit = 1.0
      while least > unit * 500, unit < 1e18 { unit *= 1024 }
      return unit == 1 ? max(1, Self.decimal(least)) : unit * max(1, Self.decimal(least / unit))
    case .time(let second):
      let seconds = least / second
      guard seconds > 20 else { return Self.decimal(seconds) * second }
      let clock: [Double] = [
        30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000, 43_200, 86_400,
      ]
      if let step = clock.first(where: { $0 >= seconds }) { return step * second }
      return Self.decimal(seconds / 86_400) * 86_400 * second
    }
  }

  private static func decimal(_ least: Double) -> Double {
    guard least > 0, least.isFinite else { return 1 }
    var power = 1.0
    while power * 10 <= least, power < 1e300 { power *= 10 }
    while power > least, power > 1e-300 { power /= 10 }
    for factor in [1.0, 2, 5] where power * factor >= least * (1 - 1e-9) { return power * factor }
    return power * 10
  }
}

/// The range of an axis, with a tick at each whole number of steps.
package struct ChartScale: Hashable, Sendable {
  package let low: Double
  package let high: Double
  package let step: Double

  /// Takes in all values between `least` and `greatest` with `count` ticks or one more at most. Begins at 0 unless the
  /// values are far from it and close together.
  package init(least: Double, greatest: Double, ticks count: Int, steps: TickSteps) {
    var (bottom, top) = (min(least, greatest), max(least, greatest))
    if !bottom.isFinite || !top.isFinite { (bottom, top) = (0, 0) }
    // What differs by rounding alone stands still.
    if top - bottom <= max(abs(top), abs(bottom)) * 1e-9 { bottom = top }
    if bottom >= 0, bottom <= top / 2 || bottom == top { bottom = 0 }
    if top <= 0, top >= bottom / 2 || bottom == top { top = 0 }
    if bottom == top { top = 1 }
    let spaces = Double(max(1, count - 1))
    var step = steps.step(atLeast: (top - bottom) / spaces)
    var (low, high) = Self.bounds(bottom, top, step)
    // Values between two ticks need one more than their distance says.
    for _ in 0..<8 where (high - low) / step > spaces + 1.01 {
      step = steps.step(atLeast: step * 1.001)
      (low, high) = Self.bounds(bottom, top, step)
    }
    self.step = step
    self.low = low
    self.high = high > low ? high : low + step
  }

  private static func bounds(_ bottom: Double, _ top: Double, _ step: Double) -> (Double, Double) {
    ((bottom / step).rounded(.down) * step, (top / step - 1e-9).rounded(.up) * step)
  }

  /// From the lowest on.
  package var ticks: [Double] {
    let count = Int(min(100, ((high - low) / step).rounded()))
    return (0...max(1, count)).map { low + Double($0) * step }
  }

  /// The part of the way up, 0 to 1.
  package func share(_ value: Double) -> Double { min(1, max(0, (value - low) / (high - low))) }
}
