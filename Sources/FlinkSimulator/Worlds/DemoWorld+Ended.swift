extension WorldBuilder {
  /// A batch job: one stage after the other, no checkpoints.
  mutating func addNightlyBackfill() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: archive files", "parse"], parallelism: 8,
          inflow: inflow(221_000, swing: 0), load: .working(busy: 0.6),
          activity: Activity(from: 0, duration: 1560)),
        VertexSketch(
          operators: ["Source: customer dump"], parallelism: 2, inflow: inflow(9_400, swing: 0),
          load: .working(busy: 0.35), activity: Activity(from: 0, duration: 540)),
        VertexSketch(
          operators: ["join customers", "aggregate"], parallelism: 8,
          inputs: [.hash(0), .hash(1)], selectivity: 0.02, load: .working(busy: 0.61),
          activity: Activity(from: 1563, duration: 840)),
        VertexSketch(
          operators: ["sort", "parquet: Writer"], parallelism: 4, inputs: [.rebalance(2)],
          load: .working(busy: 0.52), activity: Activity(from: 2406, duration: 330)),
      ], watermarkLag: nil, seed: seed.derived("nightly-backfill"))
    add(
      "nightly-backfill", age: .minutes(18), type: .batch, graph: graph, checkpoints: nil,
      story: .finishing(after: .seconds(2745)))
  }

  /// Came to its end.
  mutating func addAuditArchive() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: audit log", "decode"], parallelism: 2, inflow: inflow(812),
          load: .working(busy: 0.07), stateBytes: 8_000),
        VertexSketch(
          operators: ["compress", "archive: Writer"], parallelism: 2, inputs: [.forward(0)],
          load: .working(busy: 0.24), stateBytes: 640_000),
      ], watermarkLag: 1.2, seed: seed.derived("audit-archive"))
    add(
      "audit-archive", age: .hours(3) + .minutes(49), graph: graph,
      checkpoints: CheckpointPlan(interval: .seconds(60), duration: .milliseconds(280)),
      story: .finishing(after: .hours(3) + .seconds(147)))
  }

  /// Failed for good.
  mutating func addLedgerMigration() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: ledger v1"], parallelism: 2, inflow: inflow(5_300),
          load: .working(busy: 0.31), stateBytes: 16_000),
        VertexSketch(
          operators: ["convert entry"], parallelism: 4, inputs: [.rebalance(0)],
          load: .working(busy: 0.48), stateBytes: 21_000_000),
        VertexSketch(
          operators: ["ledger v2: Writer"], parallelism: 2, inputs: [.hash(1)],
          load: .working(busy: 0.22)),
      ], watermarkLag: nil, seed: seed.derived("ledger-migration"))
    add(
      "ledger-migration", age: .hours(2) + .minutes(11), graph: graph,
      checkpoints: CheckpointPlan(interval: .seconds(30), duration: .milliseconds(510)),
      story: .failed(
        after: .minutes(13),
        cause: FailureCause(
          vertex: 1, exception: "java.lang.IllegalArgumentException",
          message: "entry 4188213: unknown currency \"ZWL\"",
          frames: [
            "com.example.ledger.ConvertEntry.map(ConvertEntry.java:67)",
            "com.example.ledger.ConvertEntry.map(ConvertEntry.java:31)",
          ],
          rootCause: "java.util.NoSuchElementException: No value present",
          rootFrame: "java.base/java.util.Optional.orElseThrow(Optional.java:377)")))
  }

  /// 33 vertices with joins and fan-outs.
  mutating func addClickstream() {
    let regions = ["eu", "us", "apac"]
    var sketches: [VertexSketch] = []
    for (index, region) in regions.enumerated() {
      sketches.append(
        VertexSketch(
          operators: ["Source: clicks \(region)", "decode"], parallelism: 6,
          inflow: inflow(Double(46_000 - 13_000 * index)), bytesPerRecord: 120,
          load: .working(busy: 0.3 - 0.06 * Double(index)), stateBytes: 20_000))
    }
    sketches.append(
      VertexSketch(
        operators: ["Source: catalogue"], parallelism: 1, inflow: inflow(24), bytesPerRecord: 900,
        load: .working(busy: 0.02), stateBytes: 6_000))
    for (index, region) in regions.enumerated() {
      sketches.append(
        VertexSketch(
          operators: ["bot filter \(region)"], parallelism: 6, inputs: [.forward(index)],
          selectivity: 0.82, load: .working(busy: 0.34 - 0.07 * Double(index))))
    }
    for (index, region) in regions.enumerated() {
      sketches.append(
        VertexSketch(
          operators: ["sessionise \(region)"], parallelism: 6, inputs: [.hash(4 + index)],
          selectivity: 0.3, bytesPerRecord: 380, load: .working(busy: 0.5 - 0.09 * Double(index)),
          delay: 0.3, stateBytes: 640_000_000 - 150_000_000 * Int64(index)))
    }
    sketches += [
      VertexSketch(
        operators: ["join catalogue"], parallelism: 12,
        inputs: [.rebalance(7), .rebalance(8), .rebalance(9), .broadcast(3)], bytesPerRecord: 520,
        load: .working(busy: 0.61), delay: 0.2, stateBytes: 88_000_000),
      VertexSketch(
        operators: ["attribute campaign"], parallelism: 8, inputs: [.hash(10)], selectivity: 0.4,
        load: .working(busy: 0.42), stateBytes: 310_000_000),
    ]
    let topics = [
      "funnel", "conversion", "heat map", "search terms", "recommendations", "fraud hints",
      "revenue",
    ]
    for (index, topic) in topics.enumerated() {
      let base = sketches.count
      sketches += [
        VertexSketch(
          operators: ["window \(topic)"], parallelism: 4,
          inputs: [.hash(index % 2 == 0 ? 10 : 11)], selectivity: 0.02 + 0.01 * Double(index),
          load: .working(busy: 0.12 + 0.05 * Double(index)), delay: 0.2,
          stateBytes: 12_000_000 * Int64(index + 1)),
        VertexSketch(
          operators: ["rank \(topic)"], parallelism: 2, inputs: [.hash(base)], selectivity: 0.5,
          load: .working(busy: 0.1 + 0.02 * Double(index)), stateBytes: 800_000),
        VertexSketch(
          operators: ["\(topic): Writer"], parallelism: 1, inputs: [.rebalance(base + 1)],
          load: .working(busy: 0.04 + 0.01 * Double(index))),
      ]
    }
    add(
      "clickstream-wide", age: .days(12) + .hours(1),
      graph: JobGraph(sketches, watermarkLag: 1.1, seed: seed.derived("clickstream-wide")),
      checkpoints: CheckpointPlan(
        interval: .seconds(30), isUnaligned: true, tolerableFailures: 5,
        stateBackend: "EmbeddedRocksDBStateBackend", incrementalShare: 0.05,
        duration: .milliseconds(2400)))
  }
}
