/// The metrics of single operators that say what a vertex as a whole does not.
///
/// Their ids begin with the operator's name, so each vertex has its own; they are looked up once.
struct OperatorMetrics: Hashable, Sendable {
  /// `event_time.currentOutputWatermark`: of the last operator of the chain. Sources have no watermark of
  /// their own, as nothing flows in.
  var outputWatermark: String?
  /// `Source__orders.numRecordsOutPerSecond`: of the first operator of the chain. A vertex that is source and
  /// sink in one counts nothing else.
  var recordsOut: String?

  /// Finds them among all metrics of a vertex, whose name lists its operators: `Source: orders -> decode`.
  init(ids: [String], vertexName: String) {
    let chain = Self.metricName(vertexName)
    /// The places in the chain that bear the name of each operator with such a metric.
    func places(_ suffix: String) -> [(id: String, ranges: [Range<String.Index>])] {
      ids.compactMap { id in
        guard id.hasSuffix(suffix), id.utf8.count > suffix.utf8.count else { return nil }
        let ranges = chain.ranges(of: id.dropLast(suffix.count))
        return ranges.isEmpty ? nil : (id, ranges)
      }
    }
    // Of names that begin or end at the same place (`map` and `event map`) the longer is the operator's.
    outputWatermark =
      places(".currentOutputWatermark").max { lhs, rhs in
        guard let left = lhs.ranges.last, let right = rhs.ranges.last else { return false }
        return (left.upperBound, right.lowerBound) < (right.upperBound, left.lowerBound)
      }?.id
    recordsOut =
      places(".numRecordsOutPerSecond").min { lhs, rhs in
        guard let left = lhs.ranges.first, let right = rhs.ranges.first else { return false }
        return (left.lowerBound, right.upperBound) < (right.lowerBound, left.upperBound)
      }?.id
  }

  /// A name as metric ids have it: Flink puts `_` for these four and nothing else (1.13 to 2.3).
  ///
  /// Operator names are cut at 80 characters besides, which leaves a part of the vertex's name.
  private static func metricName(_ name: String) -> String {
    String(
      name.map { character in
        switch character {
        case " ", ".", ":", ",": "_"
        default: character
        }
      })
  }
}
