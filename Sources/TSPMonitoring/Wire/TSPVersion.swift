import ServerAnswers
import StreamModel

/// What `metainfo/getVersion` tells: `"0.12.0"`, from v0.16 on `{"tsp", "scala", "flink"}`, from v19 on without `flink`.
struct TSPVersion: Hashable, Sendable {
  var tsp: String
  /// False from v19 on: jobs run in TSP itself, and of them it tells rows only.
  var hasFlink: Bool

  init(getVersion node: JSONNode) throws(JSONError) {
    if let text = node.string {
      guard text.first?.isNumber == true else { throw .unusable(path: "$", expected: "version") }
      self.init(tsp: FailureText.oneLine(text), hasFlink: true)
    } else {
      self.init(
        tsp: FailureText.oneLine(try node.requiredString("tsp")), hasFlink: node["flink"] != nil)
    }
  }

  init(tsp: String, hasFlink: Bool) {
    self.tsp = tsp
    self.hasFlink = hasFlink
  }
}
