extension WorldBuilder {
  /// Nine jobs, each with something to tell.
  mutating func addDemo() {
    addPayments()
    addOrders()
    addFlakyEnrich()
    addLedgerSync()
    addSessions()
    addClickstream()
    addNightlyBackfill()
    addAuditArchive()
    addLedgerMigration()
  }

  /// Healthy.
  private mutating func addPayments() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: payments", "decode", "event time"], parallelism: 8,
          inflow: inflow(3150), load: .working(busy: 0.11), stateBytes: 64_000),
        VertexSketch(
          operators: ["validate"], parallelism: 8, inputs: [.hash(0)], selectivity: 0.998,
          load: .working(busy: 0.22)),
        VertexSketch(
          operators: ["balance per account"], parallelism: 8, inputs: [.hash(1)],
          bytesPerRecord: 180, load: .working(busy: 0.19), stateBytes: 412_000_000),
        VertexSketch(
          operators: ["ledger topic: Writer", "ledger topic: Committer"], parallelism: 8,
          inputs: [.forward(2)], load: .working(busy: 0.08), stateBytes: 9_000),
      ], watermarkLag: 0.9, seed: seed.derived("payments"))
    add(
      "payments", age: .days(12) + .minutes(67), graph: graph,
      checkpoints: CheckpointPlan(
        interval: .seconds(10), tolerableFailures: 3,
        stateBackend: "EmbeddedRocksDBStateBackend", incrementalShare: 0.004,
        duration: .milliseconds(92)), fromSavepoint: true)
  }

  /// A hot key: one or two subtasks of `fraud score` have no time left, all before them wait, lag grows,
  /// and the barriers of the checkpoints stand in the same queue.
  private mutating func addOrders() {
    let own = seed.derived("orders")
    let hot = own.unit(1) < 0.5 ? [2] : [1, 3]
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: orders", "decode orders", "event time"], parallelism: 4,
          inflow: inflow(
            12_400, swing: 0.05,
            backlog: .growing(base: 118, slope: 0.31, since: now.seconds)),
          load: .backpressured(by: 0.87, busy: 0.06), pressure: .upstream(share: 0),
          stateBytes: 24_000),
        VertexSketch(
          operators: ["Source: exchange rates"], parallelism: 1, inflow: inflow(38, swing: 0.1),
          bytesPerRecord: 60, load: .working(busy: 0.01), stateBytes: 4_000),
        VertexSketch(
          operators: ["convert currency"], parallelism: 4,
          inputs: [.rebalance(0), .broadcast(1)], bytesPerRecord: 210,
          load: .backpressured(by: 0.78, busy: 0.14), pressure: .upstream(share: 0.24), delay: 1.6,
          stateBytes: 2_000_000),
        VertexSketch(
          operators: ["enrich customer"], parallelism: 4, inputs: [.forward(2)],
          bytesPerRecord: 320, load: .backpressured(by: 0.71, busy: 0.22),
          pressure: .upstream(share: 0.27), delay: 2.2, stateBytes: 96_000_000),
        VertexSketch(
          operators: ["fraud score"], parallelism: 4, inputs: [.hash(3)], bytesPerRecord: 340,
          load: .hot(subtasks: hot, shareFactor: 4.6), pressure: .bottleneck, delay: 4.5,
          hotLag: 9, stateBytes: 760_000_000),
        VertexSketch(
          operators: ["revenue per minute"], parallelism: 4, inputs: [.hash(4)],
          selectivity: 0.012, load: .working(busy: 0.16), pressure: .downstream,
          stateBytes: 31_000_000),
        VertexSketch(
          operators: ["alerts only", "alerts: Writer"], parallelism: 2, inputs: [.rebalance(4)],
          load: .working(busy: 0.07), pressure: .downstream),
        VertexSketch(
          operators: ["warehouse: Writer"], parallelism: 1, inputs: [.rebalance(5)],
          load: .working(busy: 0.03), pressure: .downstream),
      ], watermarkLag: 1.1, seed: own)
    add(
      "orders", age: .days(3) + .hours(4), graph: graph,
      checkpoints: CheckpointPlan(
        interval: .seconds(30), timeout: .seconds(60), tolerableFailures: 10,
        stateBackend: "EmbeddedRocksDBStateBackend", incrementalShare: 0.09,
        duration: .seconds(21),
        trouble: .pressed(added: .seconds(40), since: now.seconds, expiring: 11)))
  }

  /// Restarts each minute and a half.
  private mutating func addFlakyEnrich() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: profile events", "parse"], parallelism: 2, inflow: inflow(860),
          load: .working(busy: 0.16), stateBytes: 12_000),
        VertexSketch(
          operators: ["call profile service"], parallelism: 2, inputs: [.hash(0)],
          bytesPerRecord: 460, load: .working(busy: 0.46), delay: 0.3, stateBytes: 3_400_000),
        VertexSketch(
          operators: ["profiles: Writer"], parallelism: 2, inputs: [.forward(1)],
          load: .working(busy: 0.09)),
      ], watermarkLag: 0.7, seed: seed.derived("flaky-enrich"))
    add(
      "flaky-enrich", age: .hours(6) + .minutes(12), graph: graph,
      checkpoints: CheckpointPlan(
        interval: .seconds(15), tolerableFailures: 3, duration: .milliseconds(310)),
      story: .restarting(
        every: .seconds(74)...(.seconds(97)), pause: .seconds(6)...(.seconds(11)),
        causes: [
          FailureCause(
            vertex: 1, exception: "java.util.concurrent.CompletionException",
            message: "profile service did not answer",
            frames: [
              "com.example.enrich.ProfileLookup.lambda$asyncInvoke$1(ProfileLookup.java:88)"
            ],
            rootCause: "java.util.concurrent.TimeoutException: "
              + "profile-service:8443: no answer within 5000 ms (pool exhausted, 64 of 64 in use)",
            rootFrame: "com.example.enrich.ProfileClient.get(ProfileClient.java:141)"),
          FailureCause(
            vertex: 2, exception: "java.io.IOException",
            message: "could not write the batch of profiles",
            frames: ["com.example.enrich.ProfileSink.flush(ProfileSink.java:203)"],
            rootCause: "java.net.SocketException: "
              + "profiles-db-2:5432: connection reset in batch {run}",
            rootFrame: "java.base/sun.nio.ch.NioSocketImpl.implRead(NioSocketImpl.java:318)"),
        ]))
  }

  /// Its checkpoints fail, and that is tolerated.
  private mutating func addLedgerSync() {
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: ledger entries"], parallelism: 3, inflow: inflow(410),
          load: .working(busy: 0.05), stateBytes: 9_000),
        VertexSketch(
          operators: ["deduplicate"], parallelism: 3, inputs: [.hash(0)], selectivity: 0.97,
          load: .working(busy: 0.12), stateBytes: 188_000_000),
        VertexSketch(
          operators: ["ledger db: Writer"], parallelism: 3, inputs: [.forward(1)],
          load: .working(busy: 0.31), stateBytes: 5_200_000),
      ], watermarkLag: nil, seed: seed.derived("ledger-sync"))
    add(
      "ledger-sync", age: .days(2) + .minutes(23), graph: graph,
      checkpoints: CheckpointPlan(
        interval: .seconds(20), tolerableFailures: 2_147_483_647, duration: .milliseconds(740),
        trouble: .declining(vertex: 1, succeeding: 19)))
  }

  /// Catches up: its lag drains, until the next time.
  private mutating func addSessions() {
    let period = 2700.0
    let rise = 420.0
    // Now it is a minute into draining.
    let phase = (rise + 60 - now.seconds).truncatingRemainder(dividingBy: period) + period
    let graph = JobGraph(
      [
        VertexSketch(
          operators: ["Source: clicks eu", "event time"], parallelism: 8,
          inflow: inflow(
            48_000, swing: 0.05,
            backlog: .cyclic(
              period: period, rise: rise, drain: 1500, base: 0.4, peak: 330, phase: phase)),
          bytesPerRecord: 96, load: .working(busy: 0.44), stateBytes: 31_000),
        VertexSketch(
          operators: ["sessions by user"], parallelism: 8, inputs: [.hash(0)], selectivity: 0.044,
          bytesPerRecord: 512, load: .working(busy: 0.57), delay: 0.2, stateBytes: 1_900_000_000),
        VertexSketch(
          operators: ["sessions: Writer"], parallelism: 4, inputs: [.rebalance(1)],
          load: .working(busy: 0.14)),
      ], watermarkLag: 1.4, seed: seed.derived("sessions-eu"))
    add(
      "sessions-eu", age: .days(9) + .hours(22), graph: graph,
      checkpoints: CheckpointPlan(
        interval: .seconds(30), tolerableFailures: 3,
        stateBackend: "EmbeddedRocksDBStateBackend", incrementalShare: 0.03,
        duration: .milliseconds(2300)), fromSavepoint: true)
  }
}
