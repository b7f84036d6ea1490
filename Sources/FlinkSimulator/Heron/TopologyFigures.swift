/// What instances of a topology counted between any two moments: everything in closed form, so that the past is as good as now.
struct TopologyFigures {
  let topology: SimulatedTopology

  /// Between two moments in seconds. NaN is an average over nothing; nil where the instance was not there yet.
  func value(
    _ metric: TopologyMetric, of instance: TopologyInstance, from start: Double, to end: Double
  ) -> Double? {
    let moment = SimulatedTime(epochMilliseconds: Int64(end * 1000))
    guard let began = instance.start(by: moment) else { return nil }
    let isSpout = topology.components[instance.component].isSpout
    switch metric {
    case .emitCount: return emitted(instance, from: start, to: end)
    case .executeCount(let stream): return executed(instance, stream, from: start, to: end)
    case .ackCount(let stream):
      let failed = failed(instance, from: start, to: end)
      return isSpout
        ? max(0, emitted(instance, from: start, to: end) - failed)
        : max(0, executed(instance, stream, from: start, to: end) - failed)
    case .failCount: return failed(instance, from: start, to: end)
    case .executeLatency: return executeLatency(instance, from: start, to: end)
    // What acknowledges does so before it returns.
    case .processLatency: return executeLatency(instance, from: start, to: end) * 0.94
    case .completeLatency: return completeLatency(instance, from: start, to: end)
    case .uptime: return ((moment - began).inSeconds).rounded(.down)
    case .cpuLoad: return cpuLoad(instance, at: end)
    case .memoryUsed: return (Self.memory * heapUse(instance, at: end)).rounded()
    case .memoryTotal: return Self.memory
    case .garbage: return garbage(instance, since: began.seconds, at: end)
    }
  }

  // MARK: Tuples

  /// The part of what a component counted that falls to one of its instances.
  private func counted(
    _ instance: TopologyInstance, from start: Double, to end: Double,
    _ total: (Flow, VertexPlan, Double) -> Int64
  ) -> Double {
    var sum: Int64 = 0
    for stretch in topology.stretches where stretch.touches(from: start, to: end) {
      let vertex = stretch.plan.vertices[instance.component]
      guard instance.subtask < vertex.parallelism else { continue }
      let flow = stretch.flow
      sum +=
        vertex.shares.part(of: total(flow, vertex, end), for: instance.subtask)
        - vertex.shares.part(of: total(flow, vertex, start), for: instance.subtask)
    }
    return Double(max(0, sum))
  }

  private func emitted(_ instance: TopologyInstance, from start: Double, to end: Double) -> Double {
    counted(instance, from: start, to: end) { Int64($0.recordsEmitted(by: $1, at: $2)) }
  }

  private func executed(
    _ instance: TopologyInstance, _ stream: String?, from start: Double, to end: Double
  ) -> Double {
    let edges = topology.components[instance.component].inputs
      .filter { stream == nil || $0.stream == stream }.map(\.edge)
    return counted(instance, from: start, to: end) { flow, vertex, time in
      edges.reduce(0) {
        $0 + Int64(flow.recordsRead(by: vertex, from: vertex.inputs[$1], at: time))
      }
    }
  }

  /// Of a spout the tuples that were on their way when an instance failed; of a bolt the one at which it did.
  private func failed(_ instance: TopologyInstance, from start: Double, to end: Double) -> Double {
    let isSpout = topology.components[instance.component].isSpout
    var sum = 0.0
    for stretch in topology.stretches {
      guard case .failed(let cause, let subtask) = stretch.ending,
        let at = stretch.run.endedAt?.seconds, at >= start, at < end
      else { continue }
      if isSpout {
        sum += emitted(instance, from: at - Self.onTheWay, to: at)
      } else if cause.vertex == instance.component, subtask == instance.subtask {
        sum += 1
      }
    }
    return sum
  }

  /// Seconds that a tuple is on its way in a topology that does not wait.
  private static let onTheWay = 2.0

  // MARK: Time

  private func busySeconds(_ instance: TopologyInstance, from start: Double, to end: Double)
    -> Double
  {
    timeSpent(instance.component, instance.subtask, from: start, to: end, \.busy)
  }

  private func timeSpent(
    _ component: Int, _ subtask: Int, from start: Double, to end: Double,
    _ part: KeyPath<Flow.TimeSpent, Int64>
  ) -> Double {
    var milliseconds: Int64 = 0
    for stretch in topology.stretches where stretch.touches(from: start, to: end) {
      let vertex = stretch.plan.vertices[component]
      guard subtask < vertex.parallelism else { continue }
      let flow = stretch.flow
      let after = flow.timeSpent(by: vertex, subtask: subtask, at: end)[keyPath: part]
      milliseconds += after - flow.timeSpent(by: vertex, subtask: subtask, at: start)[keyPath: part]
    }
    return Double(max(0, milliseconds)) / 1000
  }

  private func executeLatency(_ instance: TopologyInstance, from start: Double, to end: Double)
    -> Double
  {
    let count = executed(instance, nil, from: start, to: end)
    guard count > 0 else { return .nan }
    return busySeconds(instance, from: start, to: end) * 1e9 / count
  }

  /// From the spout to the last acknowledgement.
  private func completeLatency(_ instance: TopologyInstance, from start: Double, to end: Double)
    -> Double
  {
    guard emitted(instance, from: start, to: end) > 0 else { return .nan }
    let slowest = topology.plan.vertices.reduce(0) { max($0, $1.delay) }
    let wobble = Wave(seed: seed(of: instance)).value(at: end)
    return (slowest * 1e9 * (1 + 0.12 * wobble)).rounded()
  }

  // MARK: The JVM

  private static let memory = 1024.0

  private func seed(of instance: TopologyInstance) -> Seed {
    topology.plan.seed.derived("instance").derived(instance.task)
  }

  private func isHot(_ instance: TopologyInstance) -> Bool {
    topology.plan.vertices[instance.component].hotSubtasks.contains(instance.subtask)
  }

  private func cpuLoad(_ instance: TopologyInstance, at time: Double) -> Double {
    let busy = busySeconds(instance, from: time - 60, to: time) / 60
    let wobble = 0.02 * Wave(seed: seed(of: instance)).value(at: time)
    return ((0.05 + 0.9 * busy + wobble) * 10_000).rounded() / 10_000
  }

  private func heapUse(_ instance: TopologyInstance, at time: Double) -> Double {
    let seed = seed(of: instance)
    let usual = isHot(instance) ? 0.86 : 0.3 + 0.3 * seed.unit(1)
    return usual + 0.07 * Wave(seed: seed).value(at: time)
  }

  /// Where little memory is left, much time goes into collecting garbage.
  private func garbage(_ instance: TopologyInstance, since start: Double, at time: Double) -> Double
  {
    let seed = seed(of: instance)
    let perSecond = isHot(instance) ? 24 : 1.5 + 3 * seed.unit(1)
    let wave = Wave(seed: seed)
    let wobble = wave.integral(at: time) - wave.integral(at: start)
    return (perSecond * (time - start + 0.5 * wobble)).rounded(.down)
  }

  // MARK: Stream managers

  /// The milliseconds for which what comes before a bottleneck had to wait.
  func heldUp(by instance: TopologyInstance, from start: Double, to end: Double) -> Double {
    guard isHot(instance) else { return 0 }
    let waiting = topology.plan.vertices.indices.reduce(0) { most, index in
      guard case .upstream = topology.plan.vertices[index].pressure else { return most }
      return max(most, timeSpent(index, 0, from: start, to: end, \.backpressured))
    }
    return (waiting * 1000).rounded()
  }
}
