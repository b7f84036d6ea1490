extension MetricExpression {
  /// Works it out over what was recorded, exactly as Heron's tracker does (its 0.20.5 release candidates; `DIVIDE` and its
  /// like by a series that does not exist are an error to 0.20.4).
  package func answer(over window: SeriesWindow, from source: some SeriesSource) -> SeriesAnswer {
    var evaluation = SeriesEvaluation(source: source)
    let series = evaluation.series(self, in: window)
    return SeriesAnswer(
      series: series, unmatched: evaluation.unmatched.values.sorted { $0.column < $1.column })
  }
}

/// One working out of an expression.
private struct SeriesEvaluation<Source: SeriesSource> {
  let source: Source
  /// By column: under a RATE an operator is worked out once, but over a longer window.
  var unmatched: [Int: SeriesAnswer.Unmatched] = [:]

  init(source: Source) { self.source = source }

  mutating func series(_ expression: MetricExpression, in window: SeriesWindow) -> [MetricSeries] {
    switch expression.node {
    case .constant(let value): return [Self.constant(value, in: window)]
    case .series(let selector):
      return source.series(selector, in: window).map { Self.aligned($0, to: window) }
    case .filled(let fill, let of):
      var filled = series(of, in: window)
      let moments = window.moments
      for index in filled.indices { filled[index].fill(moments, with: fill) }
      return filled
    case .aggregate(let kind, let operands):
      return [aggregate(kind, of: operands, in: window)]
    case .arithmetic(let kind, let left, let right):
      return arithmetic(
        kind, series(left, in: window), series(right, in: window), column: expression.column)
    case .rate(let of):
      return series(of, in: window.withTheStepBefore).map { rate(of: $0, in: window) }
    }
  }

  private static func constant(_ value: Double, in window: SeriesWindow) -> MetricSeries {
    MetricSeries(
      values: Dictionary(uniqueKeysWithValues: window.moments.map { ($0, value) }))
  }

  private static func aligned(_ recorded: RecordedSeries, to window: SeriesWindow) -> MetricSeries {
    var series = MetricSeries(instance: recorded.instance)
    for sample in recorded.samples where !sample.value.isNaN {
      let moment = window.floor(sample.at)
      if moment >= window.start, moment <= window.end { series.values[moment] = sample.value }
    }
    return series
  }

  /// Only where the step before is known.
  private func rate(of series: MetricSeries, in window: SeriesWindow) -> MetricSeries {
    var rate = MetricSeries(instance: series.instance)
    for (moment, value) in series.values where moment >= window.start && moment <= window.end {
      let earlier = moment - window.step
      guard let before = series.values[earlier],
        let seconds = source.seconds(from: earlier, to: moment), seconds > 0
      else { continue }
      rate.values[moment] = (value - before) * (60 / seconds)
    }
    return rate
  }

  // MARK: Of many one

  private mutating func aggregate(
    _ kind: Aggregation, of operands: [MetricExpression], in window: SeriesWindow
  ) -> MetricSeries {
    var (constants, all): ([Double], [MetricSeries]) = ([], [])
    for operand in operands {
      if case .constant(let value) = operand.node {
        constants.append(value)
      } else {
        all += series(operand, in: window)
      }
    }
    switch kind {
    case .sum:
      var sum = Self.constant(constants.reduce(0, +), in: window)
      for series in all {
        for (moment, value) in series.values {
          // Outside the window there is nothing to add to.
          sum.values[moment]? += value
        }
      }
      return sum
    case .max:
      // Constants fill the gaps. NaN, which is not larger than anything, is taken as Python does.
      func larger(_ old: Double, _ new: Double) -> Double { new > old ? new : old }
      var largest = MetricSeries()
      if let first = constants.first {
        largest = Self.constant(constants.dropFirst().reduce(first, larger), in: window)
      }
      for series in all {
        for (moment, value) in series.values {
          largest.values[moment] = largest.values[moment].map { larger(value, $0) } ?? value
        }
      }
      return largest
    case .percentile(let quantile):
      // Constants count for nothing.
      var valuesByMoment: [Int64: [Double]] = [:]
      for series in all {
        for (moment, value) in series.values { valuesByMoment[moment, default: []].append(value) }
      }
      return MetricSeries(values: valuesByMoment.compactMapValues(quantile.value))
    }
  }

  // MARK: Of two one

  /// One series without an instance goes with every one of the other side; of two sides with instances those go together
  /// that are called the same, and others are dropped.
  private mutating func arithmetic(
    _ kind: Arithmetic, _ left: [MetricSeries], _ right: [MetricSeries], column: Int
  ) -> [MetricSeries] {
    if let left = Self.single(left) {
      return right.map { Self.result(kind, left, $0, instance: $0.instance) }
    }
    if right.isEmpty || Self.single(right) != nil {
      let right = Self.single(right) ?? MetricSeries()
      return left.map { Self.result(kind, $0, right, instance: $0.instance) }
    }
    guard !left.isEmpty else { return [] }
    let rightByInstance = Dictionary(right.map { ($0.instance, $0) }) { _, last in last }
    let results = left.compactMap { series in
      rightByInstance[series.instance].map {
        Self.result(kind, series, $0, instance: series.instance)
      }
    }
    let leftInstances = Set(left.map(\.instance))
    let lone = SeriesAnswer.Unmatched(
      arithmetic: kind, column: column,
      left: left.filter { rightByInstance[$0.instance] == nil }.compactMap(\.instance),
      right: right.filter { !leftInstances.contains($0.instance) }.compactMap(\.instance),
      isAll: results.isEmpty)
    if !lone.left.isEmpty || !lone.right.isEmpty { unmatched[column] = lone }
    return results
  }

  private static func single(_ series: [MetricSeries]) -> MetricSeries? {
    series.count == 1 && series[0].instance == nil ? series[0] : nil
  }

  private static func result(
    _ kind: Arithmetic, _ left: MetricSeries, _ right: MetricSeries, instance: String?
  ) -> MetricSeries {
    var values: [Int64: Double] = [:]
    for (moment, value) in left.values {
      values[moment] = kind.result(value, right.values[moment])
    }
    return MetricSeries(instance: instance, values: values)
  }
}
