import MetricExpressions
import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/metrics/query`, older trackers also `/topologies/metricsquery`: minutes of the last three hours.
  static let metricQuery = HeronEndpoint<MetricQueryQuestion>(
    asks: HeronRoute.queryPatterns + HeronRoute.infoPatterns
  ) { (question, client) async throws(SourceError) in
    let topology = try client.topology(question.job)
    let expression: MetricExpression
    do {
      expression = try MetricExpression(parsing: question.expression)
    } catch {
      throw .unusable("The expression can't be read: \(error)")
    }
    let plan = try await client.plan(of: question.job)
    let known = try expression.replacing { (selector) throws(SourceError) in
      try selector.known(to: plan)
    }
    var all = try await client.read(
      .query(known, in: topology, span: question.span, at: client.now()),
      as: QueriedSeries.all(query:))
    let subtasks = plan.subtasks(of: question.job)
    for index in all.indices { all[index].subject = all[index].instance.flatMap { subtasks[$0] } }
    return all
  }
}

extension HeronRoute {
  /// The minutes up to `now`.
  static func query(
    _ expression: MetricExpression, in topology: TopologyName, span: Duration, at now: Timestamp
  ) -> HeronRoute {
    let end = now.milliseconds / 1000
    return HeronRoute(
      "/topologies/metrics/query", of: topology,
      [
        ("query", expression.description), ("starttime", "\(end - span.components.seconds)"),
        ("endtime", "\(end)"),
      ], orElse: "/topologies/metricsquery")
  }

  /// The routes of `query`, for the list of what is harmless.
  static let queryPatterns = ["metrics/query", "metricsquery"].map {
    "/topologies/\($0)?cluster&environ&topology&query&starttime&endtime"
  }
}

extension SeriesSelector {
  /// With the id of the instance that a number means. Of what there is not the tracker would say that there are no series,
  /// so it is said here what there is.
  fileprivate func known(to plan: TopologyPlan) throws(SourceError) -> SeriesSelector {
    // Stream managers tell of what is theirs, and are in no plan.
    guard !component.hasPrefix("__") else { return self }
    let vertex = VertexID(component)
    let shown = FailureText.oneLine(component)
    guard plan.component(vertex) != nil else {
      throw .notFound("the topology has no component '\(shown)'")
    }
    var known = self
    if let instance {
      let instances = plan.instances(of: vertex).map(\.id)
      if let index = Int(instance) {
        guard instances.indices.contains(index) else {
          throw .notFound("'\(shown)' has \(instances.count) instances, from 0 on, and no \(index)")
        }
        known.instance = instances[index]
      } else if !instances.contains(instance) {
        throw .notFound("'\(shown)' has no instance '\(FailureText.oneLine(instance))'")
      }
    }
    guard metric == BackPressureMetric.name else { return known }
    // Stream managers tell it, of each instance by a name of its own.
    guard let instance = known.instance else {
      throw .unusable("'\(metric)' is told of one instance at a time: name it instead of *")
    }
    return SeriesSelector(
      component: BackPressureMetric.component, instance: nil,
      metric: BackPressureMetric.id(of: instance))
  }
}
