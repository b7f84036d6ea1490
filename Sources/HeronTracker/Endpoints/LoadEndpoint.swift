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
    let isFirst = client.memory.beginRemembering(question.vertex, of: question.job)
    let minutes: MinuteSeries
    do throws(SourceError) {
      minutes = try await client.minutes(
        of: component.name, component.loadMetrics, in: try client.topology(question.job),
        instances: instances, isLong: isFirst)
    } catch {
      if isFirst { client.memory.forgetPast(of: question.vertex, in: question.job) }
      throw error
    }
    let now = client.now()
    guard !minutes.instances.isEmpty else { return nil }
    var load = VertexLoad(
      instances.map { InstanceLoad(of: $0, component, in: minutes, at: now) })
    if isFirst { load.past = minutes.past(of: component, instances, at: now) }
    return load
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

extension MinuteSeries {
  /// What a component did in each minute before the last ones.
  func past(
    of component: TopologyPlan.Component, _ instances: [String], at now: Timestamp
  ) -> [PastLoad] {
    let values = instances.map { instance in
      Dictionary(
        component.loadMetrics.map { ($0, byMinute($0, instance)) }, uniquingKeysWith: { $1 })
    }
    var past = past(at: now).map { minute -> PastLoad in
      let load = VertexLoad(
        values.map { values in InstanceLoad(component) { values[$0]?[minute] } })
      return PastLoad(
        at: Timestamp(milliseconds: minute * Self.bucket * 1000), length: .seconds(Self.bucket),
        busy: load.busy.map { $0.max / 1000 }, recordsIn: load.recordsIn?.sum,
        recordsOut: load.recordsOut?.sum)
    }
    // The last one that is over stands for now, until the next is.
    if let last = past.indices.last { past[last].length = now.since(past[last].at) }
    return past
  }
}
