import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Moving about")
struct MovementTests {
  private func id(_ name: String) -> JobID { JobID(Fixture.identifier(name)) }

  @Test("the worst job is selected until the user moves")
  func worstFirst() {
    let state = Fixture.state()
    #expect(state.jobs.table.selected == state.jobs.table.order.first)
  }

  @Test("selection follows the job when rows move")
  func selectionFollows() {
    var state = Fixture.state()
    state.press(.character("j"), .character("j"))
    let selected = state.jobs.table.selected
    let more = (0..<5).map { Fixture.summary("aaa-\($0)", .failed) }
    _ = state.reduce(.snapshot(Fixture.cluster(more + Fixture.jobs), []), at: Fixture.now)
    #expect(state.jobs.table.selected == selected)
  }

  @Test("where the selected job vanishes, the row next to it is selected")
  func selectionVanishes() {
    var state = Fixture.state()
    state.press(.character("j"))
    let row = state.jobs.table.row
    let rest = Fixture.jobs.filter { $0.id != state.jobs.table.selected }
    _ = state.reduce(.snapshot(Fixture.cluster(rest), []), at: Fixture.now)
    #expect(state.jobs.table.row == row)
    #expect(state.jobs.table.selected == state.jobs.table.order[row])
  }

  @Test("the selection stays inside the window", arguments: [1, 5, 50])
  func window(steps: Int) {
    let many = (0..<60).map { Fixture.summary("job-\($0)") }
    var state = Fixture.state(many)
    for _ in 0..<steps { state.press(.down) }
    let height = JobsLayout(state.size).table.rows
    #expect(state.jobs.table.row == steps)
    #expect(
      (state.jobs.table.offset..<state.jobs.table.offset + height).contains(state.jobs.table.row))
  }

  @Test("/ filters by name, id and state, ! excludes, Esc clears")
  func filter() {
    var state = Fixture.state()
    state.press(.character("/"))
    state.type("ord")
    #expect(state.jobs.table.order == [id("orders")])
    state.press(.control("u"))
    state.type("restart")
    #expect(state.jobs.table.order == [id("flaky-enrich")])
    state.press(.control("u"))
    state.type("!running !finished")
    #expect(Set(state.jobs.table.order) == [id("flaky-enrich"), id("ledger-sync")])
    state.press(.enter)
    #expect(state.overlay == nil)
    state.press(.escape)
    #expect(state.jobs.table.order.count == 5)
  }

  @Test("tabs show all, running and ended jobs")
  func tabs() {
    var state = Fixture.state()
    state.press(.tab)
    #expect(state.jobs.tab == .alive)
    #expect(Set(state.jobs.table.order) == [id("orders"), id("payments"), id("flaky-enrich")])
    state.press(.tab)
    #expect(Set(state.jobs.table.order) == [id("ledger-sync"), id("audit-archive")])
    state.press(.tab)
    #expect(state.jobs.table.order.count == 5)
  }

  @Test("every column on the screen can be sorted by, both ways")
  func sorting() {
    var state = Fixture.state(columns: 200, rows: 60)
    var orders: [String: [JobID]] = [:]
    for _ in JobTable.table.columns {
      state.press(.character(">"))
      let order = state.jobs.table.order
      orders[state.jobs.table.sort ?? ""] = order
      #expect(order.count == 5)
      state.press(.character("I"))
      if state.jobs.table.sort == "name" { #expect(state.jobs.table.order == order.reversed()) }
      #expect(Set(state.jobs.table.order) == Set(order))
      state.press(.character("I"))
      #expect(state.jobs.table.order == order)
    }
    #expect(state.jobs.table.sort == "health")
    #expect(Set(orders.keys) == Set(JobTable.table.columns.map(\.head.name)))
    let names = ["audit-archive", "flaky-enrich", "ledger-sync", "orders", "payments"]
    #expect(orders["name"] == names.map(id))
    #expect(Set(orders.values).count >= 3)
  }

  @Test("Esc and q go back one step at a time, q quits at the top")
  func back() {
    var state = Fixture.state(columns: 120, rows: 40)
    state.press(.enter, .character("z"), .character("3"))
    #expect(state.shown == "Checkpoints")
    state.press(.escape)
    #expect(state.shown == "Job")
    state.press(.escape)
    #expect(state.shown == "Job" && state.job?.isZoomed == false)
    #expect(state.press(.character("q")).isEmpty)
    #expect(state.shown == "Jobs")
    #expect(state.press(.escape).isEmpty)
    #expect(state.press(.character("q")) == [.quit])
  }

  @Test("ctrl-c quits from any screen", arguments: [Key.character("1"), .enter, .character("9")])
  func controlC(key: Key) {
    var state = Fixture.state()
    state.press(key)
    #expect(state.press(.control("c")) == [.quit])
  }

  @Test(
    "the command line completes and runs",
    arguments: [
      ("check", "checkpoints"), ("job pay", "job payments"), ("theme d", "theme default"),
    ])
  func completion(typed: String, completed: String) {
    var state = Fixture.state()
    state.press(.character(":"))
    state.type(typed)
    state.press(.tab)
    guard case .commandLine(let line) = state.overlay else {
      Issue.record("the command line is closed")
      return
    }
    let other = typed == "check" ? "checkpoint" : completed
    #expect([completed, other].contains(line.field.text))
  }

  @Test("a job can be opened by name from the command line")
  func openByName() {
    var state = Fixture.state()
    state.press(.character(":"))
    state.type("job payments")
    state.press(.enter)
    #expect(state.shown == "Job" && state.job?.id == id("payments"))
    state.press(.character(":"))
    state.type("job nope")
    state.press(.enter)
    #expect(state.picture.contains("No job is called 'nope'"))
  }

  @Test("the demand is for what is on the screen, no more")
  func demand() {
    let many = (0..<200).map { Fixture.summary("job-\($0)") }
    var state = Fixture.state(many)
    let rows = JobsLayout(state.size).table.rows
    #expect(state.demand.visibleJobs.count == rows)
    #expect(state.demand.openJob == nil)
    state.press(.enter)
    #expect(state.demand.visibleJobs.isEmpty)
    #expect(state.demand.openJob == state.job?.id)
    state.press(.character("p"))
    #expect(state.demand.isPaused)
  }
}

@Suite("Moving in a job")
struct JobMovementTests {
  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter)
    return state
  }

  @Test("the worst vertex is under the cursor until the user moves")
  func worstVertex() {
    var state = opened()
    #expect(state.job?.vertex == OrdersFixture.vertexID(2))
    state.press(.character(">"))
    #expect(state.job?.vertex == state.job?.vertices.order.first)
    state.press(.down, .character("<"))
    let chosen = state.job?.vertex
    state.press(.character("I"))
    #expect(state.job?.vertex == chosen)
  }

  @Test("a window that was scrolled stays where it is while the cursor is in it")
  func windowStays() {
    var state = opened(columns: 80, rows: 10)
    let height = JobLayout(state.size, pane: .vertices, isZoomed: false).panes[0].rect.rows - 3
    #expect(height < 5)
    state.press(.down, .down, .down, .down)
    let offset = state.job?.vertices.offset
    #expect(offset == 5 - height)
    state.press(.up)
    #expect(state.job?.vertices.offset == offset)
  }

  @Test("arrows in the graph go from box to box")
  func graph() {
    var state = opened()
    state.press(.tab)
    #expect(state.job?.pane == .graph)
    let first = state.job?.vertex
    state.press(.up)
    #expect(state.job?.vertex != first)
  }

  @Test("Enter shows a vertex in full, Esc closes it")
  func vertexDetails() {
    var state = opened()
    state.press(.enter)
    #expect(state.picture.contains("parallelism"))
    state.press(.escape)
    #expect(state.shown == "Job" && !state.picture.contains("parallelism"))
  }

  @Test("details that a low terminal has no room for are counted", arguments: [12, 16, 19])
  func scarceVertexDetails(rows: Int) {
    var state = opened(columns: 80, rows: rows)
    state.press(.enter)
    #expect(state.picture.contains("more lines on a higher terminal"))
    for enough in [20, 30] {
      state = opened(columns: 80, rows: enough)
      state.press(.enter)
      #expect(state.picture.contains("highest 20"))
      #expect(!state.picture.contains("more lines"))
    }
  }

  @Test("Enter on a checkpoint goes to its vertices, then to its subtasks")
  func checkpoint() {
    var state = opened()
    state.press(.tab, .tab, .tab, .enter)
    #expect(state.shown == "Checkpoints")
    #expect(state.demand.openCheckpoint == CheckpointID(77))
    #expect(state.picture.contains("Slowest: fraud score, subtask 2: start delay 16.0s of 17.0s."))
    state.press(.enter)
    #expect(state.demand.openCheckpointVertex == OrdersFixture.vertexID(2))
    #expect(state.picture.contains("START DELAY"))
  }

  @Test("first, last and page keys in the graph go to its ends and by a pane")
  func graphEnds() {
    var state = opened()
    state.press(.tab, .home)
    #expect(state.job?.vertex == OrdersFixture.vertexID(0))
    state.press(.end)
    #expect([3, 4].map { OrdersFixture.vertexID($0) }.contains(state.job?.vertex))
    state.press(.pageUp)
    #expect(state.job?.vertex == OrdersFixture.vertexID(0))
    state.press(.pageUp)
    #expect(state.job?.vertex == OrdersFixture.vertexID(0))
  }

  @Test("a page in a pane is what the pane shows, not the screen")
  func page() {
    var state = opened()
    state.press(.tab, .tab, .tab)
    let rows = state.visibleRows
    #expect(rows == 9)
    state.press(.pageDown)
    #expect(state.job?.checkpoints.selected == CheckpointID(77 - Int64(rows) + 1))
    #expect(state.job?.checkpoints.offset == 0)
  }

  @Test("the checkpoints pane scrolls like any list: its window stays while the cursor is in it")
  func checkpointWindow() {
    var state = opened()
    state.press(.tab, .tab, .tab, .end)
    #expect(state.job?.checkpoints.selected == CheckpointID(68))
    #expect(state.job?.checkpoints.offset == 1)
    state.press(.up)
    #expect(state.job?.checkpoints.offset == 1)
    #expect(state.picture.contains("2-10 of 10"))
  }

  @Test("the vertices of a checkpoint scroll in the same way")
  func checkpointVertexWindow() {
    var state = opened(columns: 80, rows: 12)
    state.press(.character("3"), .enter)
    let rows = state.visibleRows
    #expect(rows < 5)
    state.press(.end)
    #expect(state.checkpoints?.vertices.offset == 5 - rows)
    state.press(.up)
    #expect(state.checkpoints?.vertices.offset == 5 - rows)
  }

  @Test("the subtasks scroll in the same way, and Up comes back at once however far one went")
  func subtaskWindow() {
    var state = opened(columns: 80, rows: 12)
    state.press(.character("3"), .enter, .enter)
    state.press(.end, .down, .pageDown)
    let end = state.checkpoints?.subtasks.offset
    #expect(end == max(0, 4 - state.visibleRows))
    state.press(.up)
    #expect(state.checkpoints?.subtasks.cursor == 2)
    #expect(state.checkpoints?.subtasks.offset == (state.visibleRows > 1 ? end : 2))
  }

  @Test("the order of vertices that are not on the screen stays, and that is said")
  func invisibleOrder() {
    var state = opened(columns: 80, rows: 24)
    state.press(.tab, .character(">"), .character("I"))
    #expect(state.job?.vertices.sort == "severity")
    #expect(state.job?.vertices.isReversed == false)
    #expect(state.picture.contains("The graph has no order to change"))
    state.press(.backTab, .character(">"))
    #expect(state.job?.vertices.sort == "name")
  }

  @Test("the order goes through the columns on the screen only")
  func visibleOrder() {
    var state = opened()
    var seen: Set<String> = []
    for _ in 0..<10 {
      state.press(.character(">"))
      if let column = state.job?.vertices.sort { seen.insert(column) }
    }
    #expect(
      seen == ["severity", "name", "parallelism", "busy", "backpressure", "in", "out"])
  }

  @Test("a checkpoint that history has lost keeps the figures that its details have")
  func forgottenCheckpoint() {
    var cluster = OrdersFixture.cluster()
    var detail = cluster.job(OrdersFixture.job)?.checkpointDetails[CheckpointID(77)]?.value
    detail?.checkpoint.id = CheckpointID(12)
    let subtasks = cluster.job(OrdersFixture.job)?.checkpointSubtasks.values.first?.value ?? []
    if let detail {
      cluster.apply(
        detail, to: .checkpoint(OrdersFixture.job, CheckpointID(12)), at: Fixture.now)
      cluster.apply(
        subtasks,
        to: .checkpointSubtasks(OrdersFixture.job, CheckpointID(12), OrdersFixture.vertexID(2)),
        at: Fixture.now)
    }
    var state = opened()
    state.press(.character("3"))
    state.checkpoints?.open = CheckpointID(12)
    state.checkpoints?.openVertex = OrdersFixture.vertexID(2)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Checkpoint 12 completed"))
    #expect(state.picture.contains("took 17.0s"))
    #expect(state.picture.contains("START DELAY"))
  }
}
