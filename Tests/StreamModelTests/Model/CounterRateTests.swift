import StreamModel
import Testing

@Suite("Rates from counters")
struct CounterRateTests {
  /// Polls `vertices` each `interval` seconds over `range`.
  private func polled(
    _ vertices: [SteadyVertex], every interval: Double = 2, over range: ClosedRange<Double> = 0...40
  ) -> Bench {
    var bench = Bench()
    for time in stride(from: range.lowerBound, through: range.upperBound, by: interval) {
      bench.detail(vertices.detail(at: time), at: at(time))
    }
    return bench
  }

  @Test(
    "tasks that tell their own time give exact rates, however they are polled",
    arguments: [1.0, 2, 3, 4, 7, 9])
  func exactRates(interval: Double) throws {
    let bench = polled(.line, every: interval, over: 0...60)
    let source = try #require(bench.vertex("source").recordsOut)
    #expect(abs(source.value.perSecond - 1000) < 1)
    let map = try #require(bench.vertex("map").recordsIn)
    #expect(abs(map.value.perSecond - 1000) < 1)
    #expect(abs(try #require(bench.vertex("map").recordsOut).value.perSecond - 500) < 1)
    #expect(abs(try #require(bench.vertex("map").bytesIn).value.perSecond - 10_000) < 10)
  }

  @Test("without accumulated times our clock is good to the time between two polls")
  func untimedRates() throws {
    let bench = polled(.untimedLine)
    let rate = try #require(bench.vertex("source").recordsOut).value.perSecond
    #expect((750...1300).contains(rate))
    #expect(bench.vertex("source").averagePressure == nil)
  }

  @Test("the age of a rate is that of the step it comes from")
  func ageOfRate() throws {
    var bench = polled(.line, over: 0...14)
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(14))
    for time in [16.0, 18, 20, 22] {
      bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
    }
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(14))
    bench.detail([SteadyVertex].line.detail(at: 24), at: at(24))
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(24))
  }

  @Test("one step gives one sample, whatever the polling")
  func oneSampleAStep() {
    let bench = polled(.line, every: 2, over: 0...64)
    // Steps at 3, 13, 23 ...: the first is the base, the others give samples.
    #expect(bench.vertex("source").recordsSeries.samples.count == 6)
    #expect(bench.job.recordsOutSeries.samples.count == 6)
  }

  @Test(
    "a vertex that waits for its turn has no rate, times or not: a batch job writes nothing yet")
  func waitingSink() {
    for line in [[SteadyVertex].line, .untimedLine] {
      var bench = Bench()
      for time in stride(from: 0.0, through: 40, by: 2) {
        var detail = line.detail(at: time)
        detail.vertices[2].state = .created
        detail.vertices[2].tasks = TaskCounts(byState: [.created: 1])
        detail.vertices[2].counters.recordsIn = 0
        detail.vertices[2].counters.bytesIn = ByteCount(bytes: 0)
        bench.detail(detail, at: at(time))
      }
      #expect(bench.vertex("source").recordsOut != nil)
      #expect(bench.vertex("sink").recordsIn == nil)
      #expect(bench.job.recordsOut == nil)
    }
  }

  @Test("there is no rate from the first two answers")
  func noRateAtFirst() {
    #expect(polled(.line, over: 0...12).vertex("source").recordsOut == nil)
    #expect(polled(.untimedLine, over: 0...12).vertex("source").recordsOut == nil)
  }

  @Test("a source reads nothing it could count, and a sink writes nothing")
  func unknowable() {
    let bench = polled(.line)
    #expect(bench.vertex("source").recordsIn == nil)
    #expect(bench.vertex("source").bytesIn == nil)
    #expect(bench.vertex("sink").recordsOut == nil)
    #expect(bench.vertex("sink").bytesOut == nil)
  }

  @Test("the job's records come out of its sources and go into its sinks")
  func jobRates() throws {
    let bench = polled(.line)
    #expect(abs(try #require(bench.job.recordsIn).value.perSecond - 1000) < 1)
    #expect(abs(try #require(bench.job.recordsOut).value.perSecond - 500) < 1)
  }

  @Test("two sources add up, and one that is unknown makes the sum unknown")
  func sumOfSources() throws {
    var line = [SteadyVertex].line
    line.append(SteadyVertex(id: "rates", recordsOut: 50))
    line[1].inputs.append("rates")
    #expect(abs(try #require(polled(line).job.recordsIn).value.perSecond - 1050) < 1)
    var bench = Bench()
    for time in stride(from: 0.0, through: 40, by: 2) {
      var detail = line.detail(at: time)
      detail.vertices[3].counters.recordsOut = nil
      bench.detail(detail, at: at(time))
    }
    #expect(bench.job.recordsIn == nil)
    #expect(bench.job.recordsOut != nil)
  }

  @Test("a source that has finished adds nothing")
  func finishedSource() throws {
    var bench = Bench()
    var line = [SteadyVertex].line + [SteadyVertex(id: "backfill", recordsOut: 50)]
    line[1].inputs.append("backfill")
    for time in stride(from: 0.0, through: 40, by: 2) {
      var detail = line.detail(at: time)
      detail.vertices[3] = .test("backfill", state: .finished)
      bench.detail(detail, at: at(time))
    }
    #expect(abs(try #require(bench.job.recordsIn).value.perSecond - 1000) < 1)
  }

  @Test("no records while the tasks run is a rate of 0, which is a fact")
  func genuineZero() {
    var idle = [SteadyVertex].line
    for index in idle.indices {
      idle[index].recordsIn = 0
      idle[index].recordsOut = 0
    }
    let bench = polled(idle)
    #expect(bench.vertex("source").recordsOut?.value.perSecond == 0)
    #expect(bench.job.recordsIn?.value.perSecond == 0)
    #expect(bench.job.recordsOut?.value.perSecond == 0)
  }

  @Test("counters that stand still give old rates, then none, but never 0")
  func standstill() {
    var bench = polled(.line, over: 0...14)
    for time in stride(from: 16.0, through: 38, by: 2) {
      bench.detail([SteadyVertex].line.detail(at: 14), at: at(time))
      #expect(bench.vertex("source").recordsOut?.receivedAt == at(14))
    }
    bench.detail([SteadyVertex].line.detail(at: 14), at: at(40))
    #expect(bench.vertex("source").recordsOut == nil)
    #expect(bench.job.recordsIn == nil)
  }

  @Test("a job that restarts has no rates, and adds nothing to the series")
  func restartEndsRates() {
    var bench = polled(.line, over: 0...24)
    let samples = bench.job.recordsOutSeries.samples.count
    bench.list(.restarting, at: at(25))
    for time in stride(from: 26.0, through: 80, by: 2) {
      bench.detail([SteadyVertex].line.detail(at: 24), at: at(time))
    }
    #expect(bench.vertex("source").recordsOut == nil)
    #expect(bench.job.recordsIn == nil)
    #expect(bench.job.recordsOutSeries.samples.count == samples)
  }

  @Test("counters that begin anew give no rate, no negative one and no spike")
  func counterReset() {
    var bench = polled(.line, over: 0...24)
    var restarted = [SteadyVertex].line
    for index in restarted.indices { restarted[index].startedAt = 30 }
    // The list never showed RESTARTING: only the counters tell.
    for time in stride(from: 34.0, through: 90, by: 2) {
      bench.detail(restarted.detail(at: time), at: at(time))
    }
    for sample in bench.vertex("source").recordsSeries.samples {
      #expect(abs(sample.value - 1000) < 1)
    }
    #expect(abs((bench.vertex("source").recordsOut?.value.perSecond ?? 0) - 1000) < 1)
  }

  @Test("a restart that nobody saw is not taken for a slow period")
  func unseenRestart() {
    var bench = polled(.line, over: 0...24)
    var restarted = [SteadyVertex].line
    for index in restarted.indices {
      restarted[index].startedAt = 26
      restarted[index].recordsIn *= 40
      restarted[index].recordsOut *= 40
    }
    bench.detail(restarted.detail(at: 34), at: at(34))
    // More records than before the restart, so that no counter went down.
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(24))
  }

  @Test("parts of one step that come one after the other count as one")
  func partsOfAStep() throws {
    var bench = polled(.line, over: 0...22)
    var partial = [SteadyVertex].line.detail(at: 24)
    partial.vertices[0] = [SteadyVertex].line.detail(at: 22).vertices[0]
    bench.detail(partial, at: at(24))
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(14))
    bench.detail([SteadyVertex].line.detail(at: 26), at: at(26))
    let rate = try #require(bench.vertex("source").recordsOut)
    #expect(rate.receivedAt == at(26))
    #expect(abs(rate.value.perSecond - 1000) < 1)
  }

  @Test("parts of one step count as one without accumulated times as well")
  func untimedPartsOfAStep() throws {
    var bench = polled(.untimedLine, over: 0...22)
    var partial = [SteadyVertex].untimedLine.detail(at: 24)
    partial.vertices[0] = [SteadyVertex].untimedLine.detail(at: 22).vertices[0]
    bench.detail(partial, at: at(24))
    bench.detail([SteadyVertex].untimedLine.detail(at: 26), at: at(26))
    let rate = try #require(bench.vertex("source").recordsOut)
    #expect((750...1300).contains(rate.value.perSecond))
  }

  @Test("the first answer after a pause gives no rate, nor does the difference over the pause")
  func pause() {
    for line in [[SteadyVertex].line, .untimedLine] {
      var bench = polled(line, over: 0...24)
      // The JobManager answers first what it fetched a minute ago, then what is.
      bench.detail(line.detail(at: 24), at: at(90))
      #expect(bench.vertex("source").recordsOut?.receivedAt == at(24))
      bench.detail(line.detail(at: 90), at: at(91))
      #expect(
        bench.vertex("source").recordsOut == nil
          || bench.vertex("source").recordsOut?.receivedAt == at(24))
      for time in stride(from: 93.0, through: 113, by: 2) {
        bench.detail(line.detail(at: time), at: at(time))
      }
      let rate = bench.vertex("source").recordsOut?.value.perSecond ?? 0
      #expect((750...1300).contains(rate))
      for sample in bench.vertex("source").recordsSeries.samples {
        #expect((750...1300).contains(sample.value))
      }
    }
  }

  @Test("a job that is asked less often than metrics step has exact rates as well")
  func sparse() throws {
    // Two jobs asked in turn, so that the cluster as a whole is never silent for long.
    var bench = Bench([.test(), .test(.other, name: "other")])
    for time in stride(from: 0.0, through: 120, by: 12) {
      if Int(time / 12).isMultiple(of: 2) {
        bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
      } else {
        bench.askedMetrics(at: at(time))
        bench.cluster.apply(.test([.test("x")], id: .other), to: .job(.other), at: at(time))
      }
    }
    #expect(abs(try #require(bench.vertex("source").recordsOut).value.perSecond - 1000) < 1)
  }

  @Test("asked once in a minute, in turn with others, a job has the rate of that minute")
  func verySparse() throws {
    var bench = Bench([.test(), .test(.other, name: "other")])
    for time in stride(from: 0.0, through: 180, by: 10) {
      if Int(time).isMultiple(of: 60) {
        bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
      }
      bench.askedMetrics(at: at(time + 5))
      bench.cluster.apply(.test([.test("x")], id: .other), to: .job(.other), at: at(time + 5))
    }
    #expect(abs(try #require(bench.vertex("source").recordsOut).value.perSecond - 1000) < 1)
    #expect(bench.vertex("source").recordsOut?.receivedAt == at(180))
  }

  @Test("average pressure is each share of the time that the tasks ran")
  func averagePressure() throws {
    let pressure = try #require(polled(.line).vertex("map").averagePressure).value
    #expect(pressure.scope == .average)
    #expect(abs(try #require(pressure.busy).value - 0.25) < 0.001)
    #expect(abs(try #require(pressure.backpressured).value - 0.5) < 0.001)
    #expect(abs(try #require(pressure.idle).value - 0.25) < 0.001)
  }

  @Test("a source without busy time has the other shares, and busy stays unknown")
  func legacySource() throws {
    var line = [SteadyVertex].line
    line[0].busy = nil
    line[0].backpressured = 0.6
    line[0].idle = 0.1
    let bench = polled(line)
    let pressure = try #require(bench.vertex("source").averagePressure).value
    #expect(pressure.busy == nil)
    #expect(abs(try #require(pressure.backpressured).value - 0.6) < 0.01)
    #expect(abs(try #require(bench.vertex("source").recordsOut).value.perSecond - 1000) < 1)
  }

  @Test("subtasks that ended do not make the rate of the others too high")
  func endedSubtasks() throws {
    var bench = Bench()
    for time in stride(from: 0.0, through: 40, by: 2) {
      var detail = [SteadyVertex].line.detail(at: time)
      // Two of the four map subtasks have ended: their times stand still.
      let counters = detail.vertices[1].counters
      detail.vertices[1].tasks = TaskCounts(byState: [.running: 2, .finished: 2])
      detail.vertices[1].counters.busyTime = counters.busyTime.map { $0 / 2 }
      detail.vertices[1].counters.backpressuredTime = counters.backpressuredTime.map { $0 / 2 }
      detail.vertices[1].counters.idleTime = counters.idleTime.map { $0 / 2 }
      bench.detail(detail, at: at(time))
    }
    #expect(abs(try #require(bench.vertex("map").recordsIn).value.perSecond - 1000) < 1)
  }

  @Test("a vertex that left the structure is forgotten")
  func changedStructure() {
    var bench = polled(.line)
    bench.detail(Array([SteadyVertex].line.prefix(2)).detail(at: 42), at: at(42))
    #expect(bench.job.vertices[VertexID("sink")] == nil)
    #expect(bench.job.vertices.count == 2)
  }
}
