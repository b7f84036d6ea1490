import Dashboard
import StreamModel
import TerminalUI

/// Graphs and pictures for the tests of the graph pane.
enum GraphFixture {
  /// A graph from `a -> b -> c` chains; nodes in the order of their first mention, labelled by name.
  static func graph(_ chains: String...) -> GraphModel {
    var nodes: [GraphNode] = []
    var edges: [GraphEdge] = []
    for chain in chains {
      let names = chain.split(separator: "->").map { name in
        String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      for name in names where !nodes.contains(where: { $0.label == name }) {
        nodes.append(GraphNode(id: VertexID(name), label: name))
      }
      for (from, to) in zip(names, names.dropFirst()) {
        edges.append(GraphEdge(from: VertexID(from), to: VertexID(to)))
      }
    }
    return GraphModel(nodes: nodes, edges: edges)
  }

  /// A graph from rows of a label and the rows its inputs come from; ids are `v0`, `v1` ...
  static func graph(rows: [(label: String, inputs: [Int])]) -> GraphModel {
    GraphModel(
      nodes: rows.enumerated().map { GraphNode(id: VertexID("v\($0)"), label: $1.label) },
      edges: rows.enumerated().flatMap { index, row in
        row.inputs.map { GraphEdge(from: VertexID("v\($0)"), to: VertexID("v\(index)")) }
      })
  }

  /// The look of a vertex of which only the name is known.
  static func plain(_ model: GraphModel) -> (VertexID) -> GraphNodeAppearance {
    { id in
      GraphNodeAppearance(title: model.nodes.first { $0.id == id }?.label ?? "?")
    }
  }

  /// The whole picture as lines of text, or what a pane of `size` shows of it.
  static func picture(
    _ layout: GraphLayout, size: Size? = nil, viewport: GraphViewport = GraphViewport(),
    charset: Charset = .unicode, appearance: ((VertexID) -> GraphNodeAppearance)? = nil
  ) -> String {
    var frame = Frame(size: size ?? layout.size)
    drawGraph(
      layout, appearance: appearance ?? plain(layout.model), in: frame.bounds, viewport: viewport,
      frame: &frame, charset: charset)
    return frame.lines.joined(separator: "\n")
  }

  /// The job `orders` of the lab, as Flink 2.3.0 gives it at `/jobs/:id`.
  static let orders = graph(rows: [
    ("Source: orders", []), ("fraud score (slow)", [0]), ("revenue per 5 s", [1]),
    ("warehouse: Writer", [2]), ("alerts only", [1]),
  ])

  /// The job `wide` of the lab, as Flink 2.3.0 gives it at `/jobs/:id`.
  static let wide = graph(rows: [
    ("Source: web", []), ("Source: app", []), ("Source: crm", []), ("Source: erp", []),
    ("clean web", [0]), ("clean app", [1]), ("visits", [4, 5]), ("Map", [6]), ("sessionise", [6]),
    ("sessions: Writer", [8]), ("people", [2]), ("Map", [10]),
    ("TumblingEventTime", [7, 11]), ("gdpr filter with a", [10]), ("mask", [13]), ("export", [14]),
    ("export file: Writer", [15]), ("stock", [3]), ("Map", [17]), ("TumblingEventTime", [12, 18]),
    ("merge — everything", [19, 12, 17]), ("to lake", [20]), ("lake: Writer", [21]),
    ("to search", [20]), ("search index: Writer", [23]), ("aggregate", [20]), ("to BI", [25]),
    ("bi: Writer", [26]),
  ])
}

/// Numbers that are the same in every run.
struct FixedRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

extension GraphFixture {
  /// A graph like those of jobs: mostly chains and trees, with some edges across.
  static func random(seed: Int) -> GraphModel {
    var random = FixedRandom(seed: seed)
    let count = Int.random(in: 1...30, using: &random)
    var edges: [(VertexID, VertexID)] = []
    func add(_ from: Int, _ to: Int) {
      if from >= 0, from < to, to < count {
        edges.append((VertexID("v\(from)"), VertexID("v\(to)")))
      }
    }
    for node in 0..<count where Int.random(in: 0..<7, using: &random) > 0 {
      add(node - Int.random(in: 1...5, using: &random), node)
    }
    for _ in 0..<Int.random(in: 0...count / 2, using: &random) {
      let from = Int.random(in: 0..<count, using: &random)
      add(from, from + Int.random(in: 1...12, using: &random))
    }
    let nodes = (0..<count).map { index in
      let length = Int.random(in: 1...24, using: &random)
      return GraphNode(
        id: VertexID("v\(index)"), label: String(repeating: "n", count: length))
    }
    return GraphModel(nodes: nodes, edges: edges)
  }

  /// A graph with twice as many edges as vertices, between any two.
  static func dense(seed: Int) -> GraphModel {
    var random = FixedRandom(seed: seed)
    let count = Int.random(in: 5...25, using: &random)
    let ends = (0..<2 * count).map { _ in
      [Int.random(in: 0..<count, using: &random), Int.random(in: 0..<count, using: &random)]
        .sorted()
    }
    return GraphModel(
      nodes: (0..<count).map { GraphNode(id: VertexID("v\($0)"), label: "operator \($0)") },
      edges: ends.filter { $0[0] < $0[1] }.map { (VertexID("v\($0[0])"), VertexID("v\($0[1])")) })
  }

  static let shapes: [(GraphOrientation, GraphZoom)] = GraphOrientation.allCases.flatMap { way in
    GraphZoom.allCases.map { (way, $0) }
  }
}

extension GraphModel {
  /// A graph from pairs of ids.
  init(nodes: [GraphNode], edges: [(VertexID, VertexID)]) {
    self.init(nodes: nodes, edges: edges.map { GraphEdge(from: $0.0, to: $0.1) })
  }
}
