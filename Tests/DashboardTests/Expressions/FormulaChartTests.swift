import MetricExpressions
import TerminalUI
import Testing

@testable import Dashboard

@Suite("An expression as it is typed")
struct FormulaChartTests {
  @Test(
    "has a name before it and a limit behind, or neither, and reads the same again",
    arguments: [
      ("SUM(TS(a, *, b))", nil, nil, "SUM(TS(a, *, b))"),
      ("backlog=SUM( TS(a,*,b) )>1e3", "backlog", "> 1000", "backlog = SUM(TS(a, *, b)) > 1000"),
      ("RATE(TS(a -> b, 0, c=d)) < -0.5", nil, "< -0.5", "RATE(TS(a -> b, 0, c=d)) < -0.5"),
    ] as [(String, String?, String?, String)])
  func reading(typed: String, name: String?, limit: String?, text: String) throws {
    let formula = try FormulaChart(parsing: typed)
    #expect(formula.name == name && formula.limit?.text == limit && formula.text == text)
    #expect(try FormulaChart(parsing: formula.text) == formula)
  }

  @Test(
    "what is wrong is told by its column in the whole line",
    arguments: [
      ("x = SUM(TS(a, *))", "column 9: TS wants three arguments"),
      ("= SUM(TS(a, *, b))", "column 1: a name is missing"),
      ("SUM(TS(a, *, b)) > many", "column 19: a number is wanted"),
      ("SUM(TS(a, *, b)) > 1 > 2", "column 19: a number is wanted"),
      ("SUM(TS(a, *, b)) > inf", "column 19: a number is wanted"),
      ("x = ", "column 5: there is no expression"), ("", "column 1: there is no expression"),
      ("y = TS(a, *, b) z", "column 17: 'z' comes after the end"),
    ])
  func faults(typed: String, message: String) {
    do throws(ExpressionError) {
      _ = try FormulaChart(parsing: typed)
      Issue.record("\(typed) was read")
    } catch {
      #expect(error.description.hasPrefix(message), "\(error)")
    }
  }

  @Test(
    "the cursor is where an operand, a component, an instance or a metric of it is typed",
    arguments: [
      ("", .operand, ""), ("x = SU", .operand, "SU"), ("SUM(1, R", .operand, "R"),
      ("SUM(TS(", .component, ""), ("TS( orders/fr", .component, "orders/fr"),
      ("TS(map (a, b), ", .instance(of: "map (a, b)"), ""),
      ("TS(orders/sink, *, num", .metric(of: "orders/sink"), "num"),
      ("SUM(TS(a, *, b), T", .operand, "T"), ("TS(a, *, b", .metric(of: "a"), "b"),
    ] as [(String, FormulaSpot.Kind, String)])
  func spots(text: String, kind: FormulaSpot.Kind, typed: String) {
    let spot = FormulaSpot(Array(text))
    #expect(spot.kind == kind && spot.typed == typed)
  }
}
