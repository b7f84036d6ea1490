import StreamModel
import Testing

@Suite("Watermarks")
struct WatermarkTests {
  private func bench() -> Bench {
    var bench = Bench()
    bench.detail(.chain, at: at(0))
    return bench
  }

  /// Asks each 5 s while watermarks step each 10 s, `lag` seconds behind.
  private func steady(lag: Double, over range: ClosedRange<Double> = 5...60) -> Bench {
    var bench = bench()
    for time in stride(from: range.lowerBound, through: range.upperBound, by: 5) {
      let stepped = (time / 10).rounded(.down) * 10
      bench.load("sink", .test(), at: at(time))
      bench.watermarks("sink", .test(.at(at(stepped - lag))), at: at(time))
    }
    return bench
  }

  @Test("lag is our time, corrected by the server's clock, minus the lowest watermark")
  func lag() {
    var bench = Bench()
    // The server's clock is 100 s ahead of ours.
    var detail = JobDetail.chain
    detail.serverNow = at(105)
    bench.detail(detail, at: at(5))
    bench.watermarks("sink", .test(.at(at(107))), at: at(10))
    #expect(bench.vertex("sink").watermarkLag?.value == .seconds(3))
    #expect(bench.job.watermarkLag?.value == .seconds(3))
    #expect(bench.job.watermarkLag?.receivedAt == at(10))
  }

  @Test("between two steps of the metrics lag does not seem to grow")
  func noSawtooth() {
    let bench = steady(lag: 2)
    let values = bench.vertex("sink").lagSeries.samples.map(\.value)
    #expect(values.count >= 5)
    // The first answer fell between two steps.
    #expect(values.dropFirst().allSatisfy { $0 == 2 })
  }

  @Test("a watermark that stands still for longer than a step lets lag grow")
  func growsWhileStill() {
    var bench = bench()
    for time in stride(from: 5.0, through: 60, by: 5) {
      bench.watermarks("sink", .test(.at(at(0))), at: at(time))
    }
    #expect((bench.job.watermarkLag?.value ?? .zero) >= .seconds(45))
  }

  @Test("none yet and the end of input give no lag", arguments: [Watermark.none, .finished])
  func sentinels(watermark: Watermark) {
    var bench = bench()
    bench.watermarks("sink", .test(watermark), at: at(10))
    #expect(bench.vertex("sink").watermarkLag == nil)
    #expect(bench.job.watermarkLag == nil)
    #expect(bench.job.lagSeries.samples.isEmpty)
    #expect(bench.vertex("sink").watermarks?.value.lowest == watermark)
  }

  @Test("the job's lag is the largest of its vertices")
  func largest() {
    var bench = bench()
    bench.watermarks("source", .test(.at(at(9))), at: at(10))
    bench.watermarks("map", .test(.at(at(-20))), at: at(10))
    bench.watermarks("sink", .test(.none), at: at(10))
    #expect(bench.job.watermarkLag?.value == .seconds(30))
  }

  @Test("a vertex that was asked long ago does not hold the job's lag")
  func oldLag() {
    var bench = bench()
    bench.watermarks("map", .test(.at(at(-500))), at: at(10))
    for time in stride(from: 20.0, through: 60, by: 10) {
      bench.watermarks("sink", .test(.at(at(time - 1))), at: at(time))
    }
    #expect(bench.job.watermarkLag?.value == .seconds(1))
  }

  @Test("event times ahead of the clock are a negative lag, not 0")
  func negative() {
    var bench = bench()
    bench.watermarks("sink", .test(.at(at(15))), at: at(10))
    #expect(bench.job.watermarkLag?.value == .seconds(-5))
  }

  @Test("extreme watermarks do not trap")
  func extremes() {
    var bench = bench()
    for milliseconds in [Int64.min + 1, Int64.max - 1, 0] {
      bench.watermarks("sink", .test(.at(Timestamp(milliseconds: milliseconds))), at: at(10))
      #expect(bench.job.watermarkLag != nil)
    }
    #expect(bench.verdict(at: at(12)).summary.isEmpty == false)
  }

  @Test("standing still over three reads and 30 s while records come in, a watermark is stuck")
  func stuck() {
    var bench = bench()
    for time in stride(from: 10.0, through: 35, by: 5) {
      bench.load("map", .test(), at: at(time))
      bench.watermarks("map", .test(.at(at(0))), at: at(time))
      #expect(bench.vertex("map").watermarkStuckSince == nil)
    }
    bench.load("map", .test(), at: at(40))
    bench.watermarks("map", .test(.at(at(0))), at: at(40))
    #expect(bench.vertex("map").watermarkStuckSince == at(10))
    bench.watermarks("map", .test(.at(at(44))), at: at(45))
    #expect(bench.vertex("map").watermarkStuckSince == nil)
  }

  @Test("two reads 60 s apart do not make it stuck")
  func fewReads() {
    var bench = bench()
    for time in stride(from: 10.0, through: 70, by: 10) { bench.load("map", .test(), at: at(time)) }
    bench.watermarks("map", .test(.at(at(0))), at: at(10))
    bench.watermarks("map", .test(.at(at(0))), at: at(70))
    #expect(bench.vertex("map").watermarkStuckSince == nil)
  }

  @Test("without input a watermark that stands still is no fault", arguments: [0.0, -1])
  func noInput(rate: Double) {
    var bench = bench()
    for time in stride(from: 10.0, through: 80, by: 5) {
      // -1: the rate is not known at all.
      bench.load(
        "map", .test(recordsIn: rate < 0 ? nil : .even(rate)), at: at(time))
      bench.watermarks("map", .test(.at(at(0))), at: at(time))
    }
    #expect(bench.vertex("map").watermarkStuckSince == nil)
  }

  @Test("a restart begins the standstill anew, and there is no lag while it lasts")
  func restart() {
    var bench = bench()
    for time in stride(from: 10.0, through: 50, by: 5) {
      bench.load("map", .test(), at: at(time))
      bench.watermarks("map", .test(.at(at(0))), at: at(time))
    }
    #expect(bench.vertex("map").watermarkStuckSince != nil)
    bench.list(.restarting, at: at(52))
    bench.watermarks("map", .test(.at(at(0))), at: at(60))
    #expect(bench.vertex("map").watermarkStuckSince == nil)
    #expect(bench.job.watermarkLag == nil)
    #expect(bench.vertex("map").watermarks == nil)
  }

  @Test("lag is not computed from the first answer after a pause as if it were new")
  func pause() {
    var bench = steady(lag: 2, over: 5...60)
    bench.watermarks("sink", .test(.at(at(58))), at: at(200))
    #expect((bench.job.watermarkLag?.value ?? .seconds(999)) <= .seconds(12))
    bench.watermarks("sink", .test(.at(at(198.5))), at: at(200.5))
    #expect(bench.job.watermarkLag?.value == .seconds(2))
  }
}
