import StreamModel

extension HeronEndpoints {
  /// `/topologies/metricstimeline`: the last minute that is over. What Heron calls time in back pressure is none of
  /// the shares: it tells for how long a component held up the others, and Flink's for how long it was held up.
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
        instances: instances, over: isFirst ? HeronRoute.longWindow : nil)
    } catch {
      if isFirst { client.memory.forgetPast(of: question.vertex, in: question.job) }
      throw error
    }
    let now = client.now()
    guard !minutes.instances.isEmpty else { return nil }
    var load = VertexLoad(
      instances.map { InstanceLoad(of: $0, component, in: minutes, at: now) })
    load.holdsUp = try await client.holdUp(by: instances, of: component, in: question.job)
    if isFirst { load.past = minutes.past(of: component, instances, at: now) }
    return load
  }
}

extension HeronClient {
  /// Instances that are asked about in one request: their names stand in its line, of which servers take 8 kB.
  private static let mostHolding = 80

  /// The share of the last minute for which the worst of a bolt's instances held the topology up. Nil of a spout, and where
  /// stream managers tell nothing of it.
  fileprivate func holdUp(
    by instances: [String], of component: TopologyPlan.Component, in job: JobID
  ) async throws(SourceError) -> Ratio? {
    guard !component.isSpout else { return nil }
    let metrics = instances.prefix(Self.mostHolding).map(BackPressureMetric.id)
    let minutes: MinuteSeries
    do throws(SourceError) {
      minutes = try await self.minutes(
        of: BackPressureMetric.component, metrics, in: try topology(job), instances: [])
    } catch {
      // Stream managers that tell nothing take nothing from what the instances tell.
      if error.isAboutTheServer || error == .cancelled { throw error }
      return nil
    }
    let now = now()
    let longest = metrics.flatMap { id in
      minutes.instances(of: id).compactMap { minutes.lastMinute(id, $0, at: now) }
    }.max()
    return longest.flatMap { Ratio(min(1, $0 / (Double(MinuteSeries.bucket) * 1000))) }
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
