import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Logs screen")
struct LogsTests {
  private let log = LogTextQuestion(LogsFixture.owner, "log")

  private func listed() -> DashboardState {
    var state = OrdersFixture.state(columns: 120, rows: 30)
    state.press(.character("7"), .character("l"))
    return state
  }

  private func opened() -> DashboardState {
    var state = listed()
    state.press(.enter)
    return state
  }

  private func reader(_ state: DashboardState) -> LogReader? {
    (state.visits.top as? LogsScreen)?.reader
  }

  private func take(
    _ text: String, files: [LogFile]? = nil, after seconds: Int, _ state: inout DashboardState
  ) {
    var cluster = state.cluster
    let now = Fixture.now.advanced(by: .seconds(seconds))
    if let files { cluster.apply(files, to: .logFiles(LogsFixture.owner), at: now) }
    if !text.isEmpty { cluster.apply(LogText(bytes: Array(text.utf8)), to: log, at: now) }
    _ = state.reduce(.snapshot(cluster, []), at: now)
  }

  /// The line under the cursor, as `y` copies it.
  private func current(_ state: DashboardState) -> String {
    var state = state
    return state.press(.character("y")).compactMap {
      if case .copy(let text) = $0 { text } else { nil }
    }.first ?? ""
  }

  @Test("it asks for the files, and for a text once one is open, of the TaskManager it is about")
  func demand() {
    var state = listed()
    let questions = [AnyQuestion(.taskManagers), AnyQuestion(.logFiles(LogsFixture.owner))]
    #expect(state.demand.questions == questions)
    state.press(.enter)
    #expect(state.demand.questions == questions + [AnyQuestion(log)])
    state.press(.up)
    #expect(state.demand.questions == [questions[0], AnyQuestion(log)])
    state.press(.escape, .escape)
    #expect(state.shown == "TaskManagers")
  }

  @Test("it opens at the end and follows it; going up stops that, G starts it again")
  func following() throws {
    var state = opened()
    #expect(
      current(state).contains("Freeing task resources") && state.picture.contains("following"))
    take(LogsFixture.text + "2026-11-21 14:02:35,000 INFO  new\n", after: 5, &state)
    #expect(current(state).hasSuffix("INFO  new"))
    state.press(.up)
    #expect(state.picture.contains("not following: G follows"))
    let line = current(state)
    take(LogsFixture.text + "2026-11-21 14:02:35,000 INFO  new\nnewer\n", after: 9, &state)
    #expect(current(state) == line)
    state.press(.character("G"))
    #expect(current(state) == "newer" && !state.picture.contains("not following"))
  }

  @Test("a file is asked for anew when the list says that it grew, and while it is followed alone")
  func grown() {
    var state = opened()
    func edition() -> Int { reader(state)?.edition ?? -1 }
    #expect(edition() == 0)
    take("", files: LogsFixture.files, after: 3, &state)
    #expect(edition() == 0)
    var files = LogsFixture.files
    files[4].size = files[4].size.map { ByteCount(bytes: $0.bytes + 100) }
    take("", files: files, after: 6, &state)
    let wanted = edition()
    #expect(
      wanted != 0
        && state.demand.questions.contains(
          AnyQuestion(.logText(LogsFixture.owner, "log", edition: wanted)))
    )
    take("", files: files, after: 9, &state)
    #expect(edition() == wanted)
    state.press(.up)
    files[4].size = files[4].size.map { ByteCount(bytes: $0.bytes + 100) }
    take("", files: files, after: 12, &state)
    #expect(edition() == wanted)
  }

  @Test("a file that has become shorter has begun anew, which is said")
  func rotated() {
    var state = opened()
    state.press(.up)
    take("2026-11-21 14:02:40,000 INFO  a new beginning\n", after: 5, &state)
    #expect(
      state.picture.contains("The file began anew") && state.picture.contains("a new beginning"))
    #expect(reader(state)?.isFollowing == true)
  }

  @Test("a search goes to the last match above, n and N to the others, and marks them all")
  func search() throws {
    var state = opened()
    state.press(.character("/"))
    state.type("barrier")
    state.press(.enter)
    #expect(
      current(state).contains("took 1860 ms")
        && state.picture.contains("2 of 2 lines with 'barrier'"))
    let frame = state.frame()
    let row = try #require(frame.lines.firstIndex { $0.contains("took 1860 ms") })
    let marked = (0..<frame.size.columns).map { frame[$0, row] }.filter { $0.style.role == .match }
    #expect(String(marked.map { Character($0.scalar) }) == "barrier")
    state.press(.character("N"))
    #expect(current(state).contains("took 930 ms"))
    state.press(.character("N"))
    #expect(current(state).contains("took 1860 ms") && state.picture.contains("From the end again"))
    state.press(.character("n"), .character("n"))
    #expect(current(state).contains("took 1860 ms"))
  }

  @Test("a search that is given up leads back to where it began")
  func searchGivenUp() {
    var state = opened()
    state.press(.character("/"))
    state.type("barrier")
    #expect(reader(state)?.isFollowing == false)
    state.press(.escape)
    #expect(reader(state)?.isFollowing == true && current(state).contains("Freeing"))
    state.press(.character("n"))
    #expect(state.notice?.text.contains("Nothing is searched for") == true)
  }

  @Test("n is for the next cluster again once no log is open")
  func sharedKeys() {
    var state = listed()
    state.press(.character("n"))
    #expect(state.notice?.text.contains("Only one cluster") == true)
    state.press(.character("/"))
    #expect(state.overlay?.keys.name == OverlayKeys.filter.name)
  }

  @Test("only lines with some words are shown, by & and by :filter, until Esc")
  func filter() throws {
    var state = opened()
    let all = reader(state)?.count ?? 0
    state.press(.character("&"))
    state.type("WARN")
    state.press(.enter)
    #expect(reader(state)?.count == 2 && state.picture.contains("only 'WARN', 2 of \(all)"))
    #expect(!state.picture.contains("INFO"))
    let row = try #require(state.frame().lines.firstIndex { $0.contains("took 930 ms") })
    #expect(state.frame()[4, row].style.role == .warning)
    state.press(.escape, .character(":"))
    state.type("filter !org.apache.flink")
    state.press(.enter)
    #expect(reader(state)?.count == 6)
    state.press(.escape)
    #expect(reader(state)?.count == all && state.notice == nil)
  }

  @Test("what a filter leaves is seen whole, however little that is")
  func filteredWrapped() {
    var state = opened()
    state.resize(columns: 70, rows: 20)
    state.press(.character("w"))
    state.press(.character("&"))
    state.type("WARN")
    #expect(state.picture.contains("took 930 ms") && state.picture.contains("took 1860 ms"))
  }

  @Test("a level colours its entry, the trace below it too")
  func levels() throws {
    var state = opened()
    state.press(.up)
    let frame = state.frame()
    func role(_ words: String) throws -> Role {
      let row = try #require(frame.lines.firstIndex { $0.contains(words) })
      return frame[4, row].style.role
    }
    #expect(try role("switched from") == .critical)
    #expect(try role("RateLookup.rateOf") == .critical && role("checkpoint 87") == .text)
    state.press(.character("g"))
    state.press(.character("/"))
    state.type("Flushed")
    state.press(.enter)
    let row = try #require(state.frame().lines.firstIndex { $0.contains("Flushed") })
    state.press(.down)
    #expect(state.frame()[4, row].style.role == .dim)
  }

  @Test("a long line is wrapped or scrolled sideways")
  func wide() {
    var state = opened()
    state.resize(columns: 60, rows: 40)
    state.press(.character("k"))
    #expect(!state.picture.contains("(2/4)#0"))
    for _ in 0..<4 { state.press(.right) }
    #expect(state.picture.contains("fraud score (2/4)#0"))
    state.press(.character("w"))
    #expect(state.picture.contains("2026-11-21 14:02:19,250") && state.picture.contains("(2/4)#0"))
    state.press(.right)
    #expect(state.notice?.text.contains("wrapped") == true)
  }

  @Test("a line that is higher than the window is read row by row")
  func tall() {
    var state = opened()
    state.resize(columns: 60, rows: 14)
    let long = (0..<400).map { "word\($0)" }.joined(separator: " ")
    take("first\n\(long)\nlast\n", after: 3, &state)
    state.press(.character("w"), .character("g"), .character("j"))
    #expect(state.picture.contains("word0 "))
    var seen: Set<Int> = []
    for _ in 0..<60 {
      let picture = state.picture
      seen.formUnion((0..<400).filter { picture.contains("word\($0) ") })
      state.press(.character("j"))
    }
    // Those that a row ends in are in two pieces.
    #expect(seen.count > 330 && state.picture.contains("last"))
  }

  @Test(
    "a time leads to the first entry of it or after it, on the log's own clock",
    arguments: [
      ("13:55", "checkpoint 46"), ("13:55:10", "checkpoint 47"), ("14:02:19", "switched from"),
      ("2026-11-21 13:50", "checkpoint 16"), ("15:00", "checkpoint 0"),
    ])
  func time(typed: String, line: String) {
    var state = opened()
    state.press(.character(":"))
    state.type("time \(typed)")
    state.press(.enter)
    #expect(current(state).contains(line) && state.picture.contains("not following"))
  }

  @Test("a time that nothing was written at is answered as any key is, and that goes")
  func laterTime() {
    var state = opened()
    let last = current(state)
    for line in ["time 13:00", "time 2026-12-01 10:00"] {
      state.press(.character(":"))
      state.type(line)
      state.press(.enter)
    }
    let text = "Nothing was written at 2026-12-01 10:00 or later."
    #expect(state.notice?.text == text && state.picture.contains(text))
    #expect(current(state) == last)
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(21)))
    #expect(!state.picture.contains("Nothing was written"))
  }

  @Test("what is no time is said to be none, and elsewhere there is none to go to")
  func wrongTime() {
    var state = opened()
    state.press(.character(":"))
    state.type("time tea")
    state.press(.enter)
    #expect(state.notice?.text.contains("not 'tea'") == true)
    state.press(.escape, .character(":"))
    state.type("time 14:00")
    state.press(.enter)
    #expect(state.notice?.text.contains("nothing to do that to") == true)
  }

  @Test("from a failure one comes to its TaskManager's log at its time, and back at once")
  func failure() {
    var state = OrdersFixture.opened()
    state.press(.character("4"), .character("l"))
    #expect(state.shown == "Logs" && current(state).contains("switched from RUNNING to FAILED"))
    state.press(.escape)
    #expect(state.shown == "Exceptions")
  }

  @Test("a log in another zone is found by when the file was written")
  func zone() throws {
    var state = OrdersFixture.opened()
    var cluster = state.cluster
    let shifted = LogsFixture.text.replacing("2026-11-21 13:", with: "2026-11-21 19:")
      .replacing("2026-11-21 14:", with: "2026-11-21 20:")
    cluster.apply(LogText(bytes: Array(shifted.utf8)), to: log, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("4"), .character("l"))
    #expect(current(state).contains("20:02:19") && current(state).contains("switched from"))
  }

  @Test("a TaskManager that is gone is said to be, and what was read of it stays")
  func gone() {
    var state = opened()
    var cluster = state.cluster
    cluster.apply(
      Array(WorkersFixture.taskManagers.dropFirst()), to: .taskManagers, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(
      state.picture.contains("is not there any more") && state.picture.contains("Freeing task"))
    #expect(state.demand.questions == [AnyQuestion(.taskManagers)])
  }

  @Test("a part of an id that only one TaskManager has will do, one that several have is said")
  func named() {
    var state = OrdersFixture.state(columns: 120, rows: 30)
    state.press(.character(":"))
    state.type("logs 12:38047")
    state.press(.enter)
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(2)))
    state.press(.escape, .character(":"))
    state.type("logs 10.42")
    state.press(.enter)
    #expect(state.picture.contains("'10.42' fits 3 TaskManagers; there are "))
    state.press(.character(":"))
    state.type("logs")
    state.press(.enter)
    #expect(state.picture.contains("Logs of the JobManager"))
  }

  @Test("a failure that names host and port alone leads to the TaskManager with that data port")
  func located() {
    var state = OrdersFixture.opened()
    var cluster = state.cluster
    var exceptions = WorkersFixture.exceptions
    for index in exceptions.entries.indices {
      exceptions.entries[index].taskManager = nil
      exceptions.entries[index].location = "localhost:40125"
    }
    var workers = WorkersFixture.taskManagers
    workers[1].dataPort = 40_125
    cluster.apply(exceptions, to: .exceptions(OrdersFixture.job), at: Fixture.now)
    cluster.apply(workers, to: .taskManagers, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    state.press(.character("4"), .character("l"))
    #expect(state.visits.top.subject == .taskManager(WorkersFixture.id(2)))
  }

  @Test("how much has come is said while a file is read, and one that is too long is not asked for")
  func reading() {
    var state = listed()
    state.press(.character("/"))
    state.type("gc")
    state.press(.enter, .enter)
    var cluster = state.cluster
    cluster.arrived[LogTextQuestion(LogsFixture.owner, "gc.log").key] = ByteCount(
      bytes: 125_829_120)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("Reading, 120 MiB so far."))
    state.press(.escape, .escape, .character("/"))
    state.type("huge")
    state.press(.enter, .enter)
    #expect(state.picture.contains("This file has 4.0 GiB: no more than 1.0 GiB are read"))
    #expect(!state.demand.questions.contains { $0.kind == .logText })
  }

  @Test("what is kept is saved under the file's name, by key and by word")
  func saved() {
    var state = opened()
    let effect = Effect.saveLog(name: "log", bytes: Array(LogsFixture.text.utf8))
    #expect(state.press(.character("W")) == [effect])
    state.press(.character(":"))
    state.type("savelog")
    #expect(state.press(.enter) == [effect])
  }

  @Test("no byte of a file reaches the terminal as a command, wrapped or not")
  func hostile() {
    var state = opened()
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* 197) ^ ($0 >> 7)) }
    var cluster = state.cluster
    cluster.apply(
      LogText(bytes: bytes + Array("\u{1B}[2Jred\u{9B}31m\u{202E}\r\ttab".utf8)), to: log,
      at: Fixture.now.advanced(by: .seconds(1)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(1)))
    #expect(state.picture.contains("^[[2Jred") && state.picture.contains("^M    tab"))
    for keys in [[], [Key.character("w")], [.pageUp, .right], [.character("g")]] {
      for key in keys { state.press(key) }
      let scalars = state.frame().cells.map(\.scalar.properties.generalCategory)
      #expect(!scalars.contains { $0 == .control || $0 == .format })
    }
  }

  @Test("a frame costs as much for a long file as for a short one")
  func lazily() {
    var state = opened()
    let line = "2026-11-21 14:02:19,250 INFO  a.b.C [] - something was done\n"
    take(String(repeating: line, count: 40_000), after: 3, &state)
    #expect(reader(state)?.count == 40_000)
    let screen = state.visits.top as? LogsScreen
    #expect(screen?.reader.map { $0.count - $0.top } == LogsLayout(state.size).text.rows)
  }
}
