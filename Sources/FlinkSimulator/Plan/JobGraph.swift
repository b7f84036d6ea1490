/// A vertex as a world's author writes it down.
struct VertexSketch {
  /// The operators of its chain.
  var operators: [String]
  var parallelism: Int
  var inputs: [EdgePlan] = []
  /// Of a source.
  var inflow: Inflow?
  /// Records out for each record in.
  var selectivity = 1.0
  var bytesPerRecord: Int64 = 140
  var load = LoadPattern.working(busy: 0.2)
  var pressure = PressureRole.unaffected
  /// Seconds that a record takes from the vertex before.
  var delay = 0.04
  /// What the hot subtasks are behind the others in event time, in seconds.
  var hotLag = 0.0
  /// Of a source: since when the watermarks of these subtasks stand still while records flow.
  var stalled: (subtasks: [Int], since: Double)?
  /// The part of what it gets that it drops as late.
  var lateShare = 0.0
  var stateBytes: Int64 = 0
  var activity: Activity?
}

extension EdgePlan {
  static func forward(_ from: Int) -> EdgePlan { EdgePlan(from: from, shipStrategy: .forward) }
  static func hash(_ from: Int) -> EdgePlan { EdgePlan(from: from, shipStrategy: .hash) }
  static func rebalance(_ from: Int) -> EdgePlan { EdgePlan(from: from, shipStrategy: .rebalance) }
  static func broadcast(_ from: Int) -> EdgePlan { EdgePlan(from: from, shipStrategy: .broadcast) }
}

/// The vertices of a job with all that follows from their connections: rates, delays, depths.
struct JobGraph {
  private(set) var inflows: [Inflow] = []
  private(set) var vertices: [VertexPlan] = []
  /// Records each vertex emits in a second of nominal work, or in all if it is bounded.
  private var emitted: [Double] = []

  /// Takes every vertex after those it reads from. Event time is `watermarkLag` seconds behind the clock; nil
  /// makes it a job without watermarks.
  init(_ sketches: [VertexSketch], watermarkLag: Double?, seed: Seed) {
    for (index, sketch) in sketches.enumerated() {
      add(sketch, watermarkLag: watermarkLag, seed: seed.derived(index))
    }
  }

  /// What a job runs already.
  init(inflows: [Inflow], vertices: [VertexPlan]) {
    self.inflows = inflows
    self.vertices = vertices
  }

  private mutating func add(_ sketch: VertexSketch, watermarkLag: Double?, seed: Seed) {
    let upstream = sketch.inputs.map { vertices[$0.from] }
    let shares = SubtaskShares(
      parallelism: sketch.parallelism, hot: sketch.load.hotSubtasks,
      factor: sketch.load.shareFactor, seed: seed.derived("shares"))
    let received = received(by: sketch)
    emitted.append(received * sketch.selectivity)
    vertices.append(
      VertexPlan(
        id: seed.derived("vertex").hexadecimal(digits: 32),
        name: sketch.operators.joined(separator: " -> "),
        operators: sketch.operators.map { OperatorPlan(name: $0) },
        parallelism: sketch.parallelism, inputs: sketch.inputs, outputs: 0,
        depth: upstream.map { $0.depth + 1 }.max() ?? 0, shares: shares,
        loads: (0..<sketch.parallelism).map {
          sketch.load.load(of: $0, shares: shares, seed: seed.derived("load"))
        },
        hotSubtasks: sketch.load.hotSubtasks, pressure: sketch.pressure,
        inflows: reaching(sketch),
        recordsOutPerWork: received * sketch.selectivity / (sketch.activity?.duration ?? 1),
        bytesPerRecord: sketch.bytesPerRecord,
        delay: sketch.delay + (upstream.map(\.delay).max() ?? 0),
        watermark: watermarkLag.map { lag in
          WatermarkPlan(
            lag: upstream.compactMap(\.watermark).map { $0.lag + $0.hotLag }.max() ?? lag,
            spread: 0.4, hotLag: sketch.hotLag,
            stalledSubtasks: sketch.stalled?.subtasks,
            stalledSince: sketch.stalled?.since
              ?? upstream.compactMap { $0.watermark?.stalledSince }.min())
        },
        stateBytes: sketch.stateBytes, lateShare: sketch.lateShare, activity: sketch.activity))
    for input in sketch.inputs { vertices[input.from].outputs += 1 }
  }

  /// What arrives in a second of nominal work, or in all.
  private func received(by sketch: VertexSketch) -> Double {
    guard let inflow = sketch.inflow else {
      return sketch.inputs.reduce(0) { $0 + emitted[$1.from] }
    }
    return inflow.recordsPerSecond * (sketch.activity?.duration ?? 1)
  }

  private mutating func reaching(_ sketch: VertexSketch) -> [WeightedInflow] {
    if let inflow = sketch.inflow {
      inflows.append(inflow)
      return [WeightedInflow(index: inflows.count - 1, weight: 1)]
    }
    var weights: [Int: Double] = [:]
    for input in sketch.inputs {
      for inflow in vertices[input.from].inflows {
        weights[inflow.index, default: 0] += emitted[input.from] * inflow.weight
      }
    }
    let total = max(weights.keys.sorted().reduce(0) { $0 + (weights[$1] ?? 0) }, 1e-9)
    return weights.keys.sorted().map {
      WeightedInflow(index: $0, weight: (weights[$0] ?? 0) / total)
    }
  }
}
