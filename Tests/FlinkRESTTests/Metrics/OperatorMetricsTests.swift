import Testing

@testable import FlinkREST

@Suite("The operator metrics of a vertex")
struct OperatorMetricsTests {
  /// The two metrics of each operator.
  private func ids(_ operators: [String]) -> [String] {
    operators.flatMap { ["\($0).currentOutputWatermark", "\($0).numRecordsOutPerSecond"] }
      + ["numRecordsOutPerSecond", "currentInputWatermark", "Source__a.split.1.watermark.x"]
  }

  @Test(
    "come from the ends of the chain, in whatever order the list is",
    arguments: [
      (
        "Source: orders -> decode orders -> event time",
        ["event_time", "Source__orders", "decode_orders"], "Source__orders", "event_time"
      ),
      // One operator's name ends with, begins with, or lies within another's.
      ("Source: map -> event map", ["event_map", "Source__map"], "Source__map", "event_map"),
      ("a -> a b -> b", ["b", "a_b", "a"], "a", "b"),
      ("Source: x -> filter", ["x", "Source__x", "filter"], "Source__x", "filter"),
      (
        "Source: x -> (left, right -> Sink: y)", ["Source__x", "left", "right", "Sink__y"],
        "Source__x", "Sink__y"
      ),
      ("[vertex-0]Source: x -> y", ["y", "Source__x"], "Source__x", "y"),
      ("Source: x", ["Source__x"], "Source__x", "Source__x"),
    ])
  func ends(name: String, operators: [String], first: String, last: String) {
    for order in [operators, operators.reversed()] {
      let metrics = OperatorMetrics(ids: ids(order), vertexName: name)
      #expect(metrics.recordsOut == first + ".numRecordsOutPerSecond")
      #expect(metrics.outputWatermark == last + ".currentOutputWatermark")
    }
  }

  @Test("are none where the list has none, or the names do not fit")
  func none() {
    let empty = OperatorMetrics(ids: [], vertexName: "Source: x")
    #expect(empty.outputWatermark == nil)
    #expect(empty.recordsOut == nil)
    let other = OperatorMetrics(ids: ids(["other"]), vertexName: "Source: x")
    #expect(other.outputWatermark == nil)
    let task = ["numRecordsOutPerSecond", ".currentOutputWatermark"]
    #expect(OperatorMetrics(ids: task, vertexName: "Source: x").recordsOut == nil)
    #expect(OperatorMetrics(ids: task, vertexName: "Source: x").outputWatermark == nil)
  }
}
