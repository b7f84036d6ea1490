import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("htop's function keys, and keys without a meaning")
struct FunctionKeyTests {
  private func said(_ state: DashboardState) -> String { state.notice?.text ?? "" }

  @Test("F3 and F4 filter, F6 asks for the column to sort by")
  func looking() {
    for key in [Key.function(3), .function(4)] {
      var state = Fixture.state()
      state.press(key)
      state.type("ord")
      #expect(state.jobs.table.order == [JobID(Fixture.identifier("orders"))])
    }
    var state = Fixture.state(columns: 120)
    state.press(.function(6))
    #expect(state.picture.contains(":sort "))
    #expect(state.picture.contains("restarts"))
    state.type("lag")
    state.press(.enter)
    #expect(state.jobs.table.sort == "lag")
  }

  @Test("F9 says which keys act and does nothing itself; in read-only mode it says that none does")
  func acting() {
    var state = Fixture.state(columns: 120)
    state.press(.down, .down)
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    #expect(state.press(.function(9)).isEmpty)
    #expect(state.overlay == nil)
    #expect(
      said(state) == "Keys that act on orders: s savepoint, S stop, D drain, X cancel, "
        + "c checkpoint. Each asks first.")
    state = Fixture.state(columns: 120, isReadOnly: true)
    state.press(.function(9))
    #expect(said(state).hasPrefix("Read-only:"))
    state = Fixture.state(columns: 120)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("ledger-sync"))
    state.press(.function(9))
    #expect(said(state).contains("ledger-sync"))
    #expect(!said(state).contains("Keys that act"))
  }

  @Test("F10 goes back and quits at the top, as q does; also on the wall and where nothing fits")
  func quitting() {
    var state = Fixture.state()
    state.press(.enter)
    #expect(state.press(.function(10)).isEmpty)
    #expect(state.shown == "Jobs")
    #expect(state.press(.function(10)) == [.quit])
    var small = Fixture.state(columns: 20, rows: 5)
    #expect(small.press(.function(10)) == [.quit])
    state.showWall(rotation: .seconds(15))
    #expect(state.press(.function(10)) == [.quit])
  }

  @Test(
    "F9 and F10 that did not come alone do nothing", arguments: [Key.function(9), .function(10)])
  func together(key: Key) {
    for keys in [[key], [key, key], [.down, key], [key, .enter]] {
      var state = Fixture.state()
      let effects = state.reduce(.event(.keys(keys)), at: Fixture.now)
      #expect(effects.isEmpty)
      #expect(!said(state).contains("Keys that act"))
    }
    var state = Fixture.state()
    _ = state.reduce(.event(.keys([key])), at: Fixture.now)
    #expect(said(state) == "Too quick after another key: press \(key.label) alone.")
  }

  @Test("F9 and F10 in a dialog confirm nothing", arguments: [Key.function(9), .function(10)])
  func inDialog(key: Key) {
    var state = Fixture.state()
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    state.press(.character("S"))
    #expect(state.press(key).isEmpty)
    guard case .dialog = state.overlay else {
      Issue.record("the dialog is closed")
      return
    }
  }

  @Test(
    "a key without a meaning says so, and moves nothing",
    arguments: Screens.all.compactMap { $0.sign.key })
  func unknown(key: Character) {
    var state = OrdersFixture.state(columns: 80, rows: 24)
    state.press(.enter, .character(key))
    let before = state.jobs.table.cursor
    #expect(state.press(.function(5)).isEmpty)
    #expect(said(state) == "No key: F5. ? shows the keys.")
    #expect(state.jobs.table.cursor == before)
    #expect(state.picture.contains("No key: F5. ? shows the keys."))
    _ = state.reduce(.event(.keys([.character("E"), .character("E")])), at: Fixture.now)
    #expect(said(state) == "No key: E. ? shows the keys.")
  }

  @Test("a key of another screen is said to be one")
  func elsewhere() {
    var state = Fixture.state()
    state.press(.character("z"))
    #expect(said(state) == "No key on this screen: z. ? shows the keys.")
  }

  @Test("what is said of a key goes with the next key, whatever that opens")
  func goesWithNext() {
    for next in [Key.character("?"), .character("/"), .character(":"), .character("S"), .down] {
      var state = OrdersFixture.state(columns: 80, rows: 24)
      state.press(.function(5))
      #expect(said(state).hasPrefix("No key"))
      state.press(next)
      #expect(!said(state).hasPrefix("No key"), "\(next.label)")
    }
    var state = OrdersFixture.state(columns: 80, rows: 24)
    _ = state.reduce(.event(.keys([.down, .character("S")])), at: Fixture.now)
    #expect(said(state).hasPrefix("Too quick"))
    state.press(.character("S"))
    #expect(state.notice == nil)
    // What is said of anything else stays.
    state.say("Something matters.", .warning)
    state.press(.down)
    #expect(said(state) == "Something matters.")
    state.press(.function(5))
    #expect(said(state) == "Something matters.")
  }

  @Test("a key without a meaning hides neither a warning nor an operation's outcome")
  func hidesNothing() {
    var state = Fixture.state()
    state.say("Something matters.", .warning)
    state.press(.function(5))
    #expect(said(state) == "Something matters.")
    state = Fixture.state()
    var operation = Operation(
      request: OperationRequest(
        in: Fixture.identity.id, id: "1", kind: .cancel, job: JobID(Fixture.identifier("orders")),
        jobName: "orders"),
      startedAt: Fixture.now)
    operation.state = .inProgress
    _ = state.reduce(.snapshot(state.cluster, [operation]), at: Fixture.now)
    state.press(.function(5))
    #expect(state.notice == nil)
    #expect(state.picture.contains("Cancel of orders"))
  }

  @Test(
    "the cursor is free until it is moved or used: a key that only looks leaves it on the worst")
  func freeCursor() {
    for key in [Key.character("?"), .character("t"), .character("p"), .tab, .character("I")] {
      var state = Fixture.state()
      state.press(key)
      #expect(!state.jobs.table.hasMoved, "\(key.label)")
    }
    for key in [Key.down, .space, .enter, .character("s"), .character("y"), .function(9)] {
      var state = Fixture.state()
      state.press(key)
      #expect(state.jobs.table.hasMoved, "\(key.label)")
    }
  }
}
