import Testing

@testable import MetricExpressions

@Suite("What an expression comes to")
struct EvaluationTests {
  private let source = GivenSeries([
    "x": ["a": [10, 20, nil, 40], "b": [1, 0, 3, 4]],
    "y": ["b": [2, 2, 0, 2], "z": [7, 7, 7, 7]],
    "one": ["a": [5, 6, 7, 8]],
  ])

  @Test(
    "gaps, zeros and constants count as in the tracker",
    arguments: [
      ("TS(c, *, x)", ["a": [10, 20, nil, 40], "b": [1, 0, 3, 4]]),
      ("TS(c, b, x)", ["b": [1, 0, 3, 4]]),
      ("TS(c, *, none)", [:]),
      ("DEFAULT(-1, TS(c, *, x))", ["a": [10, 20, -1, 40], "b": [1, -1, 3, 4]]),
      ("DEFAULT(-1, TS(c, *, none))", [:]),
      ("SUM(TS(c, *, x))", ["": [11, 20, 3, 44]]),
      ("SUM(100, TS(c, *, x), 1)", ["": [112, 121, 104, 145]]),
      ("SUM(TS(c, *, none))", ["": [0, 0, 0, 0]]),
      ("MAX(TS(c, a, x))", ["": [10, 20, nil, 40]]),
      ("MAX(15, TS(c, a, x), 12)", ["": [15, 20, 15, 40]]),
      ("MAX()", ["": [nil, nil, nil, nil]]),
      ("PERCENTILE(99, TS(c, *, x), 1000)", ["": [1, 0, 3, 4]]),
      ("PERCENTILE(100, TS(c, *, x))", ["": [10, 20, 3, 40]]),
      ("DIVIDE(TS(c, *, x), 10)", ["a": [1, 2, nil, 4], "b": [0.1, 0, 0.3, 0.4]]),
      ("DIVIDE(10, TS(c, b, x))", ["b": [10, nil, 10 / 3, 2.5]]),
      ("DIVIDE(TS(c, *, x), TS(c, *, y))", ["b": [0.5, 0, nil, 2]]),
      (
        "MULTIPLY(SUM(TS(c, a, one)), TS(c, *, x))",
        ["a": [50, 120, nil, 320], "b": [5, 0, 21, 32]]
      ),
      ("SUBTRACT(6, 2)", ["": [4, 4, 4, 4]]),
      (
        "DIVIDE(TS(c, *, x), TS(c, *, none))",
        ["a": [nil, nil, nil, nil], "b": [nil, nil, nil, nil]]
      ),
      ("DIVIDE(TS(c, *, none), TS(c, *, x))", [:]),
      ("RATE(TS(c, *, x))", ["a": [nil, 10, nil, nil], "b": [nil, -1, 3, 1]]),
    ] as [(String, [String: [Double?]])])
  func values(text: String, expected: [String: [Double?]]) throws {
    #expect(try MetricExpression.values(text, from: source) == expected, "\(text)")
  }

  @Test("a rate has its first value from the step before the window")
  func rateAtTheStart() throws {
    let values = try MetricExpression.values(
      "RATE(TS(c, b, x))", from: source, minutes: 2...3)
    #expect(values == ["b": [3, 1]])
    let twice = try MetricExpression(parsing: "RATE(DIVIDE(RATE(TS(c, b, x)), SUM(1)))")
    #expect(twice.lookback == 2)
    let window = try #require(SeriesWindow(start: 120, end: 180))
    #expect(twice.answer(over: window, from: source).series.map(\.values) == [[120: 4, 180: -2]])
  }

  @Test("a rate is per minute whatever the step")
  func rateOfOtherSteps() throws {
    let samples = [100, 115, 130].map { RecordedSeries.Sample(at: $0, value: Double($0) * 2) }
    let source = GivenSeries(
      recorded: ["c": ["m": [RecordedSeries(instance: "a", samples: samples)]]])
    let window = try #require(SeriesWindow(start: 115, end: 130, step: 15, phase: 10))
    let answer = try MetricExpression(parsing: "RATE(TS(c, *, m))").answer(
      over: window, from: source)
    #expect(window.moments == [115, 130])
    #expect(answer.series.map(\.values) == [[115: 120, 130: 120]])
  }

  @Test("a rate goes by when figures were read, and has no value where nothing new was read")
  func rateOfOtherTimes() throws {
    struct Late: SeriesSource {
      func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries] {
        let samples = [0, 60, 120, 180].map { RecordedSeries.Sample(at: $0, value: Double($0) * 2) }
        return [RecordedSeries(instance: "a", samples: samples)]
      }

      func seconds(from earlier: Int64, to later: Int64) -> Double? {
        [60: 40, 120: 80][later]
      }
    }
    let window = try #require(SeriesWindow(start: 60, end: 180))
    let answer = try MetricExpression(parsing: "RATE(TS(c, *, m))").answer(
      over: window, from: Late())
    #expect(answer.series.map(\.values) == [[60: 180, 120: 90]])
  }

  @Test("instances without a counterpart are told, with the operator that drops them")
  func unmatched() throws {
    let answer = try MetricExpression.answer(
      "SUM(1, DIVIDE(TS(c, *, x), TS(c, *, y)))", from: source)
    #expect(
      answer.unmatched == [
        SeriesAnswer.Unmatched(
          arithmetic: .divide, column: 8, left: ["a"], right: ["z"], isAll: false)
      ])
    let none = try MetricExpression.answer(
      "RATE(SUBTRACT(TS(c, a, x), TS(c, z, y)))", from: source)
    #expect(none.series.isEmpty && none.unmatched.map(\.isAll) == [true])
    let whole = try MetricExpression.answer("DIVIDE(TS(c, *, x), TS(c, *, x))", from: source)
    #expect(whole.unmatched.isEmpty)
  }

  @Test("a window has the moments of its grid, before 1970 too, and not too many of them")
  func windows() throws {
    #expect(SeriesWindow(start: 30, end: 190)?.moments == [60, 120, 180])
    #expect(SeriesWindow(start: -90, end: 0)?.moments == [-60, 0])
    #expect(SeriesWindow(start: 10, end: 5)?.moments == [])
    #expect(SeriesWindow(start: 0, end: .max) == nil)
    #expect(SeriesWindow(start: .min, end: 0) == nil)
    #expect(SeriesWindow(start: 0, end: 60 * 100_000) == nil)
    #expect(SeriesWindow(start: 0, end: 60, step: 0) == nil)
    #expect(SeriesWindow(start: 0, end: 60).map { $0.floor(.min) < $0.floor(.max) } == true)
    #expect(SeriesWindow(start: 0, end: 60, step: 15, phase: -5)?.moments == [10, 25, 40, 55])
  }
}
