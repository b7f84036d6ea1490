/// Records that were counted since the last (re)start; nil where that is not known.
package struct RecordTotals: Hashable, Sendable {
  package var recordsIn: Int64?
  package var recordsOut: Int64?
}

extension JobModel {
  /// What a vertex has counted. Flink counts records between tasks: a source reads none and a sink writes none, which
  /// is no figure of theirs.
  package func totals(of vertex: Vertex) -> RecordTotals {
    // One that has not begun yet has counted nothing.
    guard !vertex.isWaiting else { return RecordTotals() }
    let place = places[vertex.id]
    return RecordTotals(
      recordsIn: place?.isSource ?? vertex.isSource ? nil : vertex.counters.recordsIn,
      recordsOut: place?.isSink == false ? vertex.counters.recordsOut : nil)
  }

  /// Records that the sources gave on; nil where a part of it is not known.
  package var recordsInTotal: Int64? { total(of: \.recordsOut) { $0.isSource } }

  /// Records that reached the sinks; nil where a part of it is not known.
  package var recordsOutTotal: Int64? { total(of: \.recordsIn) { $0.isSink } }

  private func total(
    of counter: KeyPath<VertexCounters, Int64?>, over isCounted: (VertexPlace) -> Bool
  ) -> Int64? {
    let places = places
    var sum: Int64?
    for vertex in detail?.value.vertices ?? [] {
      guard let place = places[vertex.id], isCounted(place) else { continue }
      // A vertex that is source and sink in one has no records between tasks.
      guard !place.isAlone, !vertex.isWaiting, let part = vertex.counters[keyPath: counter] else {
        return nil
      }
      let (total, overflow) = (sum ?? 0).addingReportingOverflow(part)
      if overflow { return nil }
      sum = total
    }
    return sum
  }
}

extension Vertex {
  /// True for one whose tasks have not begun.
  fileprivate var isWaiting: Bool { state == .created || state == .scheduled }
}
