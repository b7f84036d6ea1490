import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/metricstimeline` for rates, and `/topologies/metrics` without an interval for totals.
  static let subtasks = HeronEndpoint<SubtasksQuestion>(
    asks: HeronRoute.minutePatterns + HeronRoute.infoPatterns + HeronRoute.totalPatterns
  ) { (question, client) async throws(SourceError) in
    try await client.instances(of: question.vertex, in: question.job)
  }

  /// The same of one instance.
  static let subtask = HeronEndpoint<SubtaskQuestion>(
    asks: HeronRoute.minutePatterns + HeronRoute.infoPatterns + HeronRoute.totalPatterns
  ) { (question, client) async throws(SourceError) in
    try await client.instances(of: question.vertex, in: question.job, only: question.index)
  }
}

extension HeronClient {
  /// The instances of a component, or one of them.
  fileprivate func instances(
    of vertex: VertexID, in job: JobID, only index: Int? = nil
  ) async throws(SourceError) -> VertexSubtasks {
    let topology = try self.topology(job)
    // Anew each time: what runs where may change without a sign.
    let plan = try await info(job).plan
    guard let component = plan.component(vertex) else {
      throw .notFound(
        "the topology has no component '\(FailureText.oneLine(vertex.text))'")
    }
    let all = plan.instances(of: vertex)
    let instances = all.enumerated().filter { index == nil || $0.offset == index }
    if let index, instances.isEmpty {
      throw .notFound("the component has no instance \(index)")
    }
    guard !instances.isEmpty else { return VertexSubtasks([], told: [:]) }
    let minutes = try await self.minutes(
      of: component.name, component.loadMetrics, in: topology,
      instances: instances.map(\.element.id))
    let counts = component.emitCounts + component.executeCounts
    let totals = try await read(
      .totals(of: component.name, counts, instances.map(\.element.id), in: topology),
      as: MetricTotals.init(metrics:))
    return VertexSubtasks(
      instances, of: component, in: topology, minutes: minutes, totals: totals, at: now())
  }
}

extension HeronRoute {
  static let totalPatterns = [
    "/topologies/metrics?cluster&environ&topology&component&metricname&instance"
  ]

  /// Metrics since the start of each instance.
  static func totals(
    of component: String, _ metrics: [String], _ instances: [String], in topology: TopologyName
  ) -> HeronRoute {
    // A request line of 8 kB is the least that servers take; without instances the tracker takes all.
    let named = instances.count <= 50 ? instances.map { ("instance", $0) } : []
    return HeronRoute(
      "/topologies/metrics", of: topology,
      [("component", component)] + metrics.map { ("metricname", $0) } + named)
  }
}

/// What `/topologies/metrics` tells: by metric and instance.
struct MetricTotals: Hashable, Sendable {
  private var values: [String: [String: Double]] = [:]

  init(metrics: JSONNode) throws(JSONError) {
    for (metric, instances) in try metrics.required("metrics", "metrics").members {
      guard let metric = metric.string else { continue }
      for (instance, value) in instances.members {
        if let instance = instance.string, let value = value.double {
          values[metric, default: [:]][instance] = value
        }
      }
    }
  }

  subscript(metric: String, instance: String) -> Double? { values[metric]?[instance] }

  /// The sum over streams; nil where none is told of.
  func sum(_ metrics: [String], _ instance: String) -> Int64? {
    let told = metrics.compactMap { self[$0, instance] }
    guard !told.isEmpty else { return nil }
    let sum = told.reduce(0, +)
    return (0..<1e15).contains(sum) ? Int64(sum) : nil
  }
}

extension VertexSubtasks {
  init(
    _ instances: [(offset: Int, element: TopologyPlan.Instance)],
    of component: TopologyPlan.Component,
    in topology: TopologyName, minutes: MinuteSeries, totals: MetricTotals, at now: Timestamp
  ) {
    var told: [Int: CountedFigures] = [:]
    let reporting = minutes.instances
    let subtasks = instances.map { index, instance in
      let load = InstanceLoad(of: instance.id, component, in: minutes, at: now)
      told[index] = CountedFigures(
        recordsIn: load.recordsIn.flatMap { Rate(perSecond: $0) },
        recordsOut: load.recordsOut.flatMap { Rate(perSecond: $0) },
        pressure: load.capacity.flatMap { Ratio($0) }.map {
          Pressure(busy: $0, backpressured: nil, idle: nil, scope: .average)
        })
      let uptime = minutes.last(JVMMetric.uptime, instance.id)
      var subtask = Subtask(
        index: index,
        // The tracker tells no state of an instance; one that sent metrics in the last minutes runs.
        state: reporting.contains(instance.id) ? .running : .other("UNKNOWN"),
        host: instance.host,
        taskManager: instance.container.map { ContainerName(topology, $0).id },
        duration: uptime.flatMap { (0..<1e10).contains($0) ? .seconds($0) : nil },
        counters: VertexCounters(
          recordsIn: component.isSpout ? nil : totals.sum(component.executeCounts, instance.id),
          recordsOut: totals.sum(component.emitCounts, instance.id), bytesIn: nil, bytesOut: nil,
          busyTime: nil, backpressuredTime: nil, idleTime: nil))
      subtask.ownName = instance.id
      return subtask
    }
    self.init(subtasks, told: told)
  }
}
