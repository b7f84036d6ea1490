import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/vertices/:vid/flamegraph`; of one subtask from 1.17 on.
  static let flameGraph = Endpoint<FlameGraphQuestion>(
    asks: ["/jobs/:job/vertices/:vertex/flamegraph?type&subtaskindex"],
    route: { .flameGraph($0) }, read: FlameGraph.init(flameGraph:))
}

extension Route {
  /// 5 kB for a simple job; stacks are cut at 100 frames unless configured otherwise.
  static func flameGraph(_ question: FlameGraphQuestion) -> Route {
    let subtask = question.subtask.map { "&subtaskindex=\($0)" } ?? ""
    return Route(
      path: path(question.job, question.vertex) + "/flamegraph",
      query: "?type=\(question.threads.rawValue)\(subtask)", sizeLimit: 32 << 20)
  }
}

extension FlameGraph {
  /// More than anybody looks at.
  private static let mostPlaces = 50_000

  /// Reads `{"endTimestamp", "data": {"name", "value", "children"}}`. Without data the time is a number that says why:
  /// -1 the task ended, -2 switched off, -3 not sampled yet.
  init(flameGraph: JSONNode) throws(JSONError) {
    let end = try flameGraph.requiredInt64("endTimestamp")
    guard let root = flameGraph["data"], root["value"] != nil else {
      let standings: [Int64: Standing] = [-1: .ended, -2: .disabled, -3: .waiting]
      guard let standing = standings[end] else { throw flameGraph.unusable("data", "samples") }
      self.init(standing)
      return
    }
    self.init(.sampled(at: Timestamp(milliseconds: end)), total: try Self.samples(of: root))
    for child in try Self.children(of: root) { try append(child, depth: 0) }
  }

  private mutating func append(_ node: JSONNode, depth: Int) throws(JSONError) {
    guard places.count < Self.mostPlaces else {
      isCut = true
      return
    }
    let index = places.count
    places.append(
      Place(
        name: try node.requiredString("name"), samples: try Self.samples(of: node), depth: depth,
        end: index + 1))
    for child in try Self.children(of: node) { try append(child, depth: depth + 1) }
    places[index].end = places.count
  }

  /// More than any sampling takes, and few enough to be added up and drawn to scale.
  private static let mostSamples: Int64 = 1 << 32

  private static func samples(of node: JSONNode) throws(JSONError) -> Int {
    Int(min(max(0, try node.requiredInt64("value")), mostSamples))
  }

  /// The most frequent first; of equal ones as they are given.
  private static func children(of node: JSONNode) throws(JSONError) -> [JSONNode] {
    var children: [(samples: Int, place: Int, node: JSONNode)] = []
    guard let elements = node["children"]?.elements else { return [] }
    for child in elements {
      children.append((try samples(of: child), children.count, child))
    }
    children.sort { ($1.samples, $0.place) < ($0.samples, $1.place) }
    return children.map(\.node)
  }
}
