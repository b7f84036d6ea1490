import StreamModel
import Testing

@Suite("Verdict of a job")
struct VerdictTests {
  /// A job of which everything is known and nothing wrong.
  private func well() -> Bench {
    var bench = Bench()
    bench.configuration(.test(), at: at(60))
    for time in stride(from: 60.0, through: 160, by: 10) {
      bench.jobs([.test()], at: at(time))
      bench.detail(.chain, at: at(time))
      bench.load("source", .test(busy: .even(50), recordsOut: .even(3100)), at: at(time))
      bench.load("map", .test(busy: .even(220)), at: at(time))
      bench.load("sink", .test(busy: .even(30)), at: at(time))
      bench.watermarks("sink", .test(.at(at(time - 0.9))), at: at(time))
      bench.metrics(restarts: 0, at: at(time))
      bench.checkpoints(
        .test([.test(Int64(time / 3), at: at(time - 4))], total: Int(time)), at: at(time))
    }
    return bench
  }

  @Test("a batch job has no lag to tell, in the list as little as in its verdict")
  func batch() {
    for (type, figures) in [("BATCH", ""), ("STREAMING", ", lag 3s")] {
      var bench = Bench()
      bench.configuration(.test(interval: nil), at: at(60))
      let source = [Vertex.test("source", name: "Source: orders")]
      for time in [60.0, 70] {
        bench.detail(.test(source, type: type), at: at(time))
        bench.load("source", .test(), at: at(time))
        bench.watermarks("source", .test(.at(at(time - 3))), at: at(time))
      }
      bench.metrics(restarts: 0, at: at(71))
      #expect(bench.job.watermarkLag?.value == (type == "BATCH" ? nil : .seconds(3)))
      #expect(
        bench.verdict(at: at(72)).summary
          == "All well: 400 records/s in, busiest Source: orders 10%\(figures), no checkpoints.")
    }
  }

  @Test("all is well only where all is known, and then with the figures that say so")
  func allWell() {
    let verdict = well().verdict(at: at(162))
    #expect(verdict.findings.isEmpty)
    #expect(verdict.isComplete)
    #expect(verdict.severity == .well)
    #expect(
      verdict.sentences == [
        "All well: 12.4k records/s in, busiest fraud score 22%, lag 900ms, last checkpoint 5s ago."
      ])
  }

  @Test("what is not known is said, and well is not claimed")
  func gaps() {
    let bench = Bench()
    #expect(bench.verdict(at: at(2)).summary == "Metrics are being asked for.")
    #expect(!bench.verdict(at: at(2)).isComplete)
    var partly = Bench()
    partly.detail(.chain, at: at(0))
    for vertex in ["source", "map", "sink"] { partly.load(vertex, .test(), at: at(1)) }
    #expect(
      partly.verdict(at: at(2)).summary
        == "Nothing wrong so far; not known yet: watermarks, checkpoints, restarts.")
    partly.load("map", nil, at: at(3))
    var one = Bench()
    one.detail(.chain, at: at(0))
    one.load("map", .test(), at: at(1))
    #expect(
      one.verdict(at: at(2)).summary
        == "Nothing wrong so far; not known yet: some vertices, watermarks, checkpoints, restarts.")
  }

  @Test("figures that grew old are not called well")
  func old() {
    let verdict = well().verdict(at: at(400))
    #expect(verdict.findings.isEmpty)
    #expect(!verdict.isComplete)
    #expect(verdict.summary == "The figures are from 4m 00s ago; nothing newer is known.")
  }

  @Test("a job without watermarks or checkpoints can be well")
  func without() {
    var bench = Bench()
    bench.configuration(.test(interval: nil), at: at(60))
    for time in [60.0, 70] {
      bench.detail(.chain, at: at(time))
      for vertex in ["source", "map", "sink"] { bench.load(vertex, .test(), at: at(time)) }
      bench.watermarks("sink", nil, at: at(time))
    }
    bench.metrics(restarts: 0, at: at(71))
    let verdict = bench.verdict(at: at(72))
    #expect(verdict.isComplete)
    #expect(
      verdict.summary == "All well: 400 records/s in, busiest Source: orders 10%, no checkpoints.")
  }

  @Test("a run of some seconds is not called well yet")
  func young() {
    var bench = well()
    bench.list(.restarting, at: at(161))
    bench.list(.running, at: at(163))
    bench.detail(.test(JobDetail.chain.vertices, entered: [.running: at(163)]), at: at(163))
    for vertex in ["source", "map", "sink"] { bench.load(vertex, .test(), at: at(164)) }
    let verdict = bench.verdict(at: at(175))
    #expect(!verdict.isComplete)
    #expect(verdict.summary == "Running for 12s, too short to be judged.")
  }

  @Test(
    "an ended job is judged by its state alone",
    arguments: [
      (JobState.finished, 0, "Finished 5s ago after 1h 00m."),
      (.canceled, 0, "Cancelled 5s ago after 1h 00m."),
      (.failed, 1, "Failed 5s ago after 1h 00m."),
    ])
  func ended(state: JobState, findings: Int, summary: String) {
    var bench = well()
    bench.load("source", .shares(busy: 0.1, backpressured: 0.9), at: at(161))
    bench.load("map", .shares(busy: 1, backpressured: 0), at: at(161))
    #expect(!bench.verdict(at: at(162)).bottlenecks.isEmpty)
    bench.jobs([.test(state: state, endTime: at(163))], at: at(164))
    let verdict = bench.verdict(at: at(168))
    #expect(verdict.findings.count == findings)
    #expect(verdict.findings.allSatisfy { $0.rule == .state })
    #expect(verdict.summary == summary)
    #expect(verdict.isComplete)
  }

  @Test("findings come worst first")
  func order() {
    var bench = well()
    bench.load("source", .shares(busy: 0.1, backpressured: 0.9), at: at(161))
    bench.load("map", .shares(busy: 1, backpressured: 0), at: at(161))
    bench.checkpoints(
      .test(
        [
          .test(70, at: at(200), status: .failed(cause: "x")), .test(60, at: at(158)),
        ], total: 500), at: at(201))
    let severities = bench.verdict(at: at(203)).findings.map(\.severity)
    #expect(severities == [.critical, .warning])
  }

  @Test("the same model and time give the same words")
  func pure() {
    let bench = well()
    #expect(bench.verdict(at: at(162)) == bench.verdict(at: at(162)))
  }

  @Test("no sentence is empty or lacks its full stop, and no short one is long")
  func form() {
    var benches = [well()]
    for state in ["FAILED", "RESTARTING", "SUSPENDED", String(repeating: "X", count: 400)] {
      benches.append(Bench([.test(state: JobState(state), endTime: at(-1))]))
    }
    var sick = well()
    sick.detail(
      .test([
        .test("source", name: String(repeating: "long name ", count: 40)),
        .test("map", name: String(repeating: "注文", count: 90), inputs: ["source"]),
      ]), at: at(161))
    sick.load("source", .shares(busy: 0.1, backpressured: 0.9), at: at(161))
    sick.load("map", .shares(busy: 1, backpressured: 0), at: at(161))
    benches.append(sick)
    for bench in benches {
      let verdict = bench.verdict(at: at(162))
      for sentence in verdict.sentences {
        #expect(sentence.hasSuffix(".") && !sentence.hasSuffix(".."))
      }
      for finding in verdict.findings {
        #expect(finding.short.count <= 52)
        #expect(!finding.short.hasSuffix("."))
      }
    }
  }
}

@Suite("Worst first")
struct WorstFirstTests {
  private func job(_ name: String, _ state: JobState, endTime: Timestamp? = nil) -> JobSummary {
    .test(JobID(name), name: name, state: state, endTime: endTime)
  }

  @Test("by severity, live ones before ended ones, then by name")
  func order() {
    let bench = Bench([
      job("well-b", .running), job("done", .finished, endTime: at(-9)),
      job("failed", .failed, endTime: at(-9)), job("well-a", .running),
      job("restarting", .restarting), job("suspended", .suspended),
    ])
    #expect(
      bench.cluster.worstFirst(at: at(200)).map(\.job.name) == [
        "restarting", "failed", "suspended", "well-a", "well-b", "done",
      ])
  }

  @Test("of two that are equally bad the one further behind comes first, by orders of magnitude")
  func lag() {
    var bench = Bench([job("a", .running), job("b", .running), job("c", .running)])
    for time in stride(from: 60.0, through: 120, by: 10) {
      for (name, lag) in [("a", 70.0), ("b", 700), ("c", 75)] {
        bench.cluster.apply(
          .test([.test("v")], id: JobID(name)), to: .job(JobID(name)), at: at(time))
        bench.cluster.apply(
          .test(.at(at(time - lag))), to: .watermarks(JobID(name), VertexID("v")),
          at: at(time))
      }
    }
    let ranked = bench.cluster.worstFirst(at: at(121))
    #expect(ranked.map(\.job.name) == ["b", "a", "c"])
    #expect(ranked.allSatisfy { $0.verdict.severity == .note })
  }

  @Test("two jobs of one name keep their order by id")
  func sameName() {
    let bench = Bench([
      .test(JobID("2"), name: "same"), .test(JobID("1"), name: "same"),
    ])
    #expect(bench.cluster.worstFirst(at: at(1)).map(\.id.text) == ["1", "2"])
  }
}
