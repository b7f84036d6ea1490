import StreamModel
import Testing

/// Jobs with the given shares, judged 100s after they were first asked about.
struct PressureCase: Sendable, CustomTestStringConvertible {
  var name: String
  /// Id, inputs, busy, backpressured; nil busy is a source that does not know it, nil backpressured a vertex of which
  /// nothing is known.
  var vertices: [(id: String, inputs: [String], busy: Double?, backpressured: Double?)]
  var bottlenecks: [String] = []
  var backpressure: [String] = []

  var testDescription: String { name }

  func verdict() -> Verdict {
    var bench = Bench()
    bench.detail(.test(vertices.map { .test($0.id, inputs: $0.inputs) }), at: at(90))
    for vertex in vertices {
      guard let backpressured = vertex.backpressured else { continue }
      bench.load(vertex.id, .shares(busy: vertex.busy, backpressured: backpressured), at: at(91))
    }
    return bench.verdict(at: at(100))
  }
}

@Suite("Rules 1 and 2: backpressure and its cause")
struct PressureRulesTests {
  @Test(
    "the culprit is found, or nothing is claimed",
    arguments: [
      PressureCase(
        name: "a plain bottleneck",
        vertices: [("s", [], 0.05, 0.9), ("m", ["s"], 0.99, 0), ("k", ["m"], 0.1, 0)],
        bottlenecks: ["m"]),
      PressureCase(
        name: "nothing wrong",
        vertices: [("s", [], 0.2, 0.05), ("m", ["s"], 0.6, 0), ("k", ["m"], 0.1, 0)]),
      PressureCase(
        name: "busy without anybody held up",
        vertices: [("s", [], 0.2, 0.3), ("m", ["s"], 0.99, 0), ("k", ["m"], 0.1, 0)]),
      PressureCase(
        name: "a whole chain held up",
        vertices: [
          ("s", [], 0.05, 0.9), ("a", ["s"], 0.3, 0.7), ("b", ["a"], 0.4, 0.6),
          ("k", ["b"], 1, 0),
        ], bottlenecks: ["k"]),
      PressureCase(
        name: "two branches, each with its own",
        vertices: [
          ("s", [], 0.05, 0.95), ("a", ["s"], 0.95, 0), ("b", ["s"], 0.1, 0.9),
          ("c", ["b"], 0.92, 0.02), ("k", ["a", "c"], 0.1, 0),
        ], bottlenecks: ["c", "a"]),
      PressureCase(
        name: "a join below two sources",
        vertices: [("s", [], 0.1, 0.8), ("t", [], 0.1, 0.8), ("j", ["s", "t"], 0.97, 0)],
        bottlenecks: ["j"]),
      PressureCase(
        name: "somewhat backpressured itself, but nobody else is busy",
        vertices: [("s", [], 0.05, 0.9), ("m", ["s"], 0.95, 0.3), ("k", ["m"], 0.1, 0)],
        bottlenecks: ["m"]),
      PressureCase(
        name: "nobody below is busy",
        vertices: [("s", [], 0.1, 0.8), ("m", ["s"], 0.3, 0), ("k", ["m"], 0.1, 0)],
        backpressure: ["s"]),
      PressureCase(
        name: "nothing is known of the one below",
        vertices: [("s", [], 0.1, 0.8), ("m", ["s"], 0.3, nil), ("k", ["m"], 0.1, 0)]),
      PressureCase(
        name: "its busy time is NaN",
        vertices: [("s", [], 0.1, 0.8), ("m", ["s"], nil, 0), ("k", ["m"], 0.1, 0)]),
      PressureCase(
        name: "busy and backpressured subtasks at once, explained below",
        vertices: [("s", [], 0.1, 0.8), ("m", ["s"], 0.95, 0.9), ("k", ["m"], 0.99, 0)],
        bottlenecks: ["k"]),
      PressureCase(
        name: "busy and backpressured subtasks at once, unexplained",
        vertices: [("s", [], 0.1, 0.8), ("m", ["s"], 0.95, 0.9), ("k", ["m"], 0.2, 0)],
        backpressure: ["m"]),
      PressureCase(name: "a single vertex", vertices: [("s", [], 0.99, 0)]),
      PressureCase(name: "nothing known", vertices: [("s", [], nil, nil), ("m", ["s"], nil, nil)]),
      PressureCase(name: "no vertices", vertices: []),
    ])
  func culprits(example: PressureCase) {
    let verdict = example.verdict()
    #expect(verdict.bottlenecks.map(\.text) == example.bottlenecks)
    let unexplained = verdict.findings.filter { $0.rule == .backpressure }.flatMap(\.vertices)
    #expect(unexplained.map(\.text) == example.backpressure)
    #expect(verdict.findings.allSatisfy { $0.severity == .warning })
  }

  private func orders() -> Bench {
    var bench = Bench()
    bench.detail(
      .test([
        .test("source", name: "Source: orders -> decode orders -> event time"),
        .test("enrich", inputs: ["source"]),
        .test("score", name: "fraud score (slow)", inputs: ["enrich"]),
        .test("sink", name: "Sink: ledger", parallelism: 1, inputs: ["score"]),
      ]), at: at(90))
    bench.load("source", .shares(busy: 0.02, backpressured: 0.95), at: at(91))
    bench.load("enrich", .shares(busy: 0.1, backpressured: 0.85), at: at(91))
    let hot = VertexLoad.test(
      busy: .hot(min: 183, max: 995, sum: 1572), backpressured: .even(0),
      recordsIn: .hot(min: 79, max: 447, sum: 696, skew: 78.4))
    bench.load("score", hot, at: at(91))
    bench.load("sink", .shares(busy: 0.01, backpressured: 0), at: at(91))
    return bench
  }

  @Test("the sentence names it, how hot it is, how uneven, and whom it holds up")
  func sentence() throws {
    let finding = try #require(orders().verdict(at: at(100)).findings.first)
    #expect(
      finding.sentence
        == "fraud score (slow) is the bottleneck: busy 100%, 1 of 4 subtasks hot (skew 78%); "
        + "2 vertices above it are backpressured.")
    #expect(finding.short == "bottleneck: fraud score (slow), busy 100%")
  }

  @Test(
    "as many hot subtasks are claimed as the aggregates allow",
    arguments: [
      (SubtaskAggregate.hot(min: 950, max: 990, sum: 3880), ", all 4 subtasks hot;"),
      (.hot(min: 10, max: 990, sum: 1200), ", 1 of 4 subtasks hot;"),
      (.hot(min: 10, max: 990, sum: 2000), ", at most 2 of 4 subtasks hot;"),
      (.hot(min: 880, max: 990, sum: 3850), ", at most 3 of 4 subtasks hot;"),
    ])
  func hotSubtasks(busy: SubtaskAggregate, words: String) {
    var bench = orders()
    bench.load(
      "score", .test(busy: busy, backpressured: .even(0), recordsIn: .even(5)), at: at(95))
    #expect(bench.verdict(at: at(100)).sentences.first?.contains(words) == true)
  }

  @Test("where only averages are known a hot key is inferred, and said to be probable")
  func averages() throws {
    var line = [SteadyVertex].line
    line[0].busy = 0.02
    line[0].backpressured = 0.95
    line[0].idle = 0.03
    line[1].busy = 0.4
    line[1].backpressured = 0
    line[1].idle = 0.6
    line[2].busy = 0.1
    line[2].backpressured = 0
    line[2].idle = 0.9
    var bench = Bench()
    for time in stride(from: 60.0, through: 100, by: 2) {
      bench.detail(line.detail(at: time), at: at(time))
    }
    let finding = try #require(bench.verdict(at: at(100)).findings.first)
    #expect(
      finding.sentence
        == "map is probably the bottleneck: busy 40% on average over its 4 subtasks; "
        + "source above it is backpressured 95%.")
    #expect(finding.short == "bottleneck: map, busy 40% on average")
    // Too little work for even one subtask at its limit: then nothing below is busy indeed.
    line[1].busy = 0.1
    line[1].idle = 0.9
    bench = Bench()
    for time in stride(from: 60.0, through: 100, by: 2) {
      bench.detail(line.detail(at: time), at: at(time))
    }
    #expect(bench.verdict(at: at(100)).findings.map(\.rule) == [.backpressure])
  }

  @Test("of two suspects by average the busier one is named")
  func twoSuspects() {
    var fork = [SteadyVertex].line
    fork[0].busy = 0.02
    fork[0].backpressured = 0.95
    fork[0].idle = 0.03
    for (index, busy) in [(1, 0.3), (2, 0.6)] {
      fork[index].inputs = ["source"]
      fork[index].parallelism = 4
      fork[index].busy = busy
      fork[index].backpressured = 0
      fork[index].idle = 1 - busy
    }
    var bench = Bench()
    for time in stride(from: 60.0, through: 100, by: 2) {
      bench.detail(fork.detail(at: time), at: at(time))
    }
    #expect(bench.verdict(at: at(100)).bottlenecks == [VertexID("sink")])
  }

  @Test("figures older than 65s claim nothing")
  func old() {
    let bench = orders()
    #expect(!bench.verdict(at: at(130)).findings.isEmpty)
    #expect(bench.verdict(at: at(160)).findings.isEmpty)
  }

  @Test("in its first minute a run is not judged")
  func fresh() {
    var bench = orders()
    bench.list(.restarting, at: at(101))
    bench.list(.running, at: at(103))
    bench.load("score", .shares(busy: 1, backpressured: 0), at: at(104))
    #expect(bench.verdict(at: at(110)).bottlenecks.isEmpty)
  }

  @Test("the limits are a parameter")
  func limits() {
    var limits = DiagnosisThresholds.standard
    limits.fullyBusy = 1.1
    #expect(orders().job.verdict(at: at(100), thresholds: limits).bottlenecks.isEmpty)
  }

  @Test(
    "a source that reads no faster while lag grows is the bottleneck, if nothing is backpressured")
  func sourceBound() throws {
    for (backpressured, expected) in [(0.0, ["source"]), (0.3, [])] {
      var bench = Bench()
      for time in stride(from: 60.0, through: 160, by: 10) {
        bench.detail(.chain, at: at(time))
        bench.load("source", .shares(busy: 0.99, backpressured: backpressured), at: at(time))
        for vertex in ["map", "sink"] {
          bench.load(vertex, .shares(busy: 0.4, backpressured: 0), at: at(time))
        }
        bench.watermarks("sink", .test(.at(at(time / 2))), at: at(time))
      }
      let verdict = bench.verdict(at: at(162))
      #expect(verdict.bottlenecks.map(\.text) == expected)
      if backpressured == 0 {
        #expect(
          verdict.sentences.contains(
            "Source: orders -> decode reads no faster: busy 99% while lag grows, and nothing is backpressured."
          ))
      }
    }
  }
}
