import MetricExpressions
import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Expressions as columns of tables")
struct FormulaColumnTests {
  private static let vertex = OrdersFixture.vertexID(2)

  /// With an expression charted that is a column, if it can be.
  private func opened(_ text: String, columns: Int = 120) -> DashboardState {
    var state = OrdersFixture.opened()
    state.resize(columns: columns, rows: 40)
    state.press(.character("6"), .character("="))
    state.type(text)
    state.press(.enter)
    state.press(.character("C"))
    return state
  }

  /// What the column shows, from the first row on.
  private func cells(_ state: DashboardState) -> [String] {
    let rows = state.context.subtaskRows(of: Self.vertex, in: OrdersFixture.job)
    guard let screen = state.visits.top as? SubtasksScreen,
      let column = screen.list(of: state.context).column("=taken")
    else { return [] }
    return screen.table.order.compactMap { index in
      rows.first { $0.index == index }.map { column.cell($0, 10).text }
    }
  }

  @Test("each series of it is in the row of its subtask; one that is not known now is -")
  func subtasks() {
    var state = opened("taken = TS(orders/fraud score, *, numRecordsIn) > 20000")
    state.press(.escape, .character("5"))
    state.press(.character(":"))
    state.type("sort =taken")
    state.press(.enter)
    #expect(state.shown == "Subtasks")
    let values = cells(state)
    #expect(values == ["24.0k", "18.0k", "12.0k", "6.0k"])
    #expect(values.allSatisfy { state.picture.contains(" \($0) ") }, "\(state.picture)")
    // The same order the other way around.
    state.press(.character("I"))
    #expect(cells(state) == values.reversed())
    let row = state.context.subtaskRows(of: Self.vertex, in: OrdersFixture.job).last
    #expect(row?.formulas["=taken"]?.role == .warning)
    // Old, it says nothing of now.
    let later = Fixture.now.advanced(by: .seconds(400))
    _ = state.reduce(.snapshot(state.cluster, []), at: later)
    #expect(cells(state) == ["-", "-", "-", "-"])
  }

  @Test("a vertex has the largest of its subtasks, and the smallest where the limit is a lower one")
  func vertices() throws {
    func figure(_ text: String) -> FormulaFigure? {
      let state = opened(text)
      guard let model = state.cluster.job(OrdersFixture.job) else { return nil }
      let rows = state.context.vertexRows(of: model)
      #expect(rows.count { !$0.formulas.isEmpty } == 1)
      return rows.first { $0.vertex.id == Self.vertex }?.formulas["=n"]
    }
    let most = try #require(figure("n = TS(orders/fraud score, *, numRecordsIn)"))
    let least = try #require(figure("n = TS(orders/fraud score, *, numRecordsIn) < 1"))
    #expect(most.value > 3.5 * least.value)
    var state = opened("n = TS(orders/fraud score, *, numRecordsIn)", columns: 200)
    state.press(.escape, .character("3"), .character("2"))
    #expect(state.picture.contains("max =n"))
  }

  @Test("it is a column only of tables that have rows of it")
  func elsewhere() {
    var state = opened("n = TS(orders/fraud score, *, numRecordsIn)")
    #expect(!state.context.formulaColumns(ofSubtasksOf: Self.vertex, in: OrdersFixture.job).isEmpty)
    #expect(
      state.context.formulaColumns(ofSubtasksOf: OrdersFixture.vertexID(1), in: OrdersFixture.job)
        .isEmpty)
    #expect(state.context.formulaColumnsOfWorkers.isEmpty)
    // And none where it is no column any more.
    state.press(.character("C"))
    #expect(state.context.formulaColumns(ofSubtasksOf: Self.vertex, in: OrdersFixture.job).isEmpty)
  }

  @Test(
    "what can be no column says why",
    arguments: [
      ("TS(orders/fraud score, *, numRecordsIn)", "A column needs a name"),
      ("n = SUM(TS(orders/fraud score, *, numRecordsIn))", "no figure of a subtask"),
    ])
  func refused(text: String, reason: String) {
    let state = opened(text)
    #expect(state.picture.contains(reason))
    #expect(state.context.board.charts.first?.formula?.isColumn == false)
  }

  @Test("it comes back as a column at the next start, and loses that with its name")
  func kept() {
    var state = opened("n = TS(orders/fraud score, *, numRecordsIn)")
    state.press(.character("P"))
    var board = MetricBoard()
    #expect(board.adopt(pinnedText: state.context.board.pinnedText) == nil)
    #expect(board.charts == state.context.board.charts)
    #expect(board.charts.first?.formula?.isColumn == true)
    // What follows the text and is not known is left as it is.
    let other = state.context.board.pinnedText.replacing("\tcolumn", with: "\tbogus")
    var third = MetricBoard()
    #expect(third.adopt(pinnedText: other) != nil && third.pinnedText == other)
    state.press(.character("e"))
    state.press(.control("u"))
    state.type("TS(orders/fraud score, *, numRecordsIn)")
    state.press(.enter)
    #expect(state.context.board.charts.first?.formula?.isColumn == false)
  }
}
