/// What a topology manager keeps by the minute.
struct TopologyMinutes {
  let figures: TopologyFigures
  let now: SimulatedTime
  var topology: SimulatedTopology { figures.topology }

  static let bucket: Int64 = 60

  init(of topology: SimulatedTopology, at now: SimulatedTime) {
    figures = TopologyFigures(topology: topology)
    self.now = now
  }

  /// Whose metrics are asked for.
  enum Teller {
    case instance(TopologyInstance)
    case streamManager(Int)
  }

  /// Those who tell of a component, with their ids; nil of one that there is not.
  func tellers(of component: String) -> [(id: String, teller: Teller)]? {
    if component == ManagerMetric.component {
      return topology.containers.map { ("stmgr-\($0)", .streamManager($0)) }
    }
    guard let index = topology.components.firstIndex(where: { $0.name == component }) else {
      return nil
    }
    return topology.instances(of: index).map { ($0.id(in: topology), .instance($0)) }
  }

  /// A metric over any time; nil where who tells has none of that name.
  func value(_ metric: String, of teller: Teller, from start: Double, to end: Double) -> Double? {
    switch teller {
    case .instance(let instance):
      TopologyMetric(metric, of: topology.components[instance.component]).flatMap {
        figures.value($0, of: instance, from: start, to: end)
      }
    case .streamManager(let container):
      ManagerMetric(metric).flatMap {
        figures.value($0, ofContainer: container, from: start, to: end)
      }
    }
  }

  /// When the buckets begin that lie between two moments, and the one before: newest first, not on the minute.
  func buckets(from start: Int64, to end: Int64) -> [Int64] {
    let seconds = now.epochMilliseconds / 1000
    let oldest = max(
      start - Self.bucket + 1,
      max(
        (now - SimulatedTopology.kept).epochMilliseconds,
        topology.managerStartedAt.epochMilliseconds)
        / 1000)
    let phase = Int64(topology.plan.seed.derived("bucket").integer(in: 0...59, 0))
    let newest = min(end, seconds)
    guard oldest <= newest else { return [] }
    let last = newest - (((newest - phase) % Self.bucket) + Self.bucket) % Self.bucket
    return Array(stride(from: last, through: oldest, by: -Int(Self.bucket)))
  }

  /// True where who tells has a metric of that name.
  private func isTold(_ metric: String, by teller: Teller) -> Bool {
    switch teller {
    case .instance(let instance):
      return TopologyMetric(metric, of: topology.components[instance.component]) != nil
    case .streamManager(let container):
      guard case .backPressure(let id) = ManagerMetric(metric) else {
        return ManagerMetric(metric) != nil
      }
      return topology.instances(in: container).contains { $0.id(in: topology) == id }
    }
  }

  /// A metric in each of some buckets, that which goes on as far as it is; nil where there is none of that name.
  func series(
    _ metric: String, of teller: Teller, in buckets: [Int64]
  ) -> [(bucket: Int64, value: Double)]? {
    guard isTold(metric, by: teller) else { return nil }
    return buckets.compactMap { bucket in
      let start = Double(bucket)
      return value(
        metric, of: teller, from: start, to: min(start + Double(Self.bucket), now.seconds)
      ).map { (bucket, $0) }
    }
  }
}
