import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Acting on marked jobs")
struct MarkedJobsTests {
  private func id(_ name: String) -> JobID { JobID(Fixture.identifier(name)) }

  private func marked(_ names: String...) -> DashboardState {
    var state = Fixture.state()
    state.jobs.table.marked = Set(names.map { id($0) })
    _ = state.reduce(.tick, at: Fixture.now)
    return state
  }

  private func asked(_ effects: [Effect]) -> Set<String> {
    Set(
      effects.compactMap { if case .perform(let request) = $0 { request.targetName } else { nil } })
  }

  @Test("an unsuitable job is left out by name and reason, the others are asked for")
  func leftOut() {
    var state = marked("orders", "payments", "audit-archive")
    state.press(.character("X"))
    #expect(state.picture.contains("these 2:"))
    #expect(
      state.picture.contains("left out audit-archive is FINISHED: there is nothing to cancel."))
    state.type("cancel")
    #expect(asked(state.press(.enter)) == ["orders", "payments"])
  }

  @Test("where no marked job is suitable the action is refused, with every reason")
  func noneSuitable() {
    var state = marked("ledger-sync", "audit-archive")
    #expect(state.press(.character("X")).isEmpty)
    #expect(state.overlay == nil)
    #expect(state.picture.contains("None of the 2 marked jobs"))
    #expect(state.picture.contains("ledger-sync is FAILED"))
    #expect(state.picture.contains("audit-archive is FINISHED"))
  }

  @Test("more left out than there is room for are counted")
  func manyLeftOut() {
    let ended = (0..<12).map { Fixture.summary("ended-\($0)", .finished) }
    var state = Fixture.state([Fixture.summary("orders")] + ended)
    state.jobs.table.marked = Set(state.cluster.jobs.map(\.id))
    state.press(.character("X"))
    #expect(state.picture.contains("more marked jobs"))
    #expect(state.picture.contains("type cancel and Enter"))
  }

  @Test("marks behind filter or tab are counted in the header and named in the dialog")
  func hiddenMarks() {
    var state = marked("orders", "payments")
    state.press(.character("/"))
    state.type("orders")
    state.press(.enter)
    #expect(state.picture.contains("2 marked, 1 not shown"))
    state.press(.character("S"))
    #expect(state.picture.contains("payments"))
    #expect(state.picture.contains("The list does not show 1 of them now"))
  }

  @Test(
    "the header of marked jobs leaves out whole pieces where there is no room",
    arguments: [60, 70, 80])
  func headerIsCut(columns: Int) {
    var state = Fixture.state(columns: columns, rows: 24)
    state.jobs.table.marked = [id("orders"), id("ledger-sync")]
    state.press(.tab)
    let line = state.frame().lines[1]
    #expect(line.contains("2 marked, 1 not shown  every 2s"))
    let left = line.prefix(line.count - "2 marked, 1 not shown  every 2s".count)
    let whole = ["1 finished", "1 restarting", "1 failed", "ended 2"]
    #expect(whole.contains { left.trimmingSuffix.hasSuffix($0) }, "\(line)")
  }

  @Test("keys that would do nothing are not in the foot line")
  func footer() {
    var state = Fixture.state()
    state.press(.character("/"))
    state.type("no such job")
    state.press(.enter)
    let foot = state.frame().lines.last ?? ""
    for word in ["open", "savepoint", "cancel", "mark"] { #expect(!foot.contains(word)) }
    #expect(state.press(.character("X"), .enter, .space).isEmpty)
    #expect(state.overlay == nil && state.shown == "Jobs" && state.jobs.table.marked.isEmpty)
    state.press(.escape)
    #expect(state.frame().lines.last?.contains("open") == true)
  }
}

extension Substring {
  fileprivate var trimmingSuffix: Substring {
    var rest = self
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
