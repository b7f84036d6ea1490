import StreamModel
import Testing

/// Lags of a job whose metrics are fetched each 10 s and a bit, while one asks at another pace.
@Suite("Lag at the moment of the fetch")
struct LagInstantTests {
  /// Follows vertices that are `lag` seconds behind at each moment, over 400 s; `ask` is how often each is asked.
  private func follow(
    ask: Double = 10, fetch: Double = 10.3, offset: Double = 0, isTimed: Bool = true,
    restartAt: Double = .infinity, lag: (Double) -> Double
  ) -> (bench: Bench, seen: [Double]) {
    var bench = Bench()
    var detail = JobDetail.chain
    detail.serverNow = at(offset)
    var seen: [Double] = []
    var fetched = 0.0
    for step in 0...1600 {
      let time = Double(step) / 4
      if time - fetched >= fetch { fetched = time }
      let isDue = { (phase: Double) in (time - phase).remainder(dividingBy: ask) == 0 }
      let began = time >= restartAt ? restartAt : -3600
      if isDue(1) {
        detail.serverNow = at(time + offset)
        detail.stateEnteredAt = [.running: at(began + offset)]
        bench.jobs([.test(lastModification: at(began + 1 + offset))], at: at(time))
        bench.detail(detail, at: at(time))
      }
      if isDue(1.5), isTimed {
        let uptime = Duration.milliseconds(Int64((fetched - began) * 1000))
        bench.cluster.apply(
          JobMetrics(restarts: 0, uptime: uptime), to: .jobMetrics(.orders),
          at: at(time))
      }
      for (vertex, phase) in [("map", 2.0), ("sink", 6.5)] where isDue(phase) {
        let watermark = at(fetched - lag(fetched))
        bench.watermarks(vertex, .test(.at(watermark)), at: at(time))
        bench.load("source", .test(recordsOut: .even(100)), at: at(time))
        if time > 30, let lag = bench.job.watermarkLag { seen.append(lag.value.inSeconds) }
      }
    }
    return (bench, seen)
  }

  @Test("a steady lag is steady, whenever one asks", arguments: [3.25, 7, 10, 14.5])
  func steady(ask: Double) {
    let (bench, seen) = follow(ask: ask) { _ in 2.1 }
    #expect(seen.count > 50)
    // Others ask as well, so that now and then it is not known for long which fetch an answer carries.
    #expect(seen.count { abs($0 - 2.1) < 0.4 } > seen.count * 6 / 10, "\(seen)")
    #expect(seen.allSatisfy { $0 > 1.7 && $0 < 8 }, "\(seen)")
    let samples = bench.job.lagSeries.samples.map(\.value)
    #expect(samples.count > 10 && samples.allSatisfy { abs($0 - 2.1) < 0.4 }, "\(samples)")
    #expect(bench.verdict(at: at(400)).findings.filter { $0.rule == .lag }.isEmpty)
  }

  @Test("the JobManager's clock dates its fetches, whatever ours says")
  func skewed() {
    let (_, seen) = follow(offset: 500) { time in
      // Watermarks are on our clock here, so that the lag is the offset more.
      2.1
    }
    #expect(seen.allSatisfy { $0 > 501.7 && $0 < 508 }, "\(seen)")
    #expect(seen.count { abs($0 - 502.1) < 0.4 } > seen.count * 6 / 10, "\(seen)")
  }

  @Test("a lag of nothing is never below 0")
  func ahead() {
    // The TaskManagers answer 0.3 s after the fetch began.
    let (_, seen) = follow { _ in -0.3 }
    #expect(seen.allSatisfy { $0 >= 0 })
  }

  @Test("growth is seen with its onset")
  func growing() throws {
    let (bench, _) = follow { max(2, 2 + ($0 - 300) * 0.8) }
    let finding = try #require(
      bench.job.verdict(at: at(400)) { "T+\($0.since(start).wholeMilliseconds / 1000)" }.findings
        .first { $0.rule == .lag })
    let words = finding.sentence.split(separator: " ")
    let onset = try #require(
      words.first { $0.hasPrefix("T+") }.flatMap { Int($0.dropFirst(2).filter(\.isNumber)) })
    #expect((268...315).contains(onset), "\(finding.sentence)")
  }

  @Test("growth that began in a run before this one is not dated into that run")
  func growingSinceBefore() throws {
    let (bench, _) = follow(restartAt: 300) { max(2, 2 + ($0 - 200) * 0.8) }
    let finding = try #require(
      bench.job.verdict(at: at(400)) { "T+\($0.since(start).wholeMilliseconds / 1000)" }.findings
        .first { $0.rule == .lag })
    #expect(finding.sentence.contains("since before T+301"), "\(finding.sentence)")
  }

  @Test(
    "metrics that are fetched at another pace make no lag that is not there", arguments: [3.0, 30])
  func otherPace(fetch: Double) {
    let (bench, seen) = follow(ask: 5, fetch: fetch) { _ in 2.1 }
    #expect(seen.allSatisfy { $0 >= 0 && $0 < 2.5 + fetch + 10 })
    let samples = bench.job.lagSeries.samples.map(\.value)
    if fetch < 10 { #expect(samples.suffix(20).allSatisfy { abs($0 - 2.1) < 1.5 }, "\(samples)") }
    #expect(bench.verdict(at: at(400)).findings.filter { $0.rule == .lag }.isEmpty)
  }

  @Test("where no fetch is known of, lag is as old as the last step that was seen")
  func untimed() {
    let (bench, seen) = follow(isTimed: false) { _ in 2.1 }
    #expect(!seen.isEmpty)
    #expect(seen.allSatisfy { $0 >= 2.1 && $0 < 13 })
    #expect(bench.job.lagSeries.samples.count > 10)
  }
}
