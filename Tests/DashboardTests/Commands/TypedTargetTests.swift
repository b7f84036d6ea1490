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

  @Test("why a screen could not be shown goes when another one is")
  func staleReason() {
    var state = Fixture.state(columns: 120, rows: 40)
    state.cluster.capabilities.refusals = [.rescales: "Flink 1.13 does not tell"]
    state.press(.character(":"))
    state.type("rescales")
    state.press(.enter)
    #expect(state.notice?.text.contains("does not tell") == true)
    state.press(.character("7"))
    #expect(state.shown == "TaskManagers" && state.notice == nil)
  }

  @Test("a vertex of another job that was looked into is found by its name, where one alone has it")
  func vertexOfAnotherJob() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let other = JobID(Fixture.identifier("payments"))
    var cluster = state.cluster
    cluster.apply(
      [Fixture.summary("payments", .running)] + cluster.jobs.map(\.summary.value), to: .jobs,
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = other
    _ = state.reduce(.tick, at: Fixture.now)
    state.press(.character(":"))
    state.type("subtasks fraud score")
    state.press(.enter)
    #expect(state.visits.top.subject == .vertex(OrdersFixture.job, TimesFixture.vertex))
  }

  @Test(
    "what a word does not find it refuses with what there is, in a line",
    arguments: [
      "job zz", "subtasks zz", "cancel zz", "metrics zz", "ctx zz", "sort zz", "columns zz",
      "theme zz", "checkpoints zz",
    ])
  func notThere(line: String) {
    for (columns, rows) in [(80, 24), (120, 40)] {
      var state = OrdersFixture.state(columns: columns, rows: rows)
      let shown = state.visits.top.subject
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
      let text = state.notice?.text ?? ""
      #expect(state.visits.top.subject == shown && state.overlay == nil)
      #expect(text.contains("'zz'") && text.contains(/; there (is|are) \w/), "\(text)")
      #expect(text.count <= columns - 4)
    }
  }

  @Test("a lost job is meant only where no listed one can be")
  func lostNamesake() {
    var state = Fixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    let again = Fixture.summary("orders", id: "0123456789abcdef0123456789abcdef")
    for _ in 0..<2 { cluster.apply([again], to: .jobs, at: Fixture.now) }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    for (name, id) in [("orders", again.id.text), ("payments", Fixture.identifier("payments"))] {
      state.press(.character(":"))
      state.type("job \(name)")
      state.press(.enter)
      #expect(state.visits.top.subject == .job(JobID(id)))
    }
    let names = state.context.jobRows(.all).map { "\($0.job.name) \($0.lostAt != nil)" }
    #expect(names.sorted().prefix(4).contains("orders true") && names.contains("orders false"))
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
