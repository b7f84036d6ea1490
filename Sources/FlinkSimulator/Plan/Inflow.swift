/// What a source reads: a smoothly wobbling stream, and how far behind it the source is.
struct Inflow: Sendable {
  var recordsPerSecond: Double
  /// How far the rate swings around its mean, as a share of it.
  var swing: Double
  var wave: Wave
  var backlog: Backlog

  /// Work done between two moments, in seconds at the nominal rate: what arrived, less what was left
  /// to wait. Never negative, as no backlog grows faster than records arrive.
  func work(from start: Double, to end: Double) -> Double {
    guard end > start else { return 0 }
    let arrived = end - start + swing * (wave.integral(at: end) - wave.integral(at: start))
    return max(0, arrived - (backlog.seconds(at: end) - backlog.seconds(at: start)))
  }
}

/// How far a source is behind, in seconds of records, as a function of time alone.
enum Backlog: Sendable {
  case steady(seconds: Double)
  /// `base` until `since`, from then on `slope` seconds more each second.
  case growing(base: Double, slope: Double, since: Double)
  /// For ever again: it builds up to `peak` within `rise` seconds, drains within `drain`, and rests.
  case cyclic(
    period: Double, rise: Double, drain: Double, base: Double, peak: Double, phase: Double)

  func seconds(at time: Double) -> Double {
    switch self {
    case .steady(let seconds): return seconds
    case .growing(let base, let slope, let since): return base + max(0, time - since) * slope
    case .cyclic(let period, let rise, let drain, let base, let peak, let phase):
      let position = (time + phase).truncatingRemainder(dividingBy: period)
      if position < rise { return base + (peak - base) * position / rise }
      if position < rise + drain { return peak - (peak - base) * (position - rise) / drain }
      return base
    }
  }
}
