/// A smooth wobble between -1 and 1 with mean 0, whose integral has a closed form.
///
/// That is what lets counters be exact at any moment without stepping through the time before it.
/// Three parabolic arcs of different periods; no libm, so every platform gives the same bits.
struct Wave: Sendable {
  fileprivate struct Component: Sendable {
    var period: Double
    var phase: Double
    var weight: Double
  }

  private let components: [Component]

  init(seed: Seed) {
    let periods: [ClosedRange<Double>] = [70...110, 240...420, 1500...2600]
    let weights = [0.35, 0.35, 0.3]
    components = periods.indices.map { index in
      let range = periods[index]
      return Component(
        period: range.lowerBound + seed.unit(index) * (range.upperBound - range.lowerBound),
        phase: seed.unit(index + 8), weight: weights[index])
    }
  }

  /// At a moment, in seconds.
  func value(at time: Double) -> Double {
    components.reduce(0) { sum, part in
      let position = part.position(at: time)
      let arc =
        position < 0.5
        ? 16 * position * (0.5 - position) : -16 * (position - 0.5) * (1 - position)
      return sum + part.weight * arc
    }
  }

  /// An antiderivative of `value`: bounded, as the mean is 0. In seconds.
  func integral(at time: Double) -> Double {
    components.reduce(0) { sum, part in
      let position = part.position(at: time)
      let half = position < 0.5 ? position : position - 0.5
      let area = 16 * half * half * (0.25 - half / 3)
      return sum + part.weight * part.period * (position < 0.5 ? area : 1.0 / 3 - area)
    }
  }
}

extension Wave.Component {
  fileprivate func position(at time: Double) -> Double {
    let turns = time / period + phase
    return turns - turns.rounded(.down)
  }
}
