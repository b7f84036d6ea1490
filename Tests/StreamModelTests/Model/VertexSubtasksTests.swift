import Testing

@testable import StreamModel

@Suite("Subtasks of a vertex, from one answer to the next")
struct VertexSubtasksTests {
  private static let question = SubtasksQuestion(.orders, VertexID("v"))

  /// After so many seconds of which the subtask was busy and idle for those, with records read.
  private func subtask(
    _ index: Int, busy: Int64, idle: Int64, records: Int64, startTime: Timestamp = at(0),
    state: TaskState = .running
  ) -> Subtask {
    Subtask(
      index: index, state: state, startTime: startTime,
      counters: VertexCounters(
        recordsIn: records, recordsOut: 0, bytesIn: nil, bytesOut: nil,
        busyTime: .seconds(busy), backpressuredTime: .zero, idleTime: .seconds(idle)))
  }

  private func told(
    _ answers: [(at: Double, subtasks: [Subtask])], age: MetricAge = .current
  ) -> VertexSubtasks? {
    var bench = Bench()
    for answer in answers {
      bench.cluster.apply(
        VertexSubtasks(answer.subtasks), to: Self.question, metrics: age, at: at(answer.at))
    }
    return bench.cluster.answers[Self.question]?.value
  }

  @Test("figures that the system tells are taken as they are, with the first answer")
  func toldFigures() throws {
    var bench = Bench()
    let figures = CountedFigures(
      recordsIn: Rate(perSecond: 7), recordsOut: nil,
      pressure: Pressure(busy: Ratio(0.5), backpressured: nil, idle: nil, scope: .average))
    let subtasks = [subtask(0, busy: 10, idle: 90, records: 1000)]
    for time in [100.0, 110] {
      bench.cluster.apply(
        VertexSubtasks(subtasks, told: [0: figures]), to: Self.question, at: at(time))
      let answer = try #require(bench.cluster.answers[Self.question]?.value)
      #expect(answer.figures(of: 0)?.value == figures)
      #expect(answer.figures(of: 0)?.receivedAt == at(time))
    }
  }

  @Test("shares and rates are each subtask's own, over the time it says it ran")
  func figures() throws {
    let subtasks = try #require(
      told([
        (
          100,
          [
            subtask(0, busy: 10, idle: 90, records: 1000),
            subtask(1, busy: 95, idle: 5, records: 9000),
          ]
        ),
        (
          110,
          [
            subtask(0, busy: 11, idle: 99, records: 1100),
            subtask(1, busy: 105, idle: 5, records: 9900),
          ]
        ),
      ]))
    let first = try #require(subtasks.figures(of: 0)?.value)
    let second = try #require(subtasks.figures(of: 1)?.value)
    #expect(first.pressure?.busy?.value == 0.1 && first.pressure?.idle?.value == 0.9)
    #expect(second.pressure?.busy?.value == 1)
    #expect(first.recordsIn?.perSecond == 10 && second.recordsIn?.perSecond == 90)
  }

  @Test("one answer tells no rate, and neither does the same one again")
  func unknown() {
    let one = [subtask(0, busy: 10, idle: 90, records: 1000)]
    #expect(told([(100, one)])?.figures(of: 0) == nil)
    #expect(told([(100, one), (105, one)])?.figures(of: 0) == nil)
  }

  @Test("an answer without news keeps the figures, at their age")
  func kept() throws {
    let later = [subtask(0, busy: 11, idle: 99, records: 1100)]
    let subtasks = try #require(
      told([(100, [subtask(0, busy: 10, idle: 90, records: 1000)]), (110, later), (115, later)]))
    #expect(subtasks.figures(of: 0)?.receivedAt == at(110))
  }

  @Test("another attempt has no figures of the one before, nor one that does not run")
  func anotherAttempt() {
    let before = [
      (100.0, [subtask(0, busy: 10, idle: 90, records: 1000)]),
      (110.0, [subtask(0, busy: 11, idle: 99, records: 1100)]),
    ]
    let anew = subtask(0, busy: 12, idle: 108, records: 1200, startTime: at(115))
    #expect(told(before + [(120, [anew])])?.figures(of: 0) == nil)
    let failed = subtask(0, busy: 12, idle: 108, records: 1200, state: .failed)
    #expect(told(before + [(120, [failed])])?.figures(of: 0) == nil)
  }

  @Test("the lag is that of the moment when the metrics were fetched, by the JobManager's clock")
  func lag() {
    var watermarks = SubtaskWatermarks([0: .at(at(90)), 1: .none, 2: .finished])
    #expect(watermarks.lag(of: 0, clockOffset: .zero) == nil)
    watermarks.heldAt = at(100)
    #expect(watermarks.lag(of: 0, clockOffset: .zero) == .seconds(10))
    #expect(watermarks.lag(of: 0, clockOffset: .seconds(-11)) == .zero)
    #expect(watermarks.lag(of: 0, clockOffset: .seconds(-15)) == nil)
    #expect(watermarks.lag(of: 0, clockOffset: .seconds(-30)) == .seconds(-20))
    #expect(watermarks.lag(of: 1, clockOffset: .zero) == nil)
    #expect(watermarks.lag(of: 2, clockOffset: .zero) == nil)
    #expect(watermarks.lag(of: 3, clockOffset: .zero) == nil)
  }

  @Test(
    "lags of a moment that is not known do not take the place of those of one that is, for a while")
  func inexact() {
    var bench = Bench()
    let question = SubtaskWatermarksQuestion(.orders, VertexID("v"))
    func answer(_ seconds: Double) -> Observed<SubtaskWatermarks>? {
      bench.cluster.apply(
        SubtaskWatermarks([0: .at(at(seconds))]), to: question, metrics: .current, at: at(seconds))
      return bench.cluster.answers[question]
    }
    #expect(answer(10)?.receivedAt == at(10))
    // Nothing tells of a fetch, so that the next is as good.
    #expect(answer(20)?.receivedAt == at(20))
    var exact = SubtaskWatermarks([0: .at(at(28))])
    (exact.heldAt, exact.isExact) = (at(30), true)
    bench.cluster.answers.keep(exact, to: question, at: at(30))
    #expect(answer(40)?.receivedAt == at(30))
    #expect(answer(90)?.receivedAt == at(90))
  }

  @Test("the spread has Flink's skew, the median and the part of the largest")
  func spread() throws {
    let spread = try #require(Spread([10, 10, 10, 70]))
    #expect(spread.least == 10 && spread.median == 10 && spread.most == 70)
    // The distances from 25 are 15, 15, 15 and 45: 22.5 on average.
    #expect(abs(spread.skew - 0.9) < 1e-9)
    #expect(spread.topShare == 0.7 && spread.mostOverMedian == 7)
    #expect(Spread([0, 0])?.skew == 0 && Spread([0, 0])?.topShare == nil)
    #expect(Spread([0, 0, 9])?.mostOverMedian == nil && Spread([0, 0, 0, 0, 9])?.skew == 1)
    #expect(Spread([]) == nil && Spread([1, .nan]) == nil)
  }

  @Test("how long an attempt takes goes on between two answers, and ends with it")
  func durations() {
    var subtask = Subtask(
      index: 0, state: .running, startTime: at(100), duration: .seconds(20),
      stateDurations: [.init(.deploying, .seconds(2)), .init(.running, .seconds(18))],
      counters: .none)
    #expect(subtask.duration(at: at(125)) == .seconds(25))
    #expect(subtask.stateDuration(at: at(125)) == .seconds(23))
    #expect(subtask.stateDuration(at: nil) == .seconds(18))
    // Never less than it was told to be.
    #expect(subtask.duration(at: at(110)) == .seconds(20))
    subtask.endTime = at(120)
    #expect(subtask.duration(at: at(125)) == .seconds(20))
    #expect(subtask.stateDuration(at: at(125)) == .seconds(18))
  }
}
