import StreamModel
import Testing

@Suite("Rule 6: lag and watermarks")
struct LagRuleTests {
  /// A job whose sink has the given lag each 10s from 60s on, with records coming in.
  private func job(
    lags: [Double], recordsOut: Double? = 100, type: String? = "STREAMING"
  ) -> (bench: Bench, end: Double) {
    var bench = Bench()
    var time = 60.0
    for lag in lags {
      bench.detail(.chain, at: at(time))
      bench.load("source", .test(recordsOut: recordsOut.map { .even($0) }), at: at(time))
      bench.watermarks("sink", .test(.at(at(time - lag))), at: at(time))
      time += 10
    }
    return (bench, time - 8)
  }

  private func findings(_ lags: [Double], recordsOut: Double? = 100) -> [String] {
    let (bench, end) = job(lags: lags, recordsOut: recordsOut)
    return bench.job.verdict(at: at(end)) { time in
      "T+\(time.since(start).wholeMilliseconds / 1000)"
    }.findings.filter { $0.rule == .lag }.map { "\($0.severity): \($0.sentence)" }
  }

  @Test("growing lag is said with its slope and since when")
  func growing() {
    // Five samples of rest, the first of unknown age, then 0.9s a second.
    let lags = [0.8, 0.8, 0.8, 0.9, 0.8] + (1...4).map { 0.8 + Double($0) * 9 }
    #expect(
      findings(lags + [45.8, 54.8, 63.8])
        == ["critical: Lag grows 0.9s a second since T+100: 1m 03s now."])
    #expect(findings(lags) == ["warning: Lag grows 0.9s a second since T+100: 36s now."])
  }

  @Test("growth that stays below a step of the metrics is none to speak of")
  func small() {
    let lags = [1, 1, 1, 1, 1] + (1...4).map { 1 + Double($0) * 2.5 }
    #expect(findings(lags) == [])
    #expect(findings(lags + [14]).count == 1)
  }

  @Test("without a formatter for times of day the age is said")
  func age() {
    let (bench, end) = job(lags: (1...7).map { Double($0) * 5 })
    #expect(
      bench.verdict(at: at(end)).sentences == ["Lag grows 0.5s a second for over 52s: 35s now."])
    #expect(
      bench.verdict(at: at(end)).findings.first?.short == "35s behind and growing for over 52s")
  }

  @Test("growth that is as old as what is known of the job may have begun before")
  func fromTheFirstSample() {
    #expect(
      findings((1...7).map { Double($0) * 5 })
        == ["warning: Lag grows 0.5s a second since before T+70: 35s now."])
    // The first sample is of no lag to speak of: it has grown since then.
    #expect(
      findings([1, 1, 20, 25, 30, 35, 40]).map { $0.contains("since before") } == [false])
  }

  @Test("a source that reads less is named, also of a job that was not followed for long before")
  func readsLess() {
    let lags = [0.8, 0.8, 0.8] + (1...4).map { 0.8 + Double($0) * 5 }
    func sentence(after: Double) -> String? {
      var bench = Bench()
      var time = 60.0
      for (index, lag) in lags.enumerated() {
        bench.detail(.chain, at: at(time))
        let rate = SubtaskAggregate.even(index < 3 ? 100 : after)
        for (vertex, load) in [
          ("source", VertexLoad.test(recordsOut: rate)), ("map", .test(recordsIn: rate)),
          ("sink", .test(recordsIn: rate)),
        ] { bench.load(vertex, load, at: at(time)) }
        bench.watermarks("sink", .test(.at(at(time - lag))), at: at(time))
        time += 10
      }
      return bench.job.verdict(at: at(time - 8)).findings.first { $0.rule == .lag }?.sentence
    }
    #expect(
      sentence(after: 50)
        == "Lag grows 0.5s a second for 42s: 20s now; Source: orders reads 200 records/s, 400 before, though nothing holds it up."
    )
    #expect(sentence(after: 90)?.contains("reads") == false)
  }

  @Test("draining lag says when it will be gone")
  func draining() {
    #expect(
      findings([220, 200, 180, 160, 140, 120])
        == ["note: Lag drains 2.0s a second: 2m 00s now, none in about 1m 00s."])
  }

  @Test("high but steady lag is worth knowing, low lag is not")
  func steady() {
    #expect(findings([7200, 7200, 7201, 7200, 7199, 7200]) == ["note: Lag is steady at 2h 00m."])
    #expect(findings([30, 30, 31, 30, 29, 30]) == [])
  }

  @Test(
    "jitter is no trend",
    arguments: [
      [1.0, 9, 2, 8, 1, 10, 2, 9], [0.5, 0.6, 0.5, 0.7, 0.6, 0.8], [1, 2, 3, 4, 5, 5.5],
      [1, 1, 1, 1, 1, 30, 1, 1],
    ])
  func jitter(lags: [Double]) {
    #expect(findings(lags) == [])
  }

  @Test(
    "too few samples claim no trend, but a high lag is said",
    arguments: [[], [100.0], [100, 105], [100, 105, 110], [100, 105, 110, 115]])
  func few(lags: [Double]) {
    #expect(findings(lags.map { $0 / 2 }) == [])
    let expected = lags.last.map {
      "note: Lag is 1m \(Int($0) - 60)s; whether it grows is not known yet."
    }
    #expect(findings(lags) == [expected].compactMap(\.self))
  }

  @Test("old lag claims nothing")
  func old() {
    let (bench, end) = job(lags: (1...9).map { Double($0) * 10 })
    #expect(!bench.verdict(at: at(end + 30)).findings.isEmpty)
    #expect(bench.verdict(at: at(end + 70)).findings.isEmpty)
  }

  @Test("lag that grows as nothing comes in is no fault; where input is unknown it is no emergency")
  func noInput() {
    let lags = (1...9).map { Double($0) * 10 }
    #expect(
      findings(lags, recordsOut: 0)
        == ["note: Lag grows since before T+60 to 1m 30s as no records come in."])
    #expect(findings(lags, recordsOut: nil).map { $0.prefix(7) } == ["warning"])
  }

  // MARK: Watermarks of vertices

  @Test(
    "a watermark that stands still while records come in is named instead of the growth it causes")
  func stuck() {
    var bench = Bench()
    for time in stride(from: 60.0, through: 130, by: 5) {
      bench.detail(.chain, at: at(time))
      bench.load("source", .test(recordsOut: .even(100)), at: at(time))
      bench.load("map", .test(recordsIn: .even(100)), at: at(time))
      bench.watermarks("map", .test(.at(at(58))), at: at(time))
    }
    let findings = bench.verdict(at: at(132)).findings
    #expect(
      findings.map(\.sentence) == [
        "The watermark of fraud score stands still for 1m 12s while 400 records/s flow; lag is 1m 12s."
      ])
    #expect(findings.first?.vertices == [VertexID("map")])
    #expect(findings.first?.severity == .critical)
  }

  private func watermarked(
    _ vertex: String, _ watermarks: (Double) -> VertexWatermarks, type: String? = "STREAMING"
  ) -> [String] {
    var bench = Bench()
    for time in stride(from: 60.0, through: 160, by: 10) {
      var detail = JobDetail.chain
      detail.type = type
      bench.detail(detail, at: at(time))
      bench.load("source", .test(recordsOut: .even(100)), at: at(time))
      bench.watermarks(vertex, watermarks(time), at: at(time))
    }
    return bench.verdict(at: at(162)).findings.map { "\($0.severity): \($0.sentence)" }
  }

  @Test("a source with one subtask far behind has an idle or slow partition")
  func spread() {
    let words =
      "Subtasks of Source: orders are 5m 00s of event time apart: an idle or slow partition holds "
      + "the watermark back (withIdleness helps)."
    #expect(
      watermarked("source") { .test(.at(at($0 - 301)), highest: .at(at($0 - 1))) } == [
        "warning: " + words, "note: Lag is steady at 5m 01s.",
      ])
    // Far apart, yet none of them behind the clock.
    #expect(
      watermarked("source") { .test(.at(at($0 - 1)), highest: .at(at($0 + 299))) } == [
        "note: " + words
      ])
    #expect(watermarked("source") { .test(.at(at($0 - 31)), highest: .at(at($0 - 1))) } == [])
  }

  @Test("far from the sources subtasks that lie apart have another reason")
  func spreadElsewhere() {
    #expect(
      watermarked("sink") { .test(.at(at($0 - 31)), highest: .at(at($0 + 200))) } == [])
  }

  @Test("a subtask that never had a watermark holds event time back")
  func missing() {
    #expect(
      watermarked("source") { .test(.none, highest: .at(at($0 - 1)), without: 1) } == [
        "warning: 1 of 4 subtasks of Source: orders have no watermark, so event time stands still: "
          + "an idle partition (withIdleness helps)."
      ])
    #expect(watermarked("source") { _ in .test(.none, without: 4) } == [])
  }

  @Test("subtasks that have ended beside ones that go on are no idle partition")
  func partlyFinished() {
    #expect(watermarked("source") { .test(.finished, highest: .at(at($0))) } == [])
    #expect(watermarked("source") { .test(.at(at($0 - 1)), highest: .finished) } == [])
  }

  @Test("the end of time on a running job is flagged, unless it is a batch job")
  func endless() {
    #expect(
      watermarked("map") { _ in .test(.finished) } == [
        "warning: The watermark of fraud score is at the end of time though records still come: an "
          + "input that finished took it there, and joins fall silent (FLINK-38477)."
      ])
    #expect(watermarked("map", { _ in .test(.finished) }, type: "BATCH") == [])
    #expect(watermarked("source") { _ in .test(.finished) } == [])
  }
}
