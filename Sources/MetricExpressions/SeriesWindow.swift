/// The moments that an expression is worked out for: those of a grid from `start` to `end`.
///
/// The tracker's grid is that of whole minutes. One that lies otherwise (`phase`) or has other steps is for series that
/// were sampled so.
package struct SeriesWindow: Hashable, Sendable {
  /// The most steps of a window.
  package static let mostSteps = 100_000
  /// Times beyond are none.
  private static let latest: Int64 = 1 << 53

  /// Both in seconds since 1970; neither need lie on the grid. Where `end` is before `start`, there is no moment.
  package let start: Int64
  package let end: Int64
  /// Seconds from one moment to the next.
  package let step: Int64
  /// Seconds from a multiple of the step to the next moment of the grid.
  package let phase: Int64

  /// Nil where there would be too many moments, or the times are none.
  package init?(start: Int64, end: Int64, step: Int64 = 60, phase: Int64 = 0) {
    guard (-Self.latest...Self.latest).contains(start), (-Self.latest...Self.latest).contains(end),
      (1...86_400).contains(step), (end - start) / step < Self.mostSteps
    else { return nil }
    self.init(from: start, to: end, step: step, phase: phase)
  }

  private init(from start: Int64, to end: Int64, step: Int64, phase: Int64) {
    self.start = start
    self.end = end
    self.step = step
    self.phase = ((phase % step) + step) % step
  }

  /// The last moment of the grid that is not later.
  package func floor(_ time: Int64) -> Int64 {
    let shifted = min(max(time, -2 * Self.latest), 2 * Self.latest) - phase
    let rest = shifted % step
    return shifted - (rest < 0 ? rest + step : rest) + phase
  }

  /// The moments, the earliest first.
  package var moments: [Int64] {
    let first = floor(start) < start ? floor(start) + step : start
    guard first <= end else { return [] }
    return Array(stride(from: first, through: end, by: Int(step)))
  }

  /// One that begins a step earlier.
  var withTheStepBefore: SeriesWindow {
    SeriesWindow(from: start - step, to: end, step: step, phase: phase)
  }
}
