extension WorldBuilder {
  /// Jobs with layered random graphs; most of those that run are well, some are not.
  mutating func addGenerated(jobs count: Int, running: Int, vertices: Int, parallelism: Int) {
    for index in 0..<count {
      let own = seed.derived("job").derived(index)
      let fate: Fate = index < running ? Fate(running: own) : Fate(ended: index)
      addGenerated(
        name: Self.name(index, seed: own), fate: fate, vertices: vertices,
        parallelism: parallelism, seed: own)
    }
  }

  private enum Fate {
    case well, hot, restarting, declining, draining
    case finished, canceled, failed

    init(running seed: Seed) {
      switch seed.integer(in: 0...19, 5) {
      case 0, 1: self = .hot
      case 2: self = .restarting
      case 3: self = .declining
      case 4, 5: self = .draining
      default: self = .well
      }
    }

    init(ended index: Int) {
      self = [Fate.finished, .canceled, .failed][index % 3]
    }
  }

  private mutating func addGenerated(
    name: String, fate: Fate, vertices: Int, parallelism: Int, seed own: Seed
  ) {
    var sketches = randomSketches(vertices: vertices, parallelism: parallelism, seed: own)
    if fate == .hot { press(&sketches) }
    if fate == .draining {
      sketches[0].inflow?.backlog = .cyclic(
        period: 3000, rise: 400, drain: 1800, base: 0.3, peak: 260, phase: 3000 * own.unit(31))
    }
    if fate == .hot {
      sketches[0].inflow?.backlog = .growing(
        base: 20 + 200 * own.unit(32), slope: 0.1 + 0.2 * own.unit(33), since: now.seconds)
    }
    add(
      name, age: .seconds(own.integer(in: 5400...1_200_000, 41)),
      graph: JobGraph(sketches, watermarkLag: own.unit(42) < 0.8 ? 1 : nil, seed: own),
      checkpoints: checkpoints(of: fate, seed: own),
      story: story(of: fate, last: vertices - 1, seed: own))
  }

  /// Sources first; every other vertex reads from one, sometimes two, in the few layers before it.
  private func randomSketches(vertices: Int, parallelism: Int, seed own: Seed) -> [VertexSketch] {
    let sources = max(1, vertices / 10)
    let width = max(2, vertices / 6)
    let lowest = max(1, parallelism / 2)
    return (0..<vertices).map { index in
      let own = own.derived(index)
      var sketch = VertexSketch(
        operators: Self.operators(index, of: vertices, sources: sources, seed: own),
        parallelism: own.integer(in: lowest...parallelism, 1))
      sketch.load = .working(busy: 0.05 + 0.5 * own.unit(2))
      sketch.bytesPerRecord = Int64(own.integer(in: 40...600, 3))
      if index < sources {
        sketch.inflow = inflow(200 * Double(own.integer(in: 1...300, 4)))
        sketch.stateBytes = 16_000
        return sketch
      }
      let nearest = max(0, index - width)
      // The first vertices after the sources take one source each, so that none is left unread.
      let first =
        index < 2 * sources ? index - sources : own.integer(in: nearest...(index - 1), 5)
      sketch.inputs = [EdgePlan(from: first, shipStrategy: own.unit(6) < 0.6 ? .hash : .rebalance)]
      let second = own.integer(in: nearest...(index - 1), 7)
      if own.unit(8) < 0.3, second != first { sketch.inputs.append(.hash(second)) }
      sketch.selectivity = 0.3 + 0.7 * own.unit(9)
      if own.unit(10) < 0.5 { sketch.stateBytes = Int64(1_000_000 * own.integer(in: 1...400, 11)) }
      return sketch
    }
  }

  /// Makes a vertex in the middle the bottleneck of what is before it.
  private func press(_ sketches: inout [VertexSketch]) {
    let middle = max(1, sketches.count / 2)
    sketches[middle].load = .hot(subtasks: [sketches[middle].parallelism / 2], shareFactor: 4)
    sketches[middle].pressure = .bottleneck
    sketches[middle].hotLag = 6
    sketches[middle].delay = 3
    var before: Set<Int> = []
    var open = sketches[middle].inputs.map(\.from)
    while let index = open.popLast() {
      guard before.insert(index).inserted else { continue }
      open += sketches[index].inputs.map(\.from)
      sketches[index].load = .backpressured(by: 0.8, busy: 0.1)
      sketches[index].pressure = .upstream(share: sketches[index].inputs.isEmpty ? 0 : 0.2)
    }
    var after: Set<Int> = [middle]
    for index in (middle + 1)..<max(middle + 1, sketches.count)
    where sketches[index].inputs.contains(where: { after.contains($0.from) }) {
      after.insert(index)
      sketches[index].pressure = .downstream
    }
  }

  private func checkpoints(of fate: Fate, seed own: Seed) -> CheckpointPlan {
    var plan = CheckpointPlan(
      interval: .seconds(own.integer(in: 2...6, 51) * 10), timeout: .seconds(120),
      tolerableFailures: 20, duration: .milliseconds(own.integer(in: 80...4000, 52)))
    switch fate {
    case .hot:
      plan.duration = .seconds(25)
      plan.trouble = .pressed(added: .seconds(20), since: now.seconds, expiring: 12)
    case .declining: plan.trouble = .declining(vertex: 1, succeeding: 6)
    case .well, .restarting, .draining, .finished, .canceled, .failed: break
    }
    return plan
  }

  private func story(of fate: Fate, last: Int, seed own: Seed) -> JobStory {
    let after = Duration.seconds(own.integer(in: 120...5000, 61))
    let cause = FailureCause(
      vertex: last, exception: "java.lang.IllegalStateException",
      message: "could not write batch \(own.integer(in: 100...99_999, 62))",
      frames: ["com.example.generated.Sink.write(Sink.java:112)"],
      rootCause:
        "java.net.SocketTimeoutException: db-\(own.integer(in: 1...9, 63)): Read timed out",
      rootFrame: "java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)")
    switch fate {
    case .well, .hot, .declining, .draining: return .steady
    case .restarting:
      return .restarting(
        every: .seconds(70)...(.seconds(160)), pause: .seconds(5)...(.seconds(9)), causes: [cause])
    case .finished: return .finishing(after: after)
    case .canceled: return .canceled(after: after)
    case .failed: return .failed(after: after, cause: cause)
    }
  }

  // MARK: Names

  private static let subjects = [
    "payments", "orders", "clicks", "sessions", "invoices", "sensors", "shipments", "logins",
    "quotes", "trades", "claims", "tickets", "audits", "ledger", "stock", "prices",
  ]
  private static let purposes = [
    "enrich", "join", "sync", "score", "rollup", "archive", "alerts", "dedupe", "features", "etl",
  ]
  private static let steps = [
    "enrich", "join", "window", "filter", "score", "aggregate", "dedupe", "lookup", "rank", "route",
  ]

  private static func name(_ index: Int, seed: Seed) -> String {
    let subject = seed.element(of: subjects, 1) ?? "job"
    let purpose = seed.element(of: purposes, 2) ?? "run"
    return "\(subject)-\(purpose)-\(index)"
  }

  private static func operators(_ index: Int, of count: Int, sources: Int, seed: Seed) -> [String] {
    let subject = seed.element(of: subjects, 1) ?? "records"
    if index < sources { return ["Source: \(subject) \(index)", "decode"] }
    if index == count - 1 { return ["\(subject) \(index): Writer"] }
    return ["\(seed.element(of: steps, 2) ?? "map") \(subject) \(index)"]
  }
}
