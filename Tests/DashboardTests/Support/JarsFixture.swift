import StreamModel

/// A cluster that has jars, and whose jobs can be rescaled.
enum JarsFixture {
  static let jars = [
    jar("orders-1.4.0.jar", entries: ["shop.Orders", "shop.Replay"], minutes: 12),
    jar("orders-1.3.2.jar", entries: ["shop.Orders"], minutes: 3000),
    jar("ledger-sync.jar", entries: [], minutes: 9000),
  ]

  static let plan = JobPlan(
    name: "orders", type: "STREAMING",
    nodes: [
      node("1", "Source: orders -> decode", 4, from: []),
      node("2", "fraud score -> enrich", 8, from: ["1"]),
      node("3", "Sink: ledger", 2, from: ["2"]), node("4", "Sink: alerts", 1, from: ["2"]),
    ])

  static func add(to cluster: inout ClusterModel, at now: Timestamp) {
    cluster.capabilities.canRescale = true
    cluster.capabilities.takesClaimMode = true
    cluster.apply(jars, to: .jars, at: now)
    for job in cluster.jobs {
      guard let vertices = job.detail?.value.vertices, !vertices.isEmpty else { continue }
      let bounds = vertices.reduce(into: [VertexID: ParallelismBounds]()) { bounds, vertex in
        bounds[vertex.id] = ParallelismBounds(lower: 1, upper: vertex.parallelism ?? 1)
      }
      cluster.apply(bounds, to: .resourceRequirements(job.id), at: now)
    }
  }

  /// The operation that has asked for `plan`.
  static let planned: Operation = {
    var operation = Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: "7", kind: .plan(JarRun(jar: jars[0].id)),
        about: jars[0].name), startedAt: Fixture.now.advanced(by: .seconds(-400)))
    operation.state = .completed(location: nil, jobState: nil)
    operation.endedAt = Fixture.now.advanced(by: .seconds(-399))
    operation.plan = plan
    return operation
  }()

  private static func jar(_ name: String, entries: [String], minutes: Int) -> Jar {
    Jar(
      id: JarID("\(Fixture.identifier(name).prefix(8))-53f1-4d9e-a2c4-05a1c7b1d0aa_\(name)"),
      name: name, uploadedAt: Fixture.now.advanced(by: .seconds(-60 * minutes)),
      entries: entries.map { JarEntry(className: $0) })
  }

  private static func node(
    _ id: String, _ name: String, _ parallelism: Int, from inputs: [String]
  ) -> PlanNode {
    PlanNode(
      id: VertexID(id), name: name, parallelism: parallelism,
      inputs: inputs.map { Edge(from: VertexID($0), shipStrategy: "HASH") })
  }
}
