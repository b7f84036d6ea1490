extension JobModel {
  /// Shares and lags of vertices are compared where they lie at most so far apart.
  private static let comparableWithin: Duration = .seconds(30)

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

  /// The largest lag over the vertices that reported one lately.
  mutating func refreshLag(isSampled: Bool) {
    let lags = vertices.values.compactMap(\.watermarkLag)
    guard let newest = lags.map(\.receivedAt).max() else {
      watermarkLag = nil
      return
    }
    let recent = lags.filter { newest.since($0.receivedAt) <= Self.comparableWithin }
    // Of equal lags the newest, so that the order of a dictionary decides nothing.
    watermarkLag = recent.max { ($0.value, $0.receivedAt) < ($1.value, $1.receivedAt) }
    guard isSampled, let watermarkLag else { return }
    readings.value.lagSeries.record(
      watermarkLag.value.inSeconds, at: watermarkLag.receivedAt, spacing: VertexModel.lagSpacing)
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

  private func highest(_ share: KeyPath<Pressure, Ratio?>) -> Observed<VertexShare>? {
    let pressures = vertices.values.compactMap { $0.pressure?.receivedAt }
    guard let newest = pressures.max() else { return nil }
    var result: Observed<VertexShare>?
    for vertex in detail?.value.vertices ?? [] {
      guard let pressure = vertices[vertex.id]?.pressure,
        let ratio = pressure.value[keyPath: share],
        newest.since(pressure.receivedAt) <= Self.comparableWithin,
        result.map({ ratio > $0.value.ratio }) ?? true
      else { continue }
      result = Observed(
        VertexShare(vertex: vertex.id, ratio: ratio), receivedAt: pressure.receivedAt)
    }
    return result
  }
}
