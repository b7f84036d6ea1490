import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Choosing columns")
struct ColumnChooserTests {
  private func opened() -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.press(.character(":"))
    state.type("columns")
    state.press(.enter)
    return state
  }

  private func head(_ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains("JOB ") && $0.contains("CHECKPOINT") } ?? ""
  }

  @Test("Space leaves a column out and takes it back in, and goes on to the next")
  func toggled() {
    var state = opened()
    #expect(state.picture.contains("Columns: Jobs") && state.picture.contains("[x] STATE"))
    let titles = state.list?.heads.filter(\.canBeHidden).map(\.spec.title) ?? []
    while titles[cursor(state)] != "STATE" { state.press(.down) }
    state.press(.space)
    #expect(
      state.picture.contains("[ ] STATE") && cursor(state) == titles.firstIndex(of: "STATE")! + 1)
    state.press(.escape)
    #expect(!head(state).contains("STATE") && head(state).contains("RESTARTS"))
    state.press(.character(":"))
    state.type("columns")
    state.press(.enter, .character("a"), .enter)
    #expect(head(state).contains("STATE"))
  }

  private func cursor(_ state: DashboardState) -> Int {
    if case .columns(let cursor) = state.overlay { return cursor }
    return -1
  }

  @Test("the cursor stays within the columns, and other keys do nothing")
  func bounds() {
    var state = opened()
    state.press(.up, .character("s"), .character("X"))
    #expect(cursor(state) == 0)
    state.press(.end, .down)
    #expect(cursor(state) == (state.list?.heads.count(where: \.canBeHidden) ?? 0) - 1)
    state.press(.character("q"))
    #expect(state.overlay == nil && state.shown == "Jobs")
  }

  @Test("a list that is gone meanwhile closes it")
  func gone() {
    var state = OrdersFixture.opened()
    state.press(.character(":"))
    state.type("columns")
    state.press(.enter)
    state.job?.pane = .graph
    state.press(.down)
    #expect(state.overlay == nil)
  }
}
