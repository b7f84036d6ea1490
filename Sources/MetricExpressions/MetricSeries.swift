/// What was recorded of one instance, as it was recorded.
package struct RecordedSeries: Hashable, Sendable {
  /// A value, and when it was, in seconds since 1970.
  package struct Sample: Hashable, Sendable {
    package var at: Int64
    package var value: Double

    package init(at: Int64, value: Double) {
      self.at = at
      self.value = value
    }
  }

  package var instance: String
  /// The earliest first. Of two within one step the later counts.
  package var samples: [Sample]

  package init(instance: String, samples: [Sample]) {
    self.instance = instance
    self.samples = samples
  }
}

/// Where recorded series come from.
package protocol SeriesSource {
  /// What there is of a metric, at least from a step before the window to a step after it: of one instance, or of each. Nothing
  /// of what is not known.
  func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries]

  /// Seconds that a rate from one moment to the next is over: less or more than a step where figures were read at other
  /// times than the moment says. Nil where both have the same figures.
  func seconds(from earlier: Int64, to later: Int64) -> Double?
}

extension SeriesSource {
  /// Figures are those of their moment.
  package func seconds(from earlier: Int64, to later: Int64) -> Double? {
    Double(later - earlier)
  }
}

/// What an expression, or a part of it, comes to over time.
package struct MetricSeries: Hashable, Sendable {
  /// Nil of one that was made from several.
  package var instance: String?
  /// By moment, in seconds since 1970; what is not known is not there.
  package var values: [Int64: Double]

  package init(instance: String? = nil, values: [Int64: Double] = [:]) {
    self.instance = instance
    self.values = values
  }

  /// Gives a value to what has none. A zero has none: the tracker's newest bucket is 0 before figures arrive.
  mutating func fill(_ moments: [Int64], with value: Double) {
    for moment in moments where (values[moment] ?? 0) == 0 { values[moment] = value }
  }
}

/// The series that an expression comes to, and what its user might not have meant.
package struct SeriesAnswer: Hashable, Sendable {
  /// Two operands of several instances each, of which some have no counterpart: they are dropped.
  package struct Unmatched: Hashable, Sendable {
    package var arithmetic: Arithmetic
    /// Where the operator stands in the text.
    package var column: Int
    /// Those of either side that the other lacks.
    package var left: [String]
    package var right: [String]
    /// True where no instance of both is left.
    package var isAll: Bool
  }

  package var series: [MetricSeries]
  /// In the order of the text's columns, one each.
  package var unmatched: [Unmatched]

  package init(series: [MetricSeries], unmatched: [Unmatched] = []) {
    self.series = series
    self.unmatched = unmatched
  }
}
