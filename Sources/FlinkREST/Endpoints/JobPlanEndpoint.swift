import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/plan`.
  static let jobPlan = Endpoint<JobPlanQuestion>(
    asks: ["/jobs/:job/plan"],
    route: { Route(path: Route.path($0.job) + "/plan", sizeLimit: 32 << 20) },
    read: JobPlan.init(answer:))
}

extension JobPlan {
  /// Reads `/jobs/:id/plan` and `/jars/:id/plan`.
  init(answer: JSONNode) throws(JSONError) {
    let plan = try answer.required("plan", "plan")
    let nodes = try plan.requiredList("nodes") { node throws(JSONError) in
      let parallelism = try node.requiredInt64("parallelism")
      return PlanNode(
        id: VertexID(try node.requiredString("id")),
        name: Self.name(node.text("description") ?? node.text("operator") ?? ""),
        parallelism: parallelism < 1 ? nil : node.count("parallelism"),
        inputs: node["inputs"]?.elements.compactMap { edge in
          edge.text("id").map {
            Edge(from: VertexID($0), shipStrategy: edge.text("ship_strategy"))
          }
        } ?? [])
    }
    self.init(
      name: plan.text("name") ?? "", type: plan.text("type"),
      nodes: nodes.sortedFromSources(id: \.id, inputs: \.inputs))
  }

  /// The chain on one line, as vertices are called. Up to 1.14 it is `a -&gt; b`; later a tree of HTML lines,
  /// `a<br/>+- b<br/>`.
  static func name(_ description: String) -> String {
    let lines = description.replacing("<br/>", with: "\n").split(separator: "\n")
    let names = lines.map { line in
      // `   +- b` and `:  +- b`.
      let start = line.firstRange(of: "+- ")?.upperBound
      let isBranch = start.map { line[..<$0].allSatisfy { " :+-|".contains($0) } } ?? false
      return isBranch ? line[(start ?? line.startIndex)...] : line
    }
    var text = names.joined(separator: " -> ")
    for (entity, character) in [
      ("&gt;", ">"), ("&lt;", "<"), ("&quot;", "\""), ("&#39;", "'"), ("&mdash;", "\u{2014}"),
      ("&ndash;", "\u{2013}"), ("&hellip;", "\u{2026}"), ("&nbsp;", " "), ("&amp;", "&"),
    ] {
      text = text.replacing(entity, with: character)
    }
    return text
  }
}
