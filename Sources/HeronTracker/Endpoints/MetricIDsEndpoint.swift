import StreamModel

extension HeronEndpoints {
  /// The names that instances of such a component have; a tracker lists none.
  static let metricIDs = HeronEndpoint<MetricIDsQuestion>(asks: HeronRoute.infoPatterns) {
    (question, client) async throws(SourceError) in
    try await client.measured(question.source).component.allMetrics.sorted()
      + [BackPressureMetric.name]
  }
}

/// Whose metrics are asked for.
struct MeasuredInstances: Sendable {
  var topology: TopologyName
  var component: TopologyPlan.Component
  /// Ids of instances: all of the component, or one.
  var instances: [String]
}

extension HeronClient {
  /// Components and their instances have metrics; the tracker tells none of a topology as a whole and of itself.
  func measured(_ source: MetricSource) async throws(SourceError) -> MeasuredInstances {
    let (job, vertex, index): (JobID, VertexID, Int?) =
      switch source {
      case .vertex(let job, let vertex): (job, vertex, nil)
      case .subtask(let job, let vertex, let index): (job, vertex, index)
      case .job, .subtasks, .coordinator, .controller, .worker, .workers:
        throw .unsupported(
          "metrics of that are not provided by Heron: components and instances have some")
      }
    let plan = try await plan(of: job)
    guard let component = plan.component(vertex) else {
      throw .notFound("the topology has no such component")
    }
    var instances = plan.instances(of: vertex).map(\.id)
    if let index {
      guard instances.indices.contains(index) else {
        throw .notFound("the component has no instance \(index)")
      }
      instances = [instances[index]]
    }
    return MeasuredInstances(
      topology: try topology(job), component: component, instances: instances)
  }
}
