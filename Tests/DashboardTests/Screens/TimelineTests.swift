import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Timeline")
struct TimelineTests {
  private let job = OrdersFixture.job
  private let vertex = TimesFixture.vertex

  private func opened(
    columns: Int = 120, rows: Int = 40, _ change: (inout ClusterModel) -> Void = { _ in }
  ) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = job
    var cluster = state.cluster
    change(&cluster)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.enter, .character("L"))
    return state
  }

  private func screen(_ state: DashboardState) -> TimelineScreen? {
    state.visits.top as? TimelineScreen
  }

  private func asked(_ state: DashboardState) -> [AnyQuestion] {
    screen(state)?.demand(in: state.context).questions ?? []
  }

  /// The line of a row, without its frame.
  private func line(_ name: String, _ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains(name) } ?? ""
  }

  @Test("the job comes first, then its vertices, each with state, start and how long since")
  func rows() {
    let state = opened()
    #expect(state.shown == "Timeline")
    #expect(
      screen(state)?.rows(in: state.context).map(\.name)
        == ["job", "Source: orders", "enrich", "fraud score", "alerts", "Sink: ledger"])
    #expect(line("enrich", state).contains("RUNNING") && line("enrich", state).contains("2h 59m"))
    #expect(line("enrich", state).contains("████"))
  }

  @Test(
    "come for a subtask, the cursor is on its vertex until that has answered, then on the subtask")
  func reaching() {
    var state = opened { $0.answers = AnswerStore() }
    var timeline = screen(state)
    timeline?.reach(.subtask(job, vertex, 3), in: state.context)
    if let timeline { state.visits.top = timeline }
    state.settle()
    #expect(screen(state)?.table.cursor == TimelineID(vertex: vertex))
    #expect(asked(state).contains(AnyQuestion(.subtaskTimes(job, vertex))))
    var cluster = state.cluster
    cluster.apply(TimesFixture.subtaskTimes, to: .subtaskTimes(job, vertex), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(screen(state)?.table.cursor?.subtask == 3)
    // Whoever has moved on is not called back.
    state.press(.up)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(screen(state)?.table.cursor?.subtask == 2)
  }

  @Test(
    "of a job that got lost nothing goes on: it is GONE, and its bars end when it was listed last")
  func lost() throws {
    var state = opened()
    var cluster = state.cluster
    for _ in 0..<2 { cluster.apply([], to: .jobs, at: Fixture.now) }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let rows = try #require(screen(state)?.rows(in: state.context))
    #expect(rows.map(\.state) == Array(repeating: "GONE", count: rows.count))
    let later = Fixture.now.advanced(by: .seconds(600))
    _ = state.reduce(.tick, at: later)
    #expect(screen(state)?.rows(in: state.context).map(\.duration) == rows.map(\.duration))
    #expect(!state.frame().lines.contains { $0.contains("DURATION") && $0.contains("now") })
  }

  @Test("only what is opened is asked for: a vertex, a subtask of it, and each former attempt")
  func opening() {
    var state = opened()
    #expect(asked(state) == [AnyQuestion(.exceptions(job))])
    state.press(.down, .down, .down, .right)
    #expect(asked(state).contains(AnyQuestion(.subtaskTimes(job, vertex))))
    #expect(asked(state).count == 2)
    #expect(line("subtask 3", state).contains("RUNNING"))
    state.press(.down, .down, .down, .down, .enter)
    #expect(screen(state)?.table.cursor?.subtask == 3)
    #expect(asked(state).contains(AnyQuestion(.subtask(job, vertex, 3))))
    #expect(asked(state).contains(AnyQuestion(.attempt(job, vertex, 3, attempt: 0))))
    #expect(asked(state).count == 4)
    #expect(line("attempt #0", state).contains("FAILED") && line("attempt #0", state).contains("✗"))
    state.press(.left)
    #expect(asked(state).count == 2 && screen(state)?.table.cursor?.subtask == 3)
    state.press(.left)
    #expect(screen(state)?.table.cursor == TimelineID(vertex: vertex))
    #expect(asked(state).count == 1)
  }

  private func names(_ state: DashboardState) -> [String] {
    guard let screen = screen(state) else { return [] }
    let rows = Dictionary(
      screen.rows(in: state.context).map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
    return screen.table.order.compactMap { rows[$0] }
  }

  @Test("ordered by a column, parts stay below what they are parts of; a filter keeps that too")
  func tree() {
    var state = opened()
    state.press(.down, .down, .down, .right, .down, .down, .down, .down, .enter)
    let parts = ["subtask 0", "subtask 1", "subtask 2", "subtask 3"]
    #expect(
      names(state)
        == ["job", "Source: orders", "enrich", "fraud score"] + parts
        + ["attempt #1", "attempt #0", "alerts", "Sink: ledger"])
    state.press(.character(":"))
    state.type("sort start")
    state.press(.enter)
    // The latest first, among those of one vertex, and of one subtask.
    #expect(
      names(state)
        == [
          "job", "Sink: ledger", "alerts", "fraud score", "subtask 3", "attempt #1", "attempt #0",
          "subtask 0", "subtask 1", "subtask 2", "enrich", "Source: orders",
        ])
    state.press(.character("/"))
    state.type("attempt")
    state.press(.enter)
    #expect(names(state) == ["job", "fraud score", "subtask 3", "attempt #1", "attempt #0"])
  }

  @Test("what the bars mean is told whole at every width", arguments: [80, 100, 120, 200])
  func legend(columns: Int) {
    for charset in [Charset.unicode, .ascii] {
      var state = OrdersFixture.state(columns: columns, rows: 24, charset: charset)
      state.jobs.table.hasMoved = true
      state.jobs.table.selected = job
      state.press(.enter, .character("L"))
      let line = line(" waits ", state)
      for look in TimelineLook.allCases {
        #expect(
          line.contains("\(look.fill(charset)) \(look.word)")
            || line.contains("\(look.fill(charset)) \(look.shortWord)"))
      }
    }
  }

  @Test(
    "a vertex that restarted ran before, by the job's states and by the attempts that are known")
  func ranBefore() throws {
    func looks(_ change: (inout JobDetail) -> Void) throws -> [TimelineSegment] {
      let state = opened { cluster in
        guard var detail = cluster.job(job)?.detail?.value else { return }
        change(&detail)
        cluster.apply(detail, to: .job(job), at: Fixture.now)
      }
      let row = try #require(
        screen(state)?.rows(in: state.context).first { $0.id.vertex == vertex })
      return row.segments.filter { $0.look == .earlier }
    }
    func ago(_ seconds: Int) -> Timestamp { Fixture.now.advanced(by: .seconds(-seconds)) }
    #expect(try looks { _ in }.isEmpty)
    let restart: (inout JobDetail) -> Void = { detail in
      detail.stateEnteredAt[.restarting] = ago(900)
      detail.stateEnteredAt[.running] = ago(880)
      detail.vertices[2].startTime = ago(885)
    }
    let earlier = try #require(try looks(restart).first)
    #expect(earlier.to == ago(900) && earlier.from == TimesFixture.states[.created])
    // The next vertex did not restart, and of a batch job none need have run by then.
    #expect(
      try looks {
        restart(&$0); $0.vertices[2].startTime = ago(10_000)
      }.isEmpty)
    #expect(
      try looks {
        restart(&$0); $0.type = "BATCH"
      }.isEmpty)
    // Of a subtask that is opened the attempts before tell it.
    var state = opened()
    state.press(.down, .down, .down, .right, .down, .down, .down, .down, .enter)
    for id in [TimelineID(vertex: vertex), TimelineID(vertex: vertex, subtask: 3)] {
      let row = try #require(screen(state)?.rows(in: state.context).first { $0.id == id })
      #expect(
        row.segments.first == TimelineSegment(look: .earlier, from: ago(10_796), to: ago(1510)))
    }
  }

  @Test("of 2,000 subtasks those that are seen are drawn, and one answer tells of all")
  func wide() {
    let times = (0..<2000).map { index in
      SubtaskTimes(index: index, host: nil, states: TimesFixture.subtaskTimes[0].states)
    }
    var state = opened(columns: 80, rows: 24) { cluster in
      cluster.apply(times, to: .subtaskTimes(job, vertex), at: Fixture.now)
    }
    state.press(.down, .down, .down, .enter)
    #expect(screen(state)?.table.order.count == 2006)
    #expect(asked(state).count == 2)
    for _ in 0..<3 { state.press(.pageDown, .enter) }
    // Each subtask that is opened and seen, once.
    #expect(asked(state).count <= 2 + 18)
    state.press(.end)
    #expect(state.picture.contains("of 2006"))
    #expect(asked(state).count == 2)
  }

  @Test("what failed in the job is marked when it failed")
  func failures() throws {
    let state = opened()
    let row = try #require(screen(state)?.rows(in: state.context).first)
    #expect(row.failures.count == 3)
    let frame = state.frame()
    let job = try #require(frame.lines.firstIndex { $0.contains(" job ") })
    let marked = (0..<frame.size.columns).filter { frame[$0, job].scalar == "✗" }
    #expect(!marked.isEmpty && marked.allSatisfy { frame[$0, job].style.role == .critical })
  }

  @Test("a vertex of which no time is known is a gap, and so is an attempt that is not kept")
  func gaps() throws {
    var state = opened { cluster in
      cluster.apply(
        [SubtaskTimes(index: 0, host: nil, states: StateTimes([]))],
        to: .subtaskTimes(job, vertex), at: Fixture.now)
    }
    state.press(.down, .down, .down, .enter)
    let row = line("subtask 0", state)
    #expect(row.contains(" - ") && !row.contains("█") && !row.contains("1970"))
    #expect(!state.picture.contains("1970") && !state.picture.contains("01-01"))
  }

  @Test("+ and - halve and double the time that is seen, arrows go through it, Esc shows all")
  func zoom() throws {
    var state = opened()
    func window() throws -> TimeWindow {
      let top = try #require(screen(state))
      return try #require(state.context.timelineWindow(of: top))
    }
    let whole = try window()
    state.press(.character("+"))
    #expect(try window().duration == whole.duration / 2)
    #expect(try window().end == whole.end)
    state.press(.left)
    #expect(try window().end == whole.end.advanced(by: .zero - whole.duration / 8))
    state.press(.left, .left, .left, .left, .left)
    #expect(try window().start == whole.start)
    for _ in 0..<9 { state.press(.right) }
    #expect(try window().end == whole.end && screen(state)?.end == nil)
    state.press(.character("+"), .character("-"), .character("-"))
    #expect(try window() == whole && screen(state)?.span == nil)
    for _ in 0..<60 { state.press(.character("+")) }
    #expect(try window().duration >= .milliseconds(50))
    state.press(.escape)
    #expect(try window() == whole && state.shown == "Timeline")
    state.press(.escape)
    #expect(state.shown == "Job")
  }

  @Test("the axis ends now while the job goes on, and at its end once it has one")
  func axis() throws {
    #expect(opened().picture.contains("now"))
    var ended = Fixture.jobs(at: Fixture.now)
    let place = try #require(ended.firstIndex { $0.id == job })
    ended[place].state = .canceled
    ended[place].endTime = Fixture.now.advanced(by: .seconds(-60))
    let state = opened { $0.apply(ended, to: .jobs, at: Fixture.now) }
    #expect(state.context.timelineWhole(of: job)?.end == ended[place].endTime)
  }

  @Test("from a vertex's subtasks one comes with the vertex opened")
  func fromSubtasks() {
    var state = opened()
    state.press(.escape, .character("5"), .character("L"))
    #expect(screen(state)?.opened == [TimelineID(vertex: vertex)])
    #expect(screen(state)?.table.cursor == TimelineID(vertex: vertex))
  }
}
