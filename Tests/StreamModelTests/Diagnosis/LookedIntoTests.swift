import Testing

@testable import StreamModel

/// source -> map -> sink with counters, of which a verdict looks into the subtasks.
@Suite("What a verdict looks into")
struct LookedIntoTests {
  /// 40 s of a job whose source is held up by `map`, with its subtasks as they are given.
  private func bench(
    busy: [Double], records: [Double], on workers: [String] = ["tm-1", "tm-2"],
    backpressured: Double = 0.9,
    until end: Double = 40
  ) -> Bench {
    var bench = Bench([.test(lastModification: at(-100))], at: at(0))
    var line = [SteadyVertex].line
    line[0].backpressured = backpressured
    (line[0].busy, line[0].idle) = (0.05, 0.95 - backpressured)
    let mean = busy.reduce(0, +) / Double(busy.count)
    (line[1].busy, line[1].backpressured, line[1].idle) = (mean, 0, 1 - mean)
    (line[2].busy, line[2].backpressured, line[2].idle) = (0.1, 0, 0.9)
    for time in stride(from: 0.0, through: end, by: 2) {
      bench.jobs([.test(lastModification: at(-100))], at: at(time))
      bench.detail(line.detail(at: time), at: at(time))
      bench.subtasks(
        "map", line[1].subtasks(at: time, busy: busy, records: records, on: workers), at: at(time))
    }
    return bench
  }

  @Test("a hot subtask is named with its place by counters alone, before any gauge was read")
  func hotSubtask() throws {
    let bench = bench(busy: [0.1, 0.1, 0.98, 0.1], records: [100, 100, 700, 100])
    let finding = try #require(bench.verdict(at: at(41)).findings.first)
    #expect(
      finding.sentence
        == "map is the bottleneck: subtask 2 on tm-1 is busy 98% with 70% of the records (1 of 4 hot: hot "
        + "key); source above it is backpressured 90%.")
    #expect(finding.subtask == 2 && finding.worker == "tm-1")
    #expect(finding.evidence == .subtask(VertexID("map"), 2))
    #expect(bench.vertex("map").isPressureCounted)
  }

  /// The same of a vertex whose worker collects garbage for so many ms of each second.
  private func verdict(
    garbage: Double, on worker: String = "tm-1", busy: [Double],
    records: [Double] = [100, 100, 100, 100], workers: [String] = ["tm-1"]
  ) -> [Finding] {
    var bench = bench(busy: busy, records: records, on: workers)
    bench.cluster.apply(.test(), to: .overview, at: at(39))
    let spread = MetricFigure.spread(.hot(min: 0, max: garbage, sum: garbage))
    bench.cluster.apply(
      [MetricReading(GarbageWatch.metric, spread)],
      to: .metricValues(.workers, GarbageWatch.metrics), at: at(39))
    bench.cluster.apply(
      [MetricReading(GarbageWatch.metric, .single(text: "x", number: garbage))],
      to: .metricValues(.worker(TaskManagerID(worker)), GarbageWatch.metricsOfOne), at: at(40))
    return bench.cluster.verdict(of: bench.job, at: at(41)).findings
  }

  @Test(
    "a vertex that is slow by its worker's garbage collection is no cause, and less of it is said")
  func garbage() throws {
    let blamed = verdict(garbage: 660, busy: [0.99, 0.99, 0.99, 0.99])
    #expect(blamed.map(\.rule) == [.garbage, .bottleneck])
    #expect(
      blamed.last?.sentence
        == "map works slowly, as tm-1 collects garbage 66% of its time: busy 99%, all 4 subtasks hot; "
        + "source above it is backpressured 90%.")
    #expect(blamed.last?.short == "slow by garbage: map, busy 99%")
    #expect(blamed.last?.isEffect == true && blamed.last?.worker == "tm-1")
    let less = verdict(garbage: 250, busy: [0.99, 0.99, 0.99, 0.99])
    #expect(
      less.last?.sentence
        == "map is the bottleneck: busy 99%, all 4 subtasks hot; source above it is backpressured 90%; "
        + "tm-1 collects garbage 25% of its time.")
    #expect(less.last?.isEffect == false)
    #expect(
      verdict(garbage: 150, busy: [0.99, 0.99, 0.99, 0.99]).first?.sentence.contains("garbage")
        == false)
    // The subtask at its limit runs elsewhere.
    let two = ["tm-1", "tm-2"]
    let elsewhere = verdict(garbage: 660, on: "tm-2", busy: [0.1, 0.1, 0.98, 0.1], workers: two)
    #expect(elsewhere.last?.sentence.contains("garbage") == false)
    // Those of a worker that collects none are as busy.
    let both = verdict(garbage: 660, busy: [0.99, 0.99, 0.99, 0.99], workers: two)
    #expect(both.last?.sentence.hasPrefix("map is the bottleneck") == true)
    #expect(both.last?.sentence.hasSuffix("; tm-1 collects garbage 66% of its time.") == true)
    #expect(both.last?.isEffect == false && both.last?.worker == nil)
    // All that run there are slow by it: nothing is left to be guessed.
    let place = verdict(garbage: 660, busy: [0.99, 0.1, 0.99, 0.1], workers: two)
    #expect(
      place.last?.sentence.hasPrefix(
        "map works slowly, as tm-1 collects garbage 66% of its time: its 2 subtasks on tm-1 are busy 99%"
      )
        == true)
    #expect(place.last?.sentence.contains("a slow TaskManager") == false)
    // Of a hot key the garbage comes too.
    let key = verdict(
      garbage: 660, busy: [0.1, 0.1, 0.99, 0.1], records: [100, 100, 900, 100], workers: two)
    #expect(key.last?.sentence.contains("hot key") == true && key.last?.isEffect == false)
    #expect(key.last?.advice?.hasPrefix("Spread the key") == true)
  }

  @Test("garbage collection that makes a vertex slow is as bad as what comes of that")
  func garbageFirst() {
    func finding(_ rule: Finding.Rule, _ severity: Severity, isEffect: Bool = false) -> Finding {
      Finding(rule: rule, severity: severity, sentence: "x.", short: "x", isEffect: isEffect)
    }
    func order(isBlamed: Bool) -> [Finding.Rule] {
      [
        finding(.garbage, .warning), finding(.bottleneck, .warning, isEffect: isBlamed),
        finding(.lag, .critical, isEffect: true),
      ].causesFirst.map(\.rule)
    }
    #expect(order(isBlamed: true) == [.garbage, .bottleneck, .lag])
    #expect(order(isBlamed: false) == [.bottleneck, .lag, .garbage])
  }

  @Test("of figures that grew old no subtask is named any more")
  func old() {
    var bench = bench(busy: [0.1, 0.1, 0.98, 0.1], records: [100, 100, 700, 100])
    #expect(bench.vertex("map").subtaskLoads != nil)
    let line = [SteadyVertex].line
    for time in stride(from: 42.0, through: 80, by: 2) {
      bench.detail(line.detail(at: time), at: at(time))
    }
    #expect(bench.vertex("map").subtaskLoads == nil)
    #expect(!bench.vertex("map").isPressureCounted)
  }

  @Test("one subtask that hangs while the others work is found by its own counters")
  func hangs() throws {
    let bench = bench(busy: [0.2, 1, 0.2, 0.2], records: [100, 0, 100, 100], until: 60)
    let finding = try #require(bench.verdict(at: at(60)).findings.first)
    #expect(finding.rule == .hang && finding.subtask == 1 && finding.worker == "tm-2")
    #expect(
      finding.sentence.hasSuffix(
        "subtask 1 on tm-2 is busy all the time, and no record goes in or out."))
  }

  @Test("looked into is first what is below one that is held up, and nothing of one subtask")
  func order() {
    let held = bench(busy: [0.2, 0.2, 0.2, 0.2], records: [1, 1, 1, 1])
    func asked(_ bench: Bench) -> [QuestionKey] {
      bench.job.inquiries.map { AnyQuestion($0.question).key }
    }
    let map = AnyQuestion(.subtasks(.orders, VertexID("map"))).key
    let source = AnyQuestion(.subtasks(.orders, VertexID("source"))).key
    #expect(asked(held) == [map, source])
    // Where nothing is held up, the busiest; and none of what has little to do.
    let busy = bench(busy: [0.3, 0.3, 0.3, 0.3], records: [1, 1, 1, 1], backpressured: 0)
    #expect(asked(busy) == [map])
    let calm = bench(busy: [0.01, 0.01, 0.01, 0.01], records: [1, 1, 1, 1], backpressured: 0)
    #expect(asked(calm).isEmpty)
    // Each step of the counters asks anew.
    let later = bench(busy: [0.2, 0.2, 0.2, 0.2], records: [1, 1, 1, 1], until: 60)
    #expect((later.job.inquiries.first?.era ?? 0) > (held.job.inquiries.first?.era ?? 0))
  }

  @Test("before counters were read twice gauges say whom to look into, where there are counters")
  func firstSight() {
    func asked(_ line: [SteadyVertex], held: Double, busy: Double) -> [QuestionKey] {
      var bench = Bench([.test(lastModification: at(-100))], at: at(0))
      bench.detail(line.detail(at: 0), at: at(0))
      bench.load("source", .test(busy: .even(20), backpressured: .even(held)), at: at(1))
      bench.load("map", .test(busy: .even(busy), backpressured: .even(0)), at: at(1))
      return bench.job.inquiries.map { AnyQuestion($0.question).key }
    }
    let map = AnyQuestion(.subtasks(.orders, VertexID("map"))).key
    let source = AnyQuestion(.subtasks(.orders, VertexID("source"))).key
    #expect(asked(.line, held: 900, busy: 100) == [map, source])
    #expect(asked(.line, held: 0, busy: 500) == [map])
    #expect(asked(.line, held: 0, busy: 100).isEmpty)
    #expect(asked(.untimedLine, held: 900, busy: 900).isEmpty)
  }

  @Test("where counters tell, a run is judged after 25 s; else after a minute")
  func settling() {
    func isJudged(_ line: [SteadyVertex], at end: Double) -> Bool {
      var bench = Bench([.test(lastModification: at(0))], at: at(0))
      for time in stride(from: 0.0, through: end, by: 2) {
        bench.detail(
          line.map { vertex in
            var vertex = vertex
            vertex.startedAt = 0
            return vertex
          }.detail(at: time), at: at(time))
      }
      return DiagnosisContext(at: at(end)).hasSettled(bench.job)
    }
    #expect(!isJudged(.line, at: 24))
    #expect(isJudged(.line, at: 26))
    #expect(!isJudged(.untimedLine, at: 58))
    #expect(isJudged(.untimedLine, at: 60))
  }

  // MARK: Watermarks

  /// Seconds from 60 to 130 in which each vertex has the watermarks of its subtasks.
  private func stands(
    _ structure: JobDetail, _ watermarks: [String: @Sendable (Double) -> [Int: Watermark]],
    rates: [String: Double] = [:], backpressured: [String: Double] = [:]
  ) -> [Finding] {
    var bench = Bench()
    for time in stride(from: 60.0, through: 130, by: 5) {
      bench.detail(structure, at: at(time))
      for vertex in structure.vertices {
        let rate = rates[vertex.id.text] ?? 100
        bench.load(
          vertex.id.text,
          .test(
            backpressured: .even(backpressured[vertex.id.text] ?? 0), recordsIn: .even(rate),
            recordsOut: .even(rate)), at: at(time))
        guard let told = watermarks[vertex.id.text]?(time), let low = told.values.min(),
          let high = told.values.max()
        else { continue }
        bench.watermarks(vertex.id.text, .test(low, highest: high), at: at(time))
        bench.subtaskWatermarks(vertex.id.text, told, at: at(time))
      }
    }
    return bench.verdict(at: at(132)).findings.filter { $0.rule == .lag }
  }

  @Sendable private func moving(_ time: Double) -> [Int: Watermark] {
    [0: .at(at(time - 1)), 1: .at(at(time - 1))]
  }

  @Sendable private func still(_ time: Double) -> [Int: Watermark] {
    [0: .at(at(58)), 1: .at(at(58))]
  }

  @Test("a subtask of a source that stands still beside one that moves is named")
  func oneSubtask() throws {
    let finding = try #require(
      stands(.chain, ["source": { [0: .at(at($0 - 1)), 1: .at(at(58))] }, "map": still]).first)
    #expect(
      finding.sentence
        == "The watermark of subtask 1 of Source: orders stands still for 1m 12s while 400 records/s "
        + "flow; lag is 1m 12s.")
    #expect(finding.vertices.first == VertexID("source") && finding.subtask == 1)
  }

  @Test("subtasks that all stopped at once are not told apart; two that stopped long before are")
  func allAtOnce() throws {
    func sentence(_ source: @escaping @Sendable (Double) -> [Int: Watermark]) throws -> String {
      try #require(stands(.chain, ["source": source, "map": still]).first).sentence
    }
    #expect(
      try sentence { _ in [0: .at(at(58)), 1: .at(at(58)), 2: .at(at(58.005)), 3: .at(at(58.4))] }
        .hasPrefix("The watermark of Source: orders stands still for 1m 12s while"))
    #expect(
      try sentence { [0: .at(at($0 - 1)), 1: .at(at(58)), 2: .at(at(58.4)), 3: .at(at($0 - 1))] }
        .hasPrefix("The watermark of subtasks 1, 2 of Source: orders stands still"))
  }

  @Test("beside a subtask that is idle one that is behind and moves is not named")
  func idleBesideSlow() throws {
    var bench = bench(busy: [0.1, 0.1, 0.1, 0.1], records: [1, 1, 1, 1])
    let told: [Int: Watermark] = [
      0: .at(at(0)), 1: .at(at(40)), 2: .at(at(40)), 3: .at(at(7)),
    ]
    bench.subtaskWatermarks("source", told, at: at(41))
    let loads = (0..<4).map { index in
      SubtaskLoad(
        index: index, busy: Ratio(0.1), recordsOut: Rate(perSecond: index == 0 ? 0 : 9),
        taskManager: nil)
    }
    bench.cluster.jobsByID[.orders]?.readings.value.vertices[VertexID("source")]?.subtaskLoads =
      Observed(SubtaskLoads(loads), receivedAt: at(41))
    let context = DiagnosisContext(at: at(42))
    let source = try #require(bench.job.vertex(VertexID("source")))
    let held = Standstill.subtasks(heldBackAt: source, in: bench.job, context: context)
    #expect(held.map(\.index) == [0])
  }

  @Test(
    "a vertex that gets watermarks that move and sends none on is at fault, not the one below it")
  func keepsBack() throws {
    let finding = try #require(
      stands(.chain, ["source": moving, "map": moving, "sink": still]).first)
    #expect(
      finding.sentence
        == "fraud score gets watermarks that move and sends on none that do for 1m 12s, which holds "
        + "back Sink: ledger while 400 records/s flow; lag is 1m 12s.")
    #expect(finding.vertices.first == VertexID("map"))
  }

  @Test("of two sources the one that is idle is named, not the vertex where they meet")
  func idleSource() throws {
    let union = JobDetail.test([
      .test("clicks", name: "Source: clicks"), .test("orders", name: "Source: orders"),
      .test("join", name: "join", inputs: ["clicks", "orders"]),
    ])
    let finding = try #require(
      stands(union, ["clicks": still, "orders": moving, "join": still], rates: ["clicks": 0]).first)
    #expect(
      finding.sentence
        == "Source: clicks is idle: no records come from it and its watermark stands still for 1m 12s, "
        + "which holds back join; lag is 1m 12s.")
    #expect(finding.vertices == [VertexID("clicks"), VertexID("join")])
    #expect(finding.advice?.contains("withIdleness") == true)
    // One that is held up sends nothing either.
    let heldUp = try #require(
      stands(
        union, ["clicks": still, "orders": moving, "join": still], rates: ["clicks": 0],
        backpressured: ["clicks": 990]
      ).first)
    #expect(heldUp.sentence.hasPrefix("The watermark of Source: clicks stands still for 1m 12s"))
    #expect(heldUp.isEffect && !finding.isEffect)
  }
}
