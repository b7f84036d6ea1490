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
    /// Where the operator of an id with this suffix stands in the chain; nil for any other id.
    func place(_ id: String, _ suffix: String) -> (id: String, position: Int, end: Int)? {
      guard id.hasSuffix(suffix), id.utf8.count > suffix.utf8.count else { return nil }
      let operatorName = id.dropLast(suffix.count)
      guard let range = chain.ranges(of: operatorName).last else { return nil }
      let position = chain.utf8.distance(from: chain.startIndex, to: range.lowerBound)
      return (id, position, position + operatorName.utf8.count)
    }
    // Of names that end alike (`map` and `event_map`) the longer is the operator, so the ends are compared
    // first.
    outputWatermark = ids.compactMap { place($0, ".currentOutputWatermark") }
      .max { ($0.end, -$0.position) < ($1.end, -$1.position) }?.id
    recordsOut = ids.compactMap { place($0, ".numRecordsOutPerSecond") }
      .min { ($0.position, -$0.end) < ($1.position, -$1.end) }?.id
  }

  /// A name as metric ids have it: Flink's `MetricQueryService` puts `_` for these four.
  ///
  /// Operator names are cut at 80 characters before that, which leaves a part of the vertex's name.
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
