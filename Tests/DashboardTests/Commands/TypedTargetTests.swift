import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// What is typed behind a word is meant, and never dropped in favour of what is under the cursor.
@Suite("Targets that are typed")
struct TypedTargetTests {
  private func typed(_ line: String) -> DashboardState {
    var state = Fixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    _ = state.reduce(.tick, at: Fixture.now)
    state.press(.character(":"))
    state.type(line)
    state.press(.enter)
    return state
  }

  private func targets(_ state: DashboardState) -> [String] {
    guard case .dialog(let dialog) = state.overlay else { return [] }
    return dialog.targets.map(\.name)
  }

  @Test("an action is about the job that is named", arguments: ActionKind.allCases)
  func named(kind: ActionKind) {
    #expect(targets(typed("\(kind.rawValue) payments")) == ["payments"])
    #expect(targets(typed(kind.rawValue)) == ["orders"])
  }

  @Test("it takes marks of other jobs into account as little", arguments: ActionKind.allCases)
  func unmarked(kind: ActionKind) {
    var state = Fixture.state(columns: 120, rows: 40)
    state.jobs.table.marked = [JobID(Fixture.identifier("orders"))]
    state.press(.character(":"))
    state.type("\(kind.rawValue) payments")
    state.press(.enter)
    #expect(targets(state) == ["payments"])
  }

  @Test("confirmed, it leaves the marks of other jobs as they are")
  func marksStay() {
    var state = Fixture.state(columns: 120, rows: 40)
    let orders = JobID(Fixture.identifier("orders"))
    state.jobs.table.marked = [orders]
    state.press(.character(":"))
    state.type("savepoint payments")
    state.press(.enter)
    let asked = state.press(.character("y"))
    #expect(asked.count == 1 && state.overlay == nil)
    #expect(state.jobs.table.marked == [orders])
    // Of the marked ones themselves they go.
    state.press(.character("s"))
    #expect(targets(state) == ["orders"])
    state.press(.character("y"))
    #expect(state.jobs.table.marked.isEmpty)
  }

  @Test(
    "a job that is not there, or has ended, opens no dialog",
    arguments: ["savepoint nosuchjob", "cancel nosuchjob", "stop audit-archive"])
  func missing(line: String) {
    let state = typed(line)
    #expect(state.overlay == nil)
    #expect(state.notice?.severity == .warning)
  }

  @Test("a word that takes nothing refuses what stands behind it")
  func surplus() {
    let state = typed("pause now")
    #expect(!state.isPaused)
    #expect(state.notice?.text == "Pause takes nothing behind it: 'now'; nothing was done.")
  }

  @Test("read-only refuses it all the same")
  func readOnly() {
    var state = Fixture.state(columns: 120, rows: 40, isReadOnly: true)
    state.press(.character(":"))
    state.type("cancel payments")
    state.press(.enter)
    #expect(state.overlay == nil && state.notice?.text.contains("Read-only") == true)
  }
}
