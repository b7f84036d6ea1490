import Foundation
import SeededRandom
import Testing

@testable import MetricExpressions

@Suite("The text of an expression")
struct ParserTests {
  @Test(
    "is read with blanks, parentheses and empty arguments as the tracker reads them, and printed in one form",
    arguments: [
      ("TS(a,*,b)", "TS(a, *, b)"),
      (" SUM ( TS( a b , 0 , x/y(1,2) ) ) ", "SUM(TS(a b, 0, x/y(1,2)))"),
      ("((TS(a,*,b)))", "TS(a, *, b)"),
      ("SUM(,TS(a,*,b),,())", "SUM(TS(a, *, b))"),
      ("SUM()", "SUM()"), ("PERCENTILE(90)", "PERCENTILE(90)"),
      ("DIVIDE((6),1e3)", "DIVIDE(6, 1000)"),
      ("MAX(-.5, +1_000.25, 1E+20, INF, -infinity)", "MAX(-0.5, 1000.25, 1e+20, inf, -inf)"),
      ("DEFAULT(0,RATE(SUBTRACT(1,TS(a,*,b))))", "DEFAULT(0, RATE(SUBTRACT(1, TS(a, *, b))))"),
      ("TS(Source: ärger, *, 0.é)", "TS(Source: ärger, *, 0.é)"),
    ])
  func reads(text: String, printed: String) throws {
    let expression = try MetricExpression(parsing: text)
    #expect(expression.description == printed)
    #expect(try MetricExpression(parsing: printed) == expression)
  }

  @Test(
    "that is none is said so with the column",
    arguments: [
      ("", "column 1: there is no expression"), ("  ()", "column 5: there is no expression"),
      ("5", "column 1: a number alone is no series; SUM(5) is one"),
      ("SUM(TS(a,*,b)", "column 14: expected ')'"),
      ("SUM(TS(a,*,b)))", "column 15: ')' comes after the end"),
      ("SUM(TS(a,*,b) 5)", "column 15: expected ')', not '5'"),
      ("TS(a,*,b", "column 9: expected ')'"),
      (
        "TS(a,*)", "column 1: TS wants three arguments: a component, an instance or *, and a metric"
      ),
      (
        "TS(a,*,b,c)",
        "column 1: TS wants three arguments: a component, an instance or *, and a metric"
      ),
      ("SUM(TS(a, ,b))", "column 11: the instance is missing"),
      ("sum(TS(a,*,b))", "column 1: 'sum' is written SUM"),
      ("SUM", "column 4: expected '(' after SUM"),
      (
        "SUM(MIN(1))",
        "column 5: 'MIN' is neither a number nor one of TS DEFAULT SUM MAX PERCENTILE DIVIDE MULTIPLY SUBTRACT RATE"
      ),
      ("DIVIDE(1)", "column 1: DIVIDE wants two arguments"),
      ("DIVIDE(1,)", "column 10: an argument is missing"),
      ("MULTIPLY(1,2,3)", "column 1: MULTIPLY wants two arguments"),
      ("DEFAULT(SUM(),1)", "column 9: DEFAULT wants a number first, which fills the gaps"),
      ("DEFAULT(0,5)", "column 11: DEFAULT wants a series second, not a number"),
      ("RATE(5)", "column 6: RATE wants a series, not a number"),
      ("RATE()", "column 1: RATE wants one argument"),
      ("PERCENTILE()", "column 12: PERCENTILE wants a number from 0 to 100 first"),
      ("PERCENTILE(101,SUM())", "column 12: 101 is not from 0 to 100"),
      ("PERCENTILE(nan,SUM())", "column 12: nan is not from 0 to 100"),
    ])
  func refuses(text: String, reason: String) {
    let error = #expect(throws: ExpressionError.self) { try MetricExpression(parsing: text) }
    #expect(error?.description == reason)
  }

  @Test(
    "has numbers that Python reads, and no others",
    arguments: [
      "0x10", "1__0", "_1", "1_", "--1", "1e", ".", "1 000", "nan(1)", "infi", "١", "1e5.0",
    ])
  func numbers(text: String) {
    #expect(throws: ExpressionError.self) { try MetricExpression(parsing: "SUM(\(text))") }
  }

  @Test("that is too long or nested too deeply is one line")
  func bounds() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "SUM(", count: depth - 1) + "TS(a, *, b)"
        + String(repeating: ")", count: depth - 1)
    }
    let deepest = try MetricExpression(parsing: nested(MetricExpression.deepest))
    #expect(try MetricExpression(parsing: deepest.description) == deepest)
    for text in [
      nested(MetricExpression.deepest + 1), nested(800), String(repeating: "(", count: 4000),
    ] {
      let error = #expect(throws: ExpressionError.self) { try MetricExpression(parsing: text) }
      #expect(error?.description.contains("nested deeper than 100") == true)
    }
    for text in [nested(1_000), "SUM(" + String(repeating: "1,", count: 5_000) + "1)"] + [
      String(repeating: "(", count: 1_000_000)
    ] where text.count > 4096 {
      let error = #expect(throws: ExpressionError.self) { try MetricExpression(parsing: text) }
      #expect(
        error?.description == "the expression is longer than 4096 characters, which is not read")
    }
  }

  /// For longer: `FLINKTOP_FUZZ=1000000 swift test -c release --filter ParserTests`.
  private static let rounds =
    ProcessInfo.processInfo.environment["FLINKTOP_FUZZ"].flatMap { Int($0) } ?? 3_000

  @Test("however damaged, is refused with a column in it or means what it prints")
  func fuzzed() async throws {
    var generator = SeededGenerator(seed: 8)
    var (read, refused) = (0, 0)
    for round in 0..<Self.rounds {
      if round % 100 == 0 { await Task.yield() }
      var text = Self.random(depth: 4, using: &generator)
      if Bool.random(using: &generator) {
        text = String(decoding: Array(text.utf8).mutated(using: &generator), as: UTF8.self)
      }
      switch Self.reading(text) {
      case .success(let expression):
        try check(expression, of: text, "round \(round): \(text)")
        read += 1
      case .failure(let error):
        #expect((1...text.count + 1).contains(error.column ?? 1), "round \(round): \(text)")
        refused += 1
      }
    }
    // Damage is neither so small that all is read nor so great that nothing is.
    #expect(read > Self.rounds / 4 && refused > Self.rounds / 20)
  }

  private static func reading(_ text: String) -> Result<MetricExpression, ExpressionError> {
    Result { () throws(ExpressionError) in try MetricExpression(parsing: text) }
  }

  private func check(
    _ expression: MetricExpression, of text: String, _ comment: Comment
  ) throws {
    let again = try Self.reading(expression.description).get()
    // NaN is not itself.
    #expect(again.description == expression.description, comment)
    let source = GivenSeries(["m": ["0": [1, nil, 3, 0], "1": [4, 5, 6, .infinity]]])
    let window = try #require(SeriesWindow(start: 0, end: 240))
    let answer = expression.answer(over: window, from: source)
    #expect(answer.series.allSatisfy { $0.values.keys.allSatisfy(window.moments.contains) })
    #expect(expression.selections.allSatisfy { (1...text.count).contains($0.column) })
  }

  /// A text that is an expression, of all operators.
  private static func random(depth: Int, using generator: inout SeededGenerator) -> String {
    func operand(_ generator: inout SeededGenerator) -> String {
      Bool.random(using: &generator)
        ? ["0", "-1", "2.5", "1e3"].randomElement(using: &generator) ?? "1"
        : random(depth: depth - 1, using: &generator)
    }
    let series = ["TS(c, *, m)", "TS(c,0,m)", " TS(c , 1, m) ", "TS(none,*,m)"]
    guard depth > 0 else { return series.randomElement(using: &generator) ?? "" }
    switch Int.random(in: 0..<7, using: &generator) {
    case 0: return series.randomElement(using: &generator) ?? ""
    case 1: return "DEFAULT(7, \(random(depth: depth - 1, using: &generator)))"
    case 2: return "RATE(\(random(depth: depth - 1, using: &generator)))"
    case 3: return "PERCENTILE(50,\(operand(&generator)), \(operand(&generator)))"
    case 4: return "SUM( \(operand(&generator)),\(operand(&generator)) )"
    case 5: return "MAX(\(operand(&generator)))"
    default:
      let name = ["DIVIDE", "MULTIPLY", "SUBTRACT"].randomElement(using: &generator) ?? ""
      return "\(name)(\(operand(&generator)), \(operand(&generator)))"
    }
  }
}
