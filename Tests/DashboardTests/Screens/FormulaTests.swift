import MetricExpressions
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Expressions on the Metrics screen")
struct FormulaTests {
  private func opened(_ texts: [String] = [], columns: Int = 120) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .character("6"))
    for text in texts {
      state.press(.character("="))
      state.type(text)
      state.press(.enter)
    }
    return state
  }

  private func reading(_ text: String, in state: DashboardState) throws -> FormulaReading {
    FormulaReader(context: state.context).reading(of: try MetricExpression(parsing: text))
  }

  @Test("what it is made from is asked for while it is charted, and no more when it is taken away")
  func asked() {
    var state = opened(["SUM(TS(orders/fraud score, *, numRecordsIn))"])
    #expect(state.overlay == nil && state.context.board.charts.count == 1)
    func isAsked(_ state: DashboardState) -> Bool {
      state.demand.questions.contains { question in
        (question.base as? MetricValuesQuestion)?.source == MetricsFixture.ofSubtasks
      }
    }
    #expect(isAsked(state))
    state.press(.character("1"))
    #expect(isAsked(state))
    state.press(.character("6"), .character("x"))
    #expect(!isAsked(state) && state.context.board.formulas.isEmpty)
  }

  @Test("figures that were read between the steps of the grid lie on the line through them")
  func values() throws {
    let state = opened()
    let sum = try reading("SUM(TS(orders/fraud score, *, numRecordsIn))", in: state)
    #expect(sum.note == nil && sum.count == 4 && sum.lines.count == 1)
    let rate = try reading("RATE(TS(orders/fraud score, 2, numRecordsIn))", in: state)
    // 30 records a second.
    let rates = rate.lines.flatMap { $0.runs.joined() }.map(\.value)
    #expect(rates.count > 40 && rates.allSatisfy { abs($0 - 1800) < 1e-6 })
  }

  @Test("where one of the series is not known for a while, the sum is not known: it does not fall")
  func gaps() throws {
    let sum = try reading("SUM(TS(orders/fraud score, *, numRecordsIn))", in: opened())
    let line = try #require(sum.lines.first)
    #expect(line.runs.count == 2)
    let values = line.runs.joined().map(\.value)
    #expect(values == values.sorted())
    // Nor is its change, with which it came back.
    let rate = try reading("RATE(SUM(TS(orders/fraud score, *, numRecordsIn)))", in: opened())
    let rates = try #require(rate.lines.first).runs.joined().map(\.value)
    #expect(rates.count > 30 && rates.allSatisfy { abs($0 - 6000) < 1e-6 })
    let without = try reading(
      "SUM(TS(orders/fraud score, 0, numRecordsIn), TS(orders/fraud score, 1, numRecordsIn))",
      in: opened())
    #expect(without.lines.first?.runs.count == 1)
  }

  @Test("a figure that was read twice is no standstill with a leap after it")
  func twice() throws {
    var state = opened()
    let source = MetricsFixture.ofSubtasks
    // Collected each 12 s, read then and 5 s later.
    for step in 0...40 {
      let time = Fixture.now.advanced(by: .seconds(step / 2 * 12 + step % 2 * 5 - 245))
      let value = Double(step / 2 * 120)
      let reading = MetricReading("1.steps", .single(text: "\(value)", number: value))
      state.cluster.apply(
        [reading], to: .metricValues(source, ["1.steps"]), metrics: .asOf(time), at: time)
    }
    state.cluster.apply(
      MetricsFixture.ids + ["steps"], to: .metricIDs(MetricsFixture.source), at: Fixture.now)
    let rate = try reading("RATE(TS(orders/fraud score, 1, steps))", in: state)
    let rates = rate.lines.flatMap { $0.runs.joined() }.map(\.value)
    #expect(rates.count > 10 && rates.allSatisfy { abs($0 - 600) < 1e-6 }, "\(rates)")
  }

  @Test("a series that began long after the others is not waited for")
  func younger() throws {
    var state = opened()
    let source = MetricsFixture.ofSubtasks
    for step in 0...3 {
      let time = Fixture.now.advanced(by: .seconds(10 * step - 30))
      let reading = MetricReading("0.young", .single(text: "5", number: 5))
      state.cluster.apply(
        [reading], to: .metricValues(source, ["0.young"]), metrics: .asOf(time), at: time)
    }
    state.cluster.apply(
      MetricsFixture.ids + ["young"], to: .metricIDs(MetricsFixture.source), at: Fixture.now)
    let sum = try reading(
      "SUM(TS(orders/fraud score, 0, numRecordsIn), TS(orders/fraud score, 0, young))", in: state)
    #expect((sum.lines.first?.runs.first?.count ?? 0) > 40)
  }

  @Test(
    "what is not there is said in the chart, and what is wrong with the text before it is one",
    arguments: [
      ("TS(orders/nosuch, *, x)", "No vertex of orders is called 'nosuch'"),
      ("TS(orders/fraud score, 99, numRecordsIn)", "There is no subtask 99"),
      ("TS(orders/fraud score, *, numRecordIn)", "did you mean"),
    ])
  func missing(text: String, note: String) throws {
    #expect(try #require(reading(text, in: opened()).note).contains(note))
  }

  @Test("Enter keeps a faulty text open with its column, Escape leaves, and a full board keeps it")
  func faulty() {
    var state = opened(["SUM(TS(orders"])
    guard case .formula(let entry) = state.overlay else {
      Issue.record("closed")
      return
    }
    #expect(entry.isRefused && state.picture.contains("Column 14: expected ')'."))
    state.press(.escape)
    #expect(state.overlay == nil && state.context.board.charts.isEmpty)
    state = opened((0..<7).map { "TS(orders/fraud score, \($0), numRecordsIn)" })
    #expect(state.context.board.charts.count == 6 && state.overlay != nil)
    #expect(state.picture.contains("There are 6 charts already"))
  }

  @Test("Tab puts in what is marked: operator, component, instance and metric")
  func completion() {
    var state = opened()
    state.press(.character("="))
    state.type("SU")
    state.press(.tab)
    state.type("T")
    state.press(.tab)
    state.type("orders/fra")
    state.press(.tab, .tab)
    state.type("recordsin")
    state.press(.tab)
    state.type(")")
    guard case .formula(let entry) = state.overlay else {
      Issue.record("closed")
      return
    }
    #expect(entry.field.text == "SUM(TS(orders/fraud score, *, numRecordsIn))")
    #expect(state.picture.contains("From 4 series. Enter charts it."))
  }

  @Test("e changes it in its place, keys of a metric say why they do nothing, y copies its text")
  func keys() {
    var state = opened(["a = SUM(TS(orders/fraud score, *, numRecordsIn))"])
    state.press(.character("P"), .character("d"))
    #expect(state.picture.contains("e changes it"))
    state.press(.character("e"))
    state.type(" > 5")
    state.press(.enter)
    let formula = state.context.board.charts.first?.formula
    #expect(formula?.text == "a = SUM(TS(orders/fraud score, *, numRecordsIn)) > 5")
    #expect(formula?.isPinned == true && state.context.board.charts.count == 1)
    guard case .copy(let text)? = state.press(.character("y")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text == formula?.text)
  }

  @Test("beyond its limit it is told of once on other screens, and again after it was not")
  func limits() {
    var state = opened(["in = SUM(TS(orders/fraud score, *, numRecordsIn)) > 100"])
    #expect(state.context.board.crossed.count == 1)
    // It was seen where it is charted.
    state.press(.character("1"))
    #expect(state.notice?.text.contains("over 100") != true)
    func answer(_ value: Double, after seconds: Int) {
      let time = Fixture.now.advanced(by: .seconds(seconds))
      var cluster = state.cluster
      let ids = (0..<4).map { "\($0).numRecordsIn" }
      let readings = ids.map { MetricReading($0, .single(text: "\(value)", number: value)) }
      cluster.apply(
        readings, to: .metricValues(MetricsFixture.ofSubtasks, ids), metrics: .asOf(time), at: time)
      _ = state.reduce(.snapshot(cluster, []), at: time)
    }
    for step in 1...4 { answer(1, after: 10 * step) }
    #expect(state.context.board.crossed.isEmpty && state.notice?.text.contains("over") != true)
    answer(50, after: 50)
    let said = state.notice?.text ?? ""
    #expect(said.hasPrefix("in is ") && said.contains(", over 100 (6 shows it)"), "\(said)")
  }

  @Test("a pinned expression comes back with its name and limit")
  func pinned() throws {
    var board = MetricBoard()
    var formula = try FormulaChart(parsing: "a\tb = SUM(TS(orders, *, x)) < 5")
    formula.isPinned = true
    board.charts = [.formula(formula)]
    var other = MetricBoard()
    #expect(other.adopt(pinnedText: board.pinnedText) == nil)
    #expect(other.charts == board.charts)
    let broken = board.pinnedText.replacing("SUM(", with: "SUMM(")
    var third = MetricBoard()
    #expect(third.adopt(pinnedText: broken) != nil && third.charts.isEmpty)
    #expect(third.pinnedText == broken)
  }
}
