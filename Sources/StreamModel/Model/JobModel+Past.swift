extension VertexModel {
  /// Takes in what was before anybody looked.
  mutating func take(past: [PastLoad], isSink: Bool) {
    self.past = past
    busySeries.prepend(past.samples(\.busy))
    recordsSeries.prepend(past.samples { isSink ? $0.recordsIn ?? $0.recordsOut : $0.recordsOut })
  }
}

extension JobModel {
  /// Puts the job's figures of before together from those of its vertices, once all of them have told.
  mutating func refreshPast() {
    guard let detail = detail?.value, !detail.vertices.isEmpty else { return }
    var pasts: [VertexID: [Timestamp: PastLoad]] = [:]
    for vertex in detail.vertices {
      guard let past = vertices[vertex.id]?.past, !past.isEmpty else { return }
      pasts[vertex.id] = Dictionary(past.map { ($0.at, $0) }) { first, _ in first }
    }
    let sinks = detail.vertices.filter { places[$0.id]?.isSink == true }
    let whole = (pasts.values.first ?? [:]).values.sorted { $0.at < $1.at }.map { moment in
      let told = pasts.values.map { $0[moment.at] }
      let busy = told.contains { $0 == nil } ? nil : told.compactMap { $0?.busy }.max()
      let taken = sinks.map { pasts[$0.id]?[moment.at]?.recordsIn }
      let records = taken.contains { $0 == nil } ? nil : taken.compactMap(\.self).reduce(0, +)
      return PastLoad(
        at: moment.at, length: moment.length, busy: busy, recordsIn: records, recordsOut: nil)
    }
    readings.value.recordsOutSeries.prepend(whole.samples(\.recordsIn))
    readings.value.busySeries.prepend(whole.samples(\.busy))
  }
}

extension [PastLoad] {
  /// What was an average over a while holds for all of it: as many samples as leave no gap.
  fileprivate func samples(_ figure: (PastLoad) -> Double?) -> [Series.Sample] {
    flatMap { past -> [Series.Sample] in
      guard let value = figure(past) else { return [] }
      return stride(from: 0, to: past.length.inSeconds, by: 20).map {
        Series.Sample(at: past.at.advanced(by: .seconds($0)), value: value)
      }
    }
  }
}
