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

  /// Gives a metric between two moments in seconds, or nil where who tells was not there.
  typealias Reader = (_ start: Double, _ end: Double) -> Double?

  /// What reads a metric; nil where who tells has none of that name.
  func reader(_ metric: String, of teller: Teller) -> Reader? {
    let figures = figures
    switch teller {
    case .instance(let instance):
      guard let metric = TopologyMetric(metric, of: topology.components[instance.component]) else {
        return nil
      }
      return { figures.value(metric, of: instance, from: $0, to: $1) }
    case .streamManager(let container):
      let own = topology.instances(in: container)
      switch ManagerMetric(metric) {
      case nil: return nil
      case .backPressure(let id):
        // The stream manager of its container tells it, and no other.
        guard let instance = own.first(where: { $0.id(in: topology) == id }) else { return nil }
        return { figures.heldUp(by: instance, from: $0, to: $1) }
      case .backPressureInitiated:
        return { start, end in
          own.reduce(0) { max($0, figures.heldUp(by: $1, from: start, to: end)) }
        }
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

  /// A metric in each of some buckets, that which goes on as far as it is; nil where there is none of that name.
  func series(
    _ metric: String, of teller: Teller, in buckets: [Int64]
  ) -> [(bucket: Int64, value: Double)]? {
    guard let read = reader(metric, of: teller) else { return nil }
    return buckets.compactMap { bucket in
      let start = Double(bucket)
      return read(start, min(start + Double(Self.bucket), now.seconds)).map { (bucket, $0) }
    }
  }
}
