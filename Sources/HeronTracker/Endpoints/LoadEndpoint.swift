import StreamModel

extension HeronEndpoints {
  /// `/topologies/metricstimeline`: the last minute that is over. What Heron calls time in back pressure is no share here:
  /// it tells for how long a component held up the others, and Flink's for how long it was held up.
  static let load = HeronEndpoint<LoadQuestion>(
    asks: HeronRoute.minutePatterns + HeronRoute.infoPatterns
  ) { (question, client) async throws(SourceError) in
    let plan = try await client.plan(of: question.job)
    guard let component = plan.component(question.vertex) else { return nil }
    let instances = plan.instances(of: question.vertex).map(\.id)
    let minutes = try await client.minutes(
      of: component.name, component.loadMetrics, in: try client.topology(question.job),
      instances: instances)
    let now = client.now()
    let loads = instances.map { InstanceLoad(of: $0, component, in: minutes, at: now) }
    return minutes.instances.isEmpty ? nil : VertexLoad(loads)
  }
}

extension VertexLoad {
  init(_ loads: [InstanceLoad]) {
    self.init(
      busy: SubtaskAggregate(loads.map { $0.capacity.map { $0 * 1000 } }), backpressured: nil,
      idle: nil, recordsIn: SubtaskAggregate(loads.map(\.recordsIn)),
      recordsOut: SubtaskAggregate(loads.map(\.recordsOut)), bytesIn: nil, bytesOut: nil)
  }
}
