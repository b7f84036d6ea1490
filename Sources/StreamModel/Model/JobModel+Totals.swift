extension JobModel {
  /// Lags of vertices are compared where they lie at most so far apart.
  private static let comparableWithin: Duration = .seconds(30)
  /// A share from here on tells enough of the job, whatever that of the other vertices is.
  private static let limitOfShare = 0.9

  /// Puts the job's figures together from those of its vertices.
  mutating func refreshTotals(isSampled: Bool) {
    recordsIn = total(of: \.recordsOut) { $0.isSource }
    recordsOut = total(of: \.recordsIn) { $0.isSink && !$0.isAlone }
    busiest = highest(\.busy)
    mostBackpressured = highest(\.backpressured)
    guard isSampled else { return }
    let spacing = VertexModel.sampleSpacing
    if let recordsOut {
      readings.value.recordsOutSeries.record(
        recordsOut.value.perSecond, at: recordsOut.receivedAt, spacing: spacing)
    }
    if let busiest {
      readings.value.busySeries.record(
        busiest.value.ratio.value, at: busiest.receivedAt, spacing: spacing)
    }
    if let mostBackpressured {
      readings.value.backpressuredSeries.record(
        mostBackpressured.value.ratio.value, at: mostBackpressured.receivedAt, spacing: spacing)
    }
  }

  /// The largest lag over the vertices that reported one lately, but for those whose event time the ends of the graph are long
  /// past: a source has that of idle subtasks too. A batch job has none: those of its vertices that run now
  /// tell nothing of its output, whose vertices may not have begun.
  mutating func refreshLag(isSampled: Bool) {
    if detail?.value.isBatch == true {
      watermarkLag = nil
      return
    }
    let lags = vertices.compactMap { (id, model) in
      model.watermarkLag.map {
        (lag: $0, isExact: model.isLagExact, isEnd: places[id]?.isSink == true)
      }
    }
    guard let newest = lags.map(\.lag.receivedAt).max() else {
      watermarkLag = nil
      return
    }
    let recent = lags.filter { newest.since($0.lag.receivedAt) <= Self.comparableWithin }
    let end = recent.filter(\.isEnd).map(\.lag.value).max()
    let counted = end.map { end in
      recent.filter { $0.lag.value <= end + Self.comparableWithin }
    }
    // Of equal lags the newest, so that the order of a dictionary decides nothing.
    let largest = (counted ?? recent).max {
      ($0.lag.value, $0.lag.receivedAt) < ($1.lag.value, $1.lag.receivedAt)
    }
    watermarkLag = largest?.lag
    readings.value.isLagExact = largest?.isExact ?? true
    guard isSampled, let largest, largest.isExact else { return }
    readings.value.lagSeries.record(
      largest.lag.value.inSeconds, at: largest.lag.receivedAt, spacing: VertexModel.lagSpacing)
  }

  /// The sum over the vertices at certain places; nil where a part of it is unknown.
  ///
  /// A vertex that has finished adds nothing, and one that is source and sink in one only what it knows.
  private func total(
    of rate: KeyPath<VertexModel, Observed<Rate>?>, over isCounted: (VertexPlace) -> Bool
  ) -> Observed<Rate>? {
    let places = places
    var sum: Observed<Rate>?
    for vertex in detail?.value.vertices ?? [] where vertex.state != .finished {
      guard let place = places[vertex.id], isCounted(place) else { continue }
      guard let part = vertices[vertex.id]?[keyPath: rate] else {
        if place.isAlone { continue }
        return nil
      }
      sum =
        sum.map {
          Observed($0.value + part.value, receivedAt: min($0.receivedAt, part.receivedAt))
        } ?? part
    }
    return sum
  }

  /// The highest share of a vertex. Nil while the load of a vertex is unknown that may have a higher one, unless
  /// the highest known one is at the limit already.
  private func highest(_ share: KeyPath<Pressure, Ratio?>) -> Observed<VertexShare>? {
    let pressures = vertices.values.compactMap { $0.pressure?.receivedAt }
    guard let newest = pressures.max() else { return nil }
    var result: Observed<VertexShare>?
    var isWhole = true
    for vertex in detail?.value.vertices ?? [] where vertex.hasMetrics {
      let model = vertices[vertex.id]
      guard let pressure = model?.pressure,
        newest.since(pressure.receivedAt) <= VertexModel.keptFor
      else {
        isWhole = isWhole && model?.isWithoutPressure == true
        continue
      }
      guard let ratio = pressure.value[keyPath: share],
        result.map({ ratio > $0.value.ratio }) ?? true
      else { continue }
      result = Observed(
        VertexShare(vertex: vertex.id, ratio: ratio), receivedAt: pressure.receivedAt)
    }
    let isAtLimit = (result?.value.ratio.value ?? 0) >= Self.limitOfShare
    return isWhole || isAtLimit ? result : nil
  }
}
