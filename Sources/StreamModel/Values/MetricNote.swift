/// What a system's documents say of one of its metrics, where the name alone does not tell.
package struct MetricNote: Hashable, Sendable {
  /// What a metric counts in.
  package enum Unit: String, Hashable, Sendable {
    case bytes
    case kilobytes = "kB"
    case bytesPerSecond = "bytes/s"
    case milliseconds = "ms"
    case nanoseconds = "ns"
    case nanosecondsPerSecond = "ns/s"
    case perSecond = "1/s"
    /// 0 to 1.
    case share
    case count
    /// The documents do not say.
    case unknown = "-"
  }

  /// In words: `duration of the last checkpoint`.
  package var title: String
  package var unit: Unit

  package init(title: String, unit: Unit) {
    self.title = title
    self.unit = unit
  }
}

/// A stretch of the past that is asked for of a system that keeps metrics: up to now, a value each step.
package struct MetricPast: Hashable, Sendable {
  package var span: Duration
  package var step: Duration

  package init(span: Duration, step: Duration) {
    self.span = span
    self.step = step
  }

  /// So fine that each of `columns` columns of a chart has a value of its own, in a step that a person would choose.
  package init(span: Duration, columns: Int) {
    let seconds = max(1, span.components.seconds)
    let wanted = Double(seconds) / Double(max(1, columns))
    // Finer than this nothing is collected; the coarsest makes a day of a minute a column.
    let steps: [Int64] = [5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600]
    // Any stretch has at most some hundred values.
    let least = max(wanted, Double(seconds) / Double(Self.mostValues))
    let step = steps.first { Double($0) >= least } ?? Int64(least.rounded(.up))
    self.init(span: span, step: .seconds(step))
  }

  private static let mostValues = 300
}
