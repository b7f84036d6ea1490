/// A spout or a bolt: what a vertex is to Heron.
struct TopologyComponent: Sendable {
  /// A stream that it reads.
  struct Input: Sendable {
    /// Index of the component that it comes from, and of the edge among the vertex's inputs.
    var from: Int
    var edge: Int
    var stream: String
    /// `SHUFFLE`, `FIELDS`, `ALL`.
    var grouping: String
  }

  var name: String
  /// The stream that it emits; nil where nothing comes after it.
  var output: String?
  var inputs: [Input]

  var isSpout: Bool { inputs.isEmpty }

  /// Names of the streams that come in, each once.
  var inputStreams: [String] { Set(inputs.map(\.stream)).sorted() }

  /// The components of a job, in the order of its vertices.
  static func all(of plan: JobPlan) -> [TopologyComponent] {
    var taken: Set<String> = []
    let names = plan.vertices.map { vertex in
      unique(heronName(vertex.operators.first?.name ?? vertex.name), &taken)
    }
    let outputs = plan.vertices.indices.map { output(of: $0, in: plan) }
    return plan.vertices.enumerated().map { index, vertex in
      TopologyComponent(
        name: names[index], output: outputs[index],
        inputs: vertex.inputs.enumerated().map { edge, input in
          Input(
            from: input.from, edge: edge, stream: outputs[input.from] ?? "default",
            grouping: grouping(input.shipStrategy))
        })
    }
  }

  /// What all of its readers get a copy of has a name of its own.
  private static func output(of index: Int, in plan: JobPlan) -> String? {
    let edges = plan.vertices.flatMap(\.inputs).filter { $0.from == index }
    guard !edges.isEmpty else { return nil }
    return edges.allSatisfy { $0.shipStrategy == .broadcast } ? "updates" : "default"
  }

  private static func grouping(_ strategy: ShipStrategy) -> String {
    switch strategy {
    case .hash: "FIELDS"
    case .broadcast: "ALL"
    case .forward, .rebalance, .rescale: "SHUFFLE"
    }
  }

  // MARK: Names

  /// Such as Heron takes for a component: `ledger-topic` of `ledger topic: Writer`.
  private static func heronName(_ name: String) -> String {
    var rest = name[...]
    if rest.hasPrefix("Source: ") { rest = rest.dropFirst("Source: ".count) }
    if rest.hasSuffix(": Writer") { rest = rest.dropLast(": Writer".count) }
    let words = rest.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")) }
    let joined = words.joined(separator: "-").prefix(60)
    return joined.isEmpty ? "component" : String(joined)
  }

  /// With a number where another has the name already.
  static func unique(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}
