import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Thread dump screen")
struct ThreadDumpTests {
  private func opened(columns: Int = 160, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.press(.character("7"), .character("T"))
    return state
  }

  /// The same with a second dump, twenty seconds later.
  private func compared() -> DashboardState {
    var state = opened()
    tell(ThreadsFixture.dump(isLater: true), after: 20, &state)
    return state
  }

  private func tell(_ dump: ThreadDump, after seconds: Int64, _ state: inout DashboardState) {
    var cluster = state.cluster
    let time = Fixture.now.advanced(by: .seconds(seconds - 5))
    cluster.apply(dump, to: .threadDump(ThreadsFixture.owner), at: time)
    _ = state.reduce(.snapshot(cluster, []), at: time)
  }

  private func screen(_ state: DashboardState) -> ThreadDumpScreen? {
    state.visits.top as? ThreadDumpScreen
  }

  private func names(_ state: DashboardState) -> [String] {
    guard let screen = screen(state) else { return [] }
    return screen.table.order.compactMap { screen.rows[$0]?.name }
  }

  private func line(_ name: String, _ state: DashboardState) -> String {
    state.frame().lines.first { $0.contains(" \(name) ") } ?? ""
  }

  @Test("the end of a stack and a key after it in the same read lead to the end")
  func together() {
    var state = opened(columns: 80, rows: 24)
    state.press(.enter)
    for more in [Key.character("j"), .pageDown, .down] {
      _ = state.reduce(.event(.keys([.character("G"), more])), at: Fixture.now)
      state.press(.character("G"))
      let end = state.picture
      _ = state.reduce(.event(.keys([.end, more, more])), at: Fixture.now)
      #expect(state.picture == end)
    }
  }

  @Test("a JobManager that began anew has other threads by the same names")
  func restarted() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.press(.character("8"), .character("T"))
    func tell(_ dump: ThreadDump, after seconds: Int64, isRestarted: Bool) {
      var cluster = state.cluster
      let time = Fixture.now.advanced(by: .seconds(seconds))
      if isRestarted { cluster.restartedAt = time }
      cluster.apply(dump, to: .threadDump(.controller), at: time)
      _ = state.reduce(.snapshot(cluster, []), at: time)
    }
    tell(ThreadsFixture.dump(isLater: false), after: 1, isRestarted: false)
    tell(ThreadsFixture.dump(isLater: false), after: 20, isRestarted: false)
    #expect(state.picture.contains("still there"))
    tell(ThreadsFixture.dump(isLater: false), after: 40, isRestarted: true)
    #expect(!state.picture.contains("still there"))
  }

  @Test(
    "threads of tasks are first, held up ones before those that work, and alike ones are one row")
  func order() {
    let state = opened()
    #expect(
      names(state) == [
        "fraud score (4/4)#1", "fraud score (3/4)#0", "fraud score (*/*)#*", "cache-loader",
        "refill-1", "flink-taskexecutor-io-thread-*",
      ])
    #expect(line("fraud score (4/4)#1", state).contains("BLOCKED"))
    #expect(
      line("fraud score (4/4)#1", state).contains("held by cache-loader; in Cache.get:31"))
    #expect(line("flink-taskexecutor-io-thread-*", state).contains(" 4 "))
    #expect(state.picture.contains("10 threads   1 BLOCKED   3 RUNNABLE   taken 14:02:26, 5s ago"))
  }

  @Test("u shows each by itself")
  func alone() {
    var state = opened()
    state.press(.character("u"))
    #expect(names(state).count == 10 && names(state).contains("flink-taskexecutor-io-thread-3"))
    state.press(.character("u"))
    #expect(names(state).count == 6)
  }

  @Test("it is asked once when one comes, and again by r, and never by itself")
  func asked() throws {
    var state = opened()
    func edition() -> Int? {
      state.demand.questions.lazy.compactMap { $0.base as? ThreadDumpQuestion }.first?.edition
    }
    let first = try #require(edition())
    let later = Fixture.now.advanced(by: .seconds(60))
    _ = state.reduce(.tick, at: later)
    #expect(edition() == first)
    #expect(state.press(.character("r")) == [])
    #expect(edition() != first)
    let second = edition()
    state.press(.escape)
    #expect(edition() == nil)
    _ = state.reduce(.tick, at: later.advanced(by: .seconds(60)))
    state.press(.character("T"))
    #expect(edition() != second && edition() != nil)
  }

  @Test(
    "a second dump tells which thread is where it was, what moved, what is new and what is gone")
  func changes() {
    let state = compared()
    #expect(line("fraud score (3/4)#0", state).contains("still there 20s"))
    #expect(line("fraud score (2/4)#0", state).contains("was TIMED_WAITING"))
    #expect(line("cache-loader", state).contains("moved"))
    #expect(line("refill-2", state).contains("new") && line("refill-1", state).contains("gone"))
    #expect(line("flink-taskexecutor-io-thread-*", state).contains("still there   "))
    #expect(state.picture.contains("compared with 20s before, 1 gone"))
  }

  @Test("with nothing to compare with there is no column of changes, and calls have its room")
  func noChanges() {
    let state = opened()
    #expect(!state.picture.contains("CHANGE"))
    #expect(state.list?.sortable.contains { $0.name == "change" } == false)
    #expect(compared().picture.contains("CHANGE"))
  }

  @Test("the line at the top is told in fewer words where room is short, and nothing of it is cut")
  func narrow() {
    var state = opened()
    for columns in [40, 60, 72, 80, 100, 120] {
      state.resize(columns: columns, rows: 24)
      let head = state.frame().lines[1].trimmingBlanks
      #expect(head.hasPrefix("10 threads   1 BLOCKED"), "\(columns)")
      let ends = ["BLOCKED", "RUNNABLE", "ago", "compares", "r takes another"]
      #expect(ends.contains { head.hasSuffix($0) }, "\(head)")
    }
    #expect(state.frame().lines[1].contains("r takes another and compares"))
    state.resize(columns: 80, rows: 24)
    #expect(state.frame().lines[1].contains("5s ago   r takes another"))
  }

  @Test("what has been in one place the longest can go first")
  func stuck() {
    var state = compared()
    tell(ThreadsFixture.dump(isLater: true), after: 30, &state)
    state.press(.character(":"))
    state.type("sort change")
    state.press(.enter)
    #expect(Set(names(state).prefix(2)) == ["fraud score (3/4)#0", "fraud score (4/4)#1"])
    #expect(line("fraud score (3/4)#0", state).contains("still there 30s"))
    #expect(state.picture.contains("still there 30s, in 3 dumps"))
    #expect(names(state)[2] == "fraud score (2/4)#0")
  }

  @Test("Enter reads the calls, with locks and the job's own frame")
  func stack() {
    var state = opened()
    state.press(.down, .enter)
    #expect(state.picture.contains("at com.example.rates.RateLookup.rateOf(RateLookup.java:87)"))
    #expect(state.picture.contains("has locked com.example.rates.Client@5e1"))
    #expect(state.picture.contains("RUNNABLE, in native code"))
    #expect(!state.picture.contains("flink-taskexecutor-io-thread"))
    state.press(.escape)
    #expect(state.picture.contains("flink-taskexecutor-io-thread"))
  }

  @Test("a filter looks into the calls")
  func filter() {
    var state = opened()
    state.press(.character("/"))
    state.type("ratelookup")
    state.press(.enter)
    #expect(names(state) == ["fraud score (3/4)#0"])
  }

  @Test("from a subtask T leads to its thread, in the attempt that there is")
  func ofSubtask() {
    var state = OrdersFixture.state(columns: 160, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .character(":"))
    state.type("subtasks fraud")
    state.press(.enter)
    // Subtask 1 is on the first TaskManager.
    for _ in 0..<8 {
      let screen = state.visits.top as? SubtasksScreen
      if screen?.table.cursor == 1 { break }
      state.press(.down)
    }
    state.press(.character("T"))
    #expect(state.shown == "Thread dump")
    #expect(screen(state)?.selected?.threads.contains { $0.name == "fraud score (2/4)#0" } == true)
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(1)))
  }

  @Test("of a TaskManager that is gone what was known stays, with since when it is gone")
  func gone() {
    var state = opened()
    var cluster = state.cluster
    let time = Fixture.now.advanced(by: .seconds(40))
    cluster.apply(Array(WorkersFixture.taskManagers.dropFirst()), to: .taskManagers, at: time)
    _ = state.reduce(.snapshot(cluster, []), at: time)
    #expect(state.picture.contains("is gone since 14:03:11, 0s ago"))
    #expect(names(state).count == 6)
    #expect(state.demand.questions == [AnyQuestion(.taskManagers)])
    state.press(.character("r"))
    #expect(state.notice?.text.contains("can't be asked for its threads") == true)
  }

  @Test("rows of five thousand threads are arranged once for each dump, not for each key")
  func large() {
    var state = opened()
    var threads: [(JVMThread, [String])] = []
    for number in 0..<5000 {
      let thread = ThreadsFixture.thread(Int64(1000 + number), "worker \(number) \u{1B}[31m")
      threads.append((thread, ["com.example.A.call(A.java:\(number))"]))
    }
    tell(ThreadsFixture.dump(threads), after: 10, &state)
    state.press(.character("u"))
    let before = screen(state)?.table.arrangements
    for _ in 0..<50 { state.press(.down) }
    _ = state.reduce(.tick, at: state.now)
    #expect(screen(state)?.table.arrangements == before)
    #expect(screen(state)?.table.order.count == 5010)
    #expect(!state.picture.unicodeScalars.contains("\u{1B}"))
  }
}
