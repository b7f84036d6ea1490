import StreamModel
import Testing

@Suite("Load of a vertex")
struct LoadTests {
  private var bench: Bench = {
    var bench = Bench()
    bench.detail(.chain, at: at(0))
    return bench
  }()

  @Test("pressure is that of the worst subtask, so that a hot key shows")
  func worstSubtask() throws {
    var bench = bench
    let load = VertexLoad.test(
      busy: .hot(min: 183, max: 1000, sum: 1572, skew: 77), backpressured: .even(0),
      idle: .hot(min: 0, max: 810, sum: 2400))
    bench.load("map", load, at: at(10))
    let pressure = try #require(bench.vertex("map").pressure)
    #expect(pressure.receivedAt == at(10))
    #expect(
      pressure.value
        == Pressure(busy: Ratio(1), backpressured: Ratio(0), idle: Ratio(0), scope: .worstSubtask))
  }

  @Test("shares beyond 1000 ms a second are whole, and NaN busy time stays unknown")
  func oddValues() throws {
    var bench = bench
    bench.load("map", .test(busy: .even(1004)), at: at(10))
    #expect(bench.vertex("map").pressure?.value.busy == Ratio(1))
    bench.load("source", .test(busy: nil, backpressured: .even(900), idle: .even(100)), at: at(10))
    #expect(bench.vertex("source").pressure?.value.busy == nil)
    #expect(bench.vertex("source").pressure?.value.backpressured == Ratio(0.9))
  }

  @Test("rates fall back to Flink's meters where there are no counters")
  func meters() {
    var bench = bench
    for vertex in ["source", "map", "sink"] {
      bench.load(vertex, .test(recordsIn: .even(25), recordsOut: .even(50)), at: at(10))
    }
    #expect(bench.vertex("map").recordsIn?.value.perSecond == 100)
    #expect(bench.vertex("source").recordsIn == nil)
    #expect(bench.job.recordsIn?.value.perSecond == 200)
    #expect(bench.job.recordsOut?.value.perSecond == 100)
  }

  @Test("where counters are timed by the tasks they are preferred, else the meters are")
  func preference() throws {
    for (line, expected) in [([SteadyVertex].line, 1000.0), (.untimedLine, 777)] {
      var bench = Bench()
      for time in stride(from: 0.0, through: 40, by: 2) {
        bench.detail(line.detail(at: time), at: at(time))
        bench.load("source", .test(recordsOut: .even(777, subtasks: 1)), at: at(time))
      }
      let rate = try #require(bench.vertex("source").recordsOut).value.perSecond
      #expect(abs(rate - expected) < 1)
    }
  }

  @Test("the worst subtask goes before the average for 30 s, then the average serves")
  func scopeByAge() {
    var bench = Bench()
    for time in stride(from: 0.0, through: 20, by: 2) {
      bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
    }
    bench.load("map", .shares(busy: 0.99, backpressured: 0), at: at(20))
    #expect(bench.vertex("map").pressure?.value.scope == .worstSubtask)
    for time in stride(from: 22.0, through: 50, by: 2) {
      bench.detail([SteadyVertex].line.detail(at: time), at: at(time))
      #expect(bench.vertex("map").pressure?.value.scope == .worstSubtask)
    }
    bench.detail([SteadyVertex].line.detail(at: 52), at: at(52))
    #expect(bench.vertex("map").pressure?.value.scope == .average)
  }

  @Test("the busiest and the most backpressured vertex are found, with the age of their figures")
  func extremes() {
    var bench = bench
    bench.load("source", .shares(busy: 0.05, backpressured: 0.9), at: at(10))
    bench.load("map", .shares(busy: 0.99, backpressured: 0), at: at(11))
    bench.load("sink", .shares(busy: 0.1, backpressured: 0), at: at(12))
    #expect(bench.job.busiest?.value == VertexShare(vertex: VertexID("map"), ratio: Ratio(0.99)!))
    #expect(bench.job.busiest?.receivedAt == at(11))
    #expect(bench.job.mostBackpressured?.value.vertex == VertexID("source"))
    #expect(bench.job.mostBackpressured?.receivedAt == at(10))
    #expect(bench.job.busySeries.last?.value == 0.99)
  }

  @Test("a share from long before does not win against fresh ones")
  func oldShare() {
    var bench = bench
    bench.load("map", .shares(busy: 0.99, backpressured: 0), at: at(10))
    for time in stride(from: 20.0, through: 80, by: 10) {
      bench.load("source", .shares(busy: 0.1, backpressured: 0), at: at(time))
      bench.load("sink", .shares(busy: 0.2, backpressured: 0), at: at(time))
    }
    #expect(bench.job.busiest == nil)
    bench.load("map", .shares(busy: 0.1, backpressured: 0), at: at(82))
    #expect(bench.job.busiest?.value.vertex == VertexID("sink"))
  }

  @Test("no vertex is called the busiest while a busier one may be unknown")
  func unknownShare() {
    var bench = bench
    bench.load("source", .shares(busy: 0.02, backpressured: 0.95), at: at(10))
    bench.load("sink", .shares(busy: 0.01, backpressured: 0), at: at(12))
    #expect(bench.job.busiest == nil)
    #expect(bench.job.busySeries.samples.isEmpty)
    // At the limit it is bad enough, whatever the others are.
    #expect(bench.job.mostBackpressured?.value.vertex == VertexID("source"))
    // Asked again and again, and it tells none: a task without metrics.
    for time in [14.0, 16, 18] { bench.load("map", nil, at: at(time)) }
    bench.load("sink", .shares(busy: 0.01, backpressured: 0), at: at(20))
    #expect(bench.job.busiest?.value.vertex == VertexID("source"))
  }

  @Test("while the job restarts there is no load, and nothing joins the series")
  func restarting() {
    var bench = bench
    bench.load("map", .shares(busy: 0.9, backpressured: 0), at: at(10))
    bench.list(.restarting, at: at(12))
    bench.load("map", .shares(busy: 0.1, backpressured: 0), at: at(20))
    bench.load("map", nil, at: at(22))
    #expect(bench.vertex("map").load == nil)
    #expect(bench.vertex("map").pressure == nil)
    #expect(bench.job.busiest == nil)
    #expect(bench.job.busySeries.samples.count == 1)
  }

  @Test("no metrics yet leave what was known as it was")
  func noAnswer() {
    var bench = bench
    bench.load("map", .shares(busy: 0.9, backpressured: 0), at: at(10))
    bench.load("map", nil, at: at(20))
    #expect(bench.vertex("map").load?.receivedAt == at(10))
  }

  @Test("the first answer after a pause is as old as the last one before it")
  func afterPause() {
    var bench = bench
    bench.load("map", .shares(busy: 0.9, backpressured: 0), at: at(10))
    bench.load("map", .shares(busy: 0.9, backpressured: 0), at: at(100))
    #expect(bench.vertex("map").pressure?.receivedAt == at(10))
    bench.load("map", .shares(busy: 0.2, backpressured: 0), at: at(101))
    #expect(bench.vertex("map").pressure?.receivedAt == at(101))
    #expect(bench.vertex("map").pressure?.value.busy == Ratio(0.2))
  }

  @Test("asked once in 30 s, metrics are shown as old as they are")
  func slowAsking() {
    var bench = bench
    for time in stride(from: 30.0, through: 120, by: 30) {
      bench.load("map", .shares(busy: 0.5, backpressured: 0), at: at(time))
    }
    #expect(bench.vertex("map").pressure?.receivedAt == at(90))
  }

  @Test("of the very first answer the age is not known, so it joins no series")
  func firstEver() {
    var bench = Bench()
    bench.detail(.chain, at: at(0))
    bench.load("map", .shares(busy: 0.5, backpressured: 0), at: at(0.1))
    #expect(bench.vertex("map").pressure?.value.busy == Ratio(0.5))
    #expect(bench.vertex("map").busySeries.samples.isEmpty)
    bench.load("map", .shares(busy: 0.5, backpressured: 0), at: at(0.6))
    #expect(bench.vertex("map").busySeries.samples.count == 1)
  }

  @Test("many answers in a round leave one sample of the job, with the last value")
  func oneSampleARound() {
    var bench = bench
    for time in stride(from: 10.0, through: 60, by: 10) {
      bench.load("source", .shares(busy: 0.1, backpressured: 0), at: at(time))
      bench.load("map", .shares(busy: 0.7, backpressured: 0), at: at(time + 0.1))
      bench.load("sink", .shares(busy: 0.3, backpressured: 0), at: at(time + 0.2))
    }
    #expect(bench.job.busySeries.samples.map(\.value) == Array(repeating: 0.7, count: 6))
  }

  @Test("a vertex that is source and sink in one counts only what its operators say")
  func aloneVertex() {
    for (sum, expected) in [(400.0, Optional(400.0)), (0, nil)] {
      var bench = Bench()
      bench.detail(.test([.test("all")]), at: at(0))
      bench.load(
        "all", .test(recordsIn: .even(0), recordsOut: .even(sum / 4)), at: at(10))
      #expect(bench.job.recordsIn?.value.perSecond == expected)
      #expect(bench.job.recordsOut == nil)
    }
  }

  @Test("skew is Flink's own, or 0 where all subtasks are equal, or unknown")
  func skew() {
    var bench = bench
    bench.load("map", .test(recordsIn: .hot(min: 1, max: 9, sum: 12, skew: 61)), at: at(10))
    #expect(bench.vertex("map").skewPercent == 61)
    bench.load("map", .test(recordsIn: .hot(min: 1, max: 9, sum: 12)), at: at(12))
    #expect(bench.vertex("map").skewPercent == nil)
    bench.load("map", .test(recordsIn: .hot(min: 5, max: 5, sum: 20)), at: at(14))
    #expect(bench.vertex("map").skewPercent == 0)
  }

  @Test("an answer about a vertex that the structure does not have is dropped")
  func unknownVertex() {
    var bench = bench
    bench.load("gone", .test(), at: at(10))
    #expect(bench.job.vertices[VertexID("gone")] == nil)
  }
}
