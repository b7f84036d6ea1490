import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Exceptions screen")
struct ExceptionsTests {
  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.opened()
    state.resize(columns: columns, rows: rows)
    state.press(.character("4"))
    return state
  }

  private func screen(_ state: DashboardState) -> ExceptionsScreen? {
    state.visits.top as? ExceptionsScreen
  }

  @Test("it asks for the exceptions of its job, and for nothing once it is left")
  func demand() {
    var state = opened()
    #expect(state.demand.questions == [AnyQuestion(.exceptions(OrdersFixture.job))])
    #expect(state.demand.openJob == OrdersFixture.job)
    state.press(.escape)
    #expect(state.shown == "Job" && state.demand.questions.isEmpty)
  }

  @Test("failures that differ in numbers alone are one row, the last failed first")
  func grouped() {
    let state = opened()
    #expect(screen(state)?.table.order.count == 2)
    let rows = state.frame().lines.filter { $0.contains("IllegalStateException: no rate") }
    #expect(rows.first?.contains("12s     2 15m 00s ") == true)
    #expect(state.picture.contains("fraud score (2/4) +1"))
  }

  @Test("a trace is read line by line, and Esc leads back to the list")
  func reading() {
    var state = opened(columns: 60, rows: 16)
    state.press(.enter)
    #expect(screen(state)?.isReading == true)
    #expect(!state.picture.contains("TIMES"))
    let top = state.picture
    state.press(.down)
    #expect(state.picture != top)
    state.press(.up)
    #expect(state.picture == top)
    state.press(.end)
    #expect(state.picture.contains("... 12 more") && !state.picture.contains("more lines"))
    let end = state.picture
    state.press(.down, .pageDown)
    #expect(state.picture == end)
    state.press(.escape)
    #expect(screen(state)?.isReading == false && state.shown == "Exceptions")
  }

  @Test("while a trace is read, what wants a list says what has the keys, and the way to the list")
  func noList() {
    var state = opened()
    state.press(.enter, .character("I"))
    #expect(state.notice?.text.hasPrefix("A trace has no order to change") == true)
    state.press(.escape, .character("/"))
    #expect(state.overlay == .filter(TextField()))
  }

  @Test("paused before anything was asked, it does not say that it waits")
  func paused() {
    var state = OrdersFixture.opened()
    state.context.isPaused = true
    var cluster = state.cluster
    cluster.answers = AnswerStore()
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("4"))
    #expect(state.picture.contains("Paused: nothing is asked."))
    state.press(.character("p"))
    #expect(!state.picture.contains("Paused: nothing is asked."))
    #expect(state.picture.contains("Waiting for the first answer."))
  }

  @Test("what is read stays when something else fails")
  func steady() {
    var state = opened()
    state.press(.enter)
    var cluster = state.cluster
    let other = JobException(
      at: Fixture.now, name: "java.lang.OutOfMemoryError", cause: "OutOfMemoryError: heap",
      trace: "java.lang.OutOfMemoryError: heap")
    cluster.apply(
      JobExceptions(entries: [other] + WorkersFixture.exceptions.entries, isTruncated: true),
      to: .exceptions(OrdersFixture.job), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("no rate for key 4711"))
    #expect(!state.picture.contains("OutOfMemoryError"))
    state.press(.escape)
    #expect(screen(state)?.table.order.count == 3)
    #expect(screen(state)?.table.place == 1)
  }

  @Test("frames of the job's own code stand out")
  func ownCode() throws {
    let frame = opened().frame()
    func role(_ text: String) throws -> Role {
      let row = try #require(frame.lines.firstIndex { $0.contains(text) })
      let line = frame.lines[row]
      let start = try #require(line.firstRange(of: text)).lowerBound
      return frame[line.distance(from: line.startIndex, to: start), row].style.role
    }
    #expect(try role("at com.example.rates.RateLookup") == .text)
    #expect(try role("at java.base/java.util.concurrent") == .dim)
    #expect(try role("at org.apache.flink.streaming") == .dim)
    #expect(try role("Caused by: java.lang.Illegal") == .critical)
  }

  @Test("y copies the cause")
  func copied() {
    var state = opened()
    #expect(
      state.press(.character("y")) == [.copy("IllegalStateException: no rate for key 4711")])
  }

  @Test("a trace of control characters draws none")
  func hostile() {
    var state = opened()
    var cluster = state.cluster
    let evil = JobException(
      at: Fixture.now, name: "\u{1b}]0;x\u{7}", cause: "a\u{1b}[2Jb",
      trace: "a\u{1b}[2J\u{9b}31m\r\nb\u{7}\u{202e}\tat c\u{0}")
    cluster.apply(
      JobExceptions(entries: [evil], isTruncated: false), to: .exceptions(OrdersFixture.job),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.enter)
    let bad = state.frame().cells.filter { cell in
      let category = cell.scalar.properties.generalCategory
      return category == .control || category == .format
    }
    #expect(bad.isEmpty)
    #expect(state.press(.character("y")).isEmpty)
  }

  @Test("nothing failed, and nothing known yet, are said to be so")
  func empty() {
    var state = Fixture.state(columns: 120, rows: 40)
    state.press(.enter, .character("4"))
    #expect(state.picture.contains("Waiting for the first answer."))
    var cluster = state.cluster
    let job = state.visits.top.subject.job
    cluster.apply(
      JobExceptions(entries: [], isTruncated: false), to: .exceptions(job ?? OrdersFixture.job),
      at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Nothing failed since the job started"))
  }

  @Test("keys that are about a failure say that none is listed", arguments: ["z", "l", "u", "w"])
  func noFailure(key: Character) {
    var state = Fixture.state(columns: 120, rows: 40)
    state.press(.enter, .character("4"))
    let folded = screen(state)?.isFolded
    state.press(.character(key))
    #expect(state.notice?.text == "Nothing is listed that failed.")
    #expect(screen(state)?.isFolded == folded && state.shown == "Exceptions")
  }

  @Test("a cluster that does not tell of them is said not to, and the key leads nowhere")
  func refused() {
    var state = OrdersFixture.opened()
    var cluster = state.cluster
    cluster.capabilities.refusals = [.exceptions: "This Flink tells of no exceptions."]
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("4"))
    #expect(state.shown == "Job")
    #expect(state.notice?.text == "This Flink tells of no exceptions.")
    state.press(.character(":"))
    state.type("exceptions")
    state.press(.enter)
    #expect(state.shown == "Job")
  }

  @Test("folded, frames that are not of the job's code are a line, and unfolded all are there")
  func folding() {
    var state = opened()
    state.press(.enter)
    #expect(state.picture.contains("OneInputStreamTask.processInput"))
    state.press(.character("z"))
    #expect(state.picture.contains("com.example.rates.Rates.get(Rates.java:41)"))
    #expect(state.picture.contains("... 12 more"))
    var traces = WorkersFixture.exceptions
    traces.entries[0].trace =
      "x.Y: z\n\tat java.lang.A.b(A.java:1)\n\tat org.apache.flink.C.d(C.java:2)"
    var cluster = state.context.watched.model
    cluster.apply(traces, to: .exceptions(OrdersFixture.job), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("2 frames of Flink and Java"))
    #expect(!state.picture.contains("A.java:1"))
    state.press(.character("z"))
    #expect(state.picture.contains("A.java:1"))
  }

  @Test("a search in a trace goes to its lines, and n on to the next")
  func searching() {
    var state = opened(columns: 120, rows: 14)
    state.press(.enter, .character("/"))
    state.type("Rates.java")
    state.press(.enter)
    #expect(state.picture.contains("1 line with 'Rates.java'"))
    #expect(screen(state)?.offset ?? 0 > 0)
    state.press(.character("/"), .escape)
    state.press(.character("n"))
    #expect(state.notice?.text == "Nothing is searched for: / searches.")
  }

  @Test("u leads to the subtasks of the vertex that failed, w to its TaskManager, and Esc back")
  func jumps() {
    var state = opened()
    state.press(.character("u"))
    #expect(state.visits.top.subject == .vertex(OrdersFixture.job, OrdersFixture.vertexID(2)))
    state.press(.escape, .character("w"))
    #expect(state.shown == "TaskManagers")
    #expect((state.visits.top as? TaskManagersScreen)?.table.cursor == WorkersFixture.id(1))
    state.press(.escape, .down, .character("w"))
    #expect(state.notice?.text == "It is not told on which TaskManager that was.")
  }
}
