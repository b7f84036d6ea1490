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
    #expect(rows.first?.contains("12s     2 ") == true)
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
    state.press(.enter, .character("/"))
    #expect(state.notice?.text == "A trace has no rows to filter: Esc leads back to the list.")
    state.press(.character("I"))
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
}
