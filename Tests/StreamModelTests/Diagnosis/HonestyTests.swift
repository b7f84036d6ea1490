import StreamModel
import Testing

/// What must not be said before it is known.
@Suite("Nothing is said too early")
struct HonestyTests {
  /// One look at a job of an hour, as a command takes it.
  private func look(
    shares: [String: (busy: Double, backpressured: Double)] = [:],
    watermark: VertexWatermarks = .test(.at(at(0))), restarts: Int? = 0
  ) -> Verdict {
    var bench = Bench()
    bench.detail(.chain, at: at(1))
    bench.configuration(.test(interval: nil), at: at(1))
    bench.metrics(restarts: restarts, at: at(2))
    for vertex in ["source", "map", "sink"] {
      let share = shares[vertex] ?? (0.1, 0)
      bench.load(
        vertex, .shares(busy: share.busy, backpressured: share.backpressured), at: at(2))
    }
    for vertex in ["map", "sink"] { bench.watermarks(vertex, watermark, at: at(2)) }
    return bench.verdict(at: at(3))
  }

  @Test("a small lag is judged in one look")
  func small() {
    let verdict = look()
    #expect(verdict.isComplete)
    #expect(verdict.summary.hasPrefix("All well: "))
  }

  @Test("a lag of half a minute may grow, so that a job is not called well")
  func middling() {
    let verdict = look(watermark: .test(.at(at(-34))))
    #expect(verdict.findings.isEmpty)
    #expect(!verdict.isComplete)
    #expect(verdict.notJudged == ["whether lag grows"])
    #expect(verdict.summary == "Nothing wrong so far; not known yet: whether lag grows.")
  }

  @Test("a lag of minutes is said, and that nothing is known of where it goes")
  func high() {
    let verdict = look(watermark: .test(.at(at(-188))))
    #expect(verdict.sentences == ["Lag is 3m 10s; whether it grows is not known yet."])
    #expect(!verdict.isComplete)
  }

  @Test("a busy source with a lag is said in one look")
  func busySource() {
    let verdict = look(shares: ["source": (1, 0)], watermark: .test(.at(at(-34))))
    #expect(
      verdict.sentences == [
        "Source: orders -> decode reads no faster: busy 100% and lag is 36s, while nothing is "
          + "backpressured; whether lag grows is not known yet."
      ])
  }

  @Test("subtasks without any watermark and one at the end of time are said in one look")
  func oddWatermarks() {
    let idle = look(watermark: .test(.none, highest: .at(at(0)), without: 1))
    #expect(idle.sentences.joined().contains("1 of 4 subtasks of fraud score have no watermark"))
    let ended = look(watermark: .test(.finished))
    #expect(ended.sentences.joined().contains("is at the end of time though records still come"))
  }

  @Test("without the count of restarts a job is not called well")
  func unknownRestarts() {
    #expect(look(restarts: nil).notJudged == ["restarts"])
  }

  // MARK: Claims by exclusion

  /// A source that becomes backpressured at once while the busy share below rises slowly, as gauges do.
  private func gauges(until end: Double) -> Verdict {
    var bench = Bench()
    for time in stride(from: 60.0, through: end, by: 10) {
      let rise = min(1, max(0, time - 100) / 60)
      bench.detail(.chain, at: at(time))
      bench.load("source", .shares(busy: 0, backpressured: min(1, rise * 1.6)), at: at(time))
      bench.load("map", .shares(busy: 0.1 + 0.9 * rise, backpressured: 0), at: at(time))
      bench.load("sink", .shares(busy: 0.1, backpressured: 0), at: at(time))
    }
    return bench.verdict(at: at(end + 1))
  }

  @Test("a cause is not named by exclusion while the one below may still turn out busy")
  func exclusion() {
    for end in stride(from: 110.0, through: 200, by: 10) {
      let text = gauges(until: end).sentences.joined(separator: " ")
      #expect(!text.contains("garbage collection"), "\(end): \(text)")
      #expect(!text.contains("unequal"), "\(end): \(text)")
    }
    #expect(
      gauges(until: 140).sentences.first?.hasSuffix("what holds it up is not known yet.") == true)
    #expect(gauges(until: 170).sentences.first?.hasPrefix("fraud score is the bottleneck") == true)
  }

  @Test("where nothing below gets busy for a minute, that is said")
  func excluded() {
    var bench = Bench()
    for time in stride(from: 60.0, through: 140, by: 10) {
      bench.detail(.chain, at: at(time))
      bench.load("source", .shares(busy: 0, backpressured: 0.62), at: at(time))
      for vertex in ["map", "sink"] {
        bench.load(vertex, .shares(busy: 0.2, backpressured: 0), at: at(time))
      }
    }
    #expect(
      bench.verdict(at: at(141)).sentences == [
        "Source: orders is backpressured 62%, yet nothing below it is busy: look at garbage "
          + "collection, the network, or a sink that blocks."
      ])
  }

  @Test("a share that wavers about a limit does not change the sentence with each reading")
  func wavering() {
    var bench = Bench()
    var sentences: Set<String> = []
    for (index, time) in stride(from: 60.0, through: 300, by: 10).enumerated() {
      bench.detail(.chain, at: at(time))
      let busy = index % 2 == 0 ? 0.92 : 0.86
      bench.load(
        "source", .shares(busy: 0, backpressured: index % 3 == 0 ? 0.55 : 0.46), at: at(time))
      bench.load("map", .shares(busy: busy, backpressured: 0), at: at(time))
      bench.load("sink", .shares(busy: 0.1, backpressured: 0), at: at(time))
      let first = bench.verdict(at: at(time + 1)).sentences.first ?? ""
      if time > 80 { sentences.insert(String(first.prefix(20))) }
    }
    #expect(sentences == ["fraud score is the b"])
  }

  @Test("a source that is held up is not one without input")
  func heldUpSource() {
    func sentence(busy: Double, backpressured: Double) -> String {
      var bench = Bench()
      for time in stride(from: 60.0, through: 150, by: 10) {
        bench.detail(.chain, at: at(time))
        bench.load(
          "source",
          .test(
            busy: .even(busy * 1000), backpressured: .even(backpressured * 1000),
            recordsOut: .even(0)), at: at(time))
        bench.watermarks("sink", .test(.at(at(58))), at: at(time))
      }
      return bench.verdict(at: at(151)).findings.filter { $0.rule == .lag }.map(\.sentence).joined()
    }
    #expect(sentence(busy: 0, backpressured: 0).contains("as no records come in"))
    for (busy, backpressured) in [(0.0, 1.0), (0.9, 0)] {
      let text = sentence(busy: busy, backpressured: backpressured)
      #expect(text.hasPrefix("Lag grows") && !text.contains("no records come in"), "\(text)")
    }
  }

  @Test("a busy vertex whose subtasks lie apart has no idle partition")
  func busyApart() {
    let apart = VertexWatermarks.test(.at(at(-200)), highest: .at(at(0)))
    let calm = look(watermark: apart).findings.map(\.sentence).joined()
    #expect(calm.contains("withIdleness"))
    let busy = look(shares: ["map": (0.97, 0)], watermark: apart).findings
    #expect(!busy.map { $0.sentence + $0.short }.joined().contains("idle"))
    #expect(busy.map(\.sentence).joined().contains("the slowest one holds the watermark back"))
  }

  // MARK: Restarts

  @Test("the cause of a restart is its own failure, not that of the one before")
  func cause() {
    var bench = Bench([.test(duration: .seconds(100), lastModification: at(-20))])
    bench.detail(
      .test([.test("v")], entered: [.running: at(-20), .restarting: at(-30)]), at: at(0))
    bench.metrics(restarts: 1, at: at(0))
    bench.failure("the old cause", failedAt: at(-30), at: at(0))
    bench.list(.restarting, at: at(4), lastModification: at(3.9))
    #expect(
      bench.verdict(at: at(5)).sentences.joined()
        == "Restarting for 1s; the failure before: the old cause.")
    bench.failure("the new cause", failedAt: at(3.8), at: at(8))
    #expect(bench.verdict(at: at(8)).sentences.joined() == "Restarting for 4s: the new cause.")
    bench.jobs([.test(duration: .seconds(110), lastModification: at(9))], at: at(10))
    bench.detail(
      .test([.test("v")], entered: [.running: at(9), .restarting: at(3.8)]), at: at(14))
    #expect(
      bench.verdict(at: at(14)).findings.first?.sentence
        == "Restarted 10s ago: the new cause.")
  }

  @Test("while the newest failure is not known the one before is not told for it")
  func oldCause() {
    var bench = Bench([.test(duration: .seconds(100), lastModification: at(-40))])
    bench.metrics(restarts: 1, at: at(0))
    func list(_ state: JobState, at time: Double) {
      bench.jobs(
        [.test(state: state, duration: .seconds(100 + time), lastModification: at(time))],
        at: at(time))
    }
    list(.restarting, at: 0)
    bench.failure("the old cause", failedAt: at(-0.5), at: at(1))
    for (state, time) in [(JobState.running, 4.0), (.restarting, 40), (.running, 44)] {
      list(state, at: time)
    }
    let text = bench.verdict(at: at(45)).findings.first { $0.rule == .restarts }?.sentence ?? ""
    #expect(text.hasPrefix("Restarted 3 times in 2m 25s, last 5s ago"), "\(text)")
    #expect(text.hasSuffix("; the failure before: the old cause."))
  }

  @Test("the count of restarts is never behind those that are told of")
  func count() {
    var bench = Bench()
    #expect(bench.job.restartCount == nil)
    bench.metrics(restarts: 0, at: at(2))
    bench.list(.restarting, at: at(4))
    #expect(bench.job.restartCount == 1)
    bench.jobs([.test(lastModification: at(7))], at: at(8))
    bench.metrics(restarts: 0, at: at(9))
    #expect(bench.job.restartCount == 1)
    bench.metrics(restarts: 1, at: at(20))
    #expect(bench.job.restartCount == 1)
  }
}
