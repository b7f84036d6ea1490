import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("When something is wrong with the cluster or its words")
struct TroubleTests {
  private func state(
    _ connection: Connection, lastAnswer seconds: Int = -31, columns: Int = 120
  ) -> DashboardState {
    var state = Fixture.state(columns: columns, rows: 24)
    state.cluster.connection = connection
    state.cluster.lastAnswerAt = Fixture.now.advanced(by: .seconds(seconds))
    return state
  }

  @Test("an unreachable cluster says why, how old the data is, and keeps it")
  func unreachable() {
    let picture = state(
      .unreachable(
        since: Fixture.now.advanced(by: .seconds(-31)),
        .unreachable(reason: "127.0.0.1:8081 refused the connection"))
    ).picture
    #expect(picture.contains("unreachable 31s"))
    #expect(picture.contains("Data is 31s old. "))
    #expect(picture.contains("127.0.0.1:8081 refused the connection."))
    #expect(picture.contains("orders"))
  }

  @Test("a cluster that cannot be read is not called away, and has no age that grows")
  func unsupported() {
    for seconds in [-1, -300] {
      let picture = state(
        .unreachable(since: nil, .unsupported("Flink 1.12.7 is too old")), lastAnswer: seconds
      ).picture
      #expect(picture.contains("! not supported "))
      #expect(picture.contains("Flink 1.12.7 is too old."))
      #expect(!picture.contains("unreachable"))
    }
  }

  @Test(
    "at 80 columns the reason of an outage is read whole on every screen",
    arguments: [[], [Key.enter], [.enter, .character("3")], [.character("9")]])
  func wholeReason(keys: [Key]) {
    let reason =
      "flink.prod-eu:8081: the server's certificate is not trusted: self-signed certificate in "
      + "the chain; give its CA by --ca-cert"
    for rows in [16, 24, 40] {
      var state = OrdersFixture.state(columns: 80, rows: rows)
      for key in keys { state.press(key) }
      state.cluster.connection = .unreachable(since: Fixture.now, .tls(reason: reason))
      state.cluster.lastAnswerAt = Fixture.now.advanced(by: .seconds(-31))
      state.press(.function(5))
      let told = state.frame().lines.joined(separator: " ").replacing(/\s+/, with: " ")
      #expect(told.contains("TLS failed: \(reason)."), "\(rows) rows")
      #expect(state.frame().lines.last?.contains("help") == true)
    }
  }

  @Test("a missed round is stale, a failing part is degraded")
  func staleAndDegraded() {
    #expect(
      state(.stale(since: Fixture.now, .timedOut(after: .seconds(10), on: "/jobs/overview")))
        .picture.contains("stale"))
    #expect(
      state(.degraded(.server(status: 500, message: "NullPointerException"))).picture.contains(
        "The server answered 500: NullPointerException."))
  }

  @Test("an error with nothing to show is told in full where the rows would be")
  func errorInFull() {
    let reason =
      "flink.prod-eu:8081: the server's certificate is not trusted: self-signed certificate in "
      + "the chain; give its CA by --ca-cert"
    var state = Fixture.state()
    var cluster = ClusterModel(identity: state.cluster.identity, interval: .seconds(2))
    cluster.connection = .unreachable(since: nil, .tls(reason: reason))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let text = state.picture.replacing(/\s+/, with: " ")
    #expect(text.contains("No data yet. TLS failed: \(reason)."))
  }

  @Test("a filter and marks are told of while the cluster does not answer")
  func choices() {
    var state = Fixture.state()
    state.jobs.table.marked = [JobID(Fixture.identifier("payments"))]
    state.press(.character("/"))
    state.type("orders")
    state.press(.enter)
    var cluster = state.cluster
    cluster.connection = .unreachable(since: Fixture.now, .unreachable(reason: "refused"))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.frame().lines[1].contains("1 marked, 1 not shown  /orders 1 of 5"))
    #expect(state.frame().lines[1].contains("! Data is"))
  }

  @Test("a TaskManager that went is missed until another one comes, or ten minutes")
  func taskManagers() {
    var state = Fixture.state(columns: 120, rows: 40)
    func answer(_ count: Int, after seconds: Int64) {
      var overview = Fixture.overview()
      overview.taskManagers = count
      var cluster = state.cluster
      let time = Fixture.now.advanced(by: .seconds(seconds))
      cluster.apply(overview, to: .overview, at: time)
      _ = state.reduce(.snapshot(cluster, []), at: time)
    }
    answer(3, after: 1)
    #expect(state.picture.contains(" 3 TaskManagers"))
    answer(2, after: 2)
    #expect(state.picture.contains(" 2 of 3 TaskManagers"))
    answer(1, after: 4)
    #expect(state.picture.contains(" 1 of 3 TaskManagers"))
    answer(1, after: 700)
    #expect(state.picture.contains(" 1 TaskManager "))
    answer(0, after: 702)
    answer(3, after: 704)
    #expect(state.picture.contains(" 3 TaskManagers"))
  }

  @Test("a job that vanished keeps its screen and says so")
  func vanished() {
    var state = Fixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("payments"))
    state.press(.enter)
    var cluster = state.cluster
    let rest = Fixture.jobs.filter { $0.name != "payments" }
    // One list may be short of a job; two are not.
    for _ in 0..<2 { cluster.apply(rest, to: .jobs, at: Fixture.now) }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("payments"))
    #expect(state.picture.contains("! The JobManager does not know it any more"))
    #expect(state.picture.contains("payments   GONE"))
    #expect(!state.picture.contains("payments   RUNNING"))
  }

  /// The JobManager came back without `payments`, so many seconds ago.
  private func restarted(
    _ seconds: Int, columns: Int = 80, keys: [Key] = []
  ) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: 24)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    for key in keys { state.press(key) }
    var cluster = state.cluster
    let rest = Fixture.jobs.filter { $0.name != "payments" }
    for _ in 0..<2 { cluster.apply(rest, to: .jobs, at: Fixture.now) }
    cluster.restartedAt = Fixture.now.advanced(by: .seconds(-seconds))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test(
    "a restart of the JobManager hides no verdict of a job and no reply to a key",
    arguments: [[Key.enter], [.enter, .character("3")], [.enter, .character("4")]])
  func restartIsNoVerdict(keys: [Key]) {
    let verdict = restarted(3600, keys: keys).frame().lines[1]
    var state = restarted(5, keys: keys)
    #expect(state.frame().lines[1] == verdict && !verdict.contains("JobManager"))
    #expect(state.picture.contains("The JobManager was restarted 5s ago"))
    // A key that means nothing, then one that can't be done.
    state.press(.character("E"))
    #expect(state.picture.contains("No key: E.") && !state.picture.contains("was restarted"))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(8)))
    #expect(state.picture.contains("The JobManager was restarted 13s ago"))
  }

  @Test("after a minute a mark is left of it, after ten nothing")
  func restartMark() {
    for columns in [80, 120] {
      var state = restarted(61, columns: columns)
      #expect(state.frame().lines[0].contains("restarted 1m"))
      #expect(!state.picture.contains("was restarted"))
      state.press(.character(":"))
      state.type("health")
      state.press(.enter)
      #expect(state.frame().lines[1].contains("restarted 1m"))
      #expect(!restarted(600, columns: columns).picture.contains("restarted"))
    }
  }

  @Test("jobs that got lost stay listed as GONE, with where their last checkpoint is")
  func lost() throws {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    for _ in 0..<2 { cluster.apply([], to: .jobs, at: Fixture.now) }
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let row = try #require(
      state.picture.split(separator: "\n").first { $0.contains("GONE") && $0.contains("orders") })
    #expect(row.contains("! orders"))
    #expect(!row.contains("99%"))
    let text = state.picture.split(separator: "\n").joined().replacing(/[ ]+/, with: " ")
    #expect(text.contains("The JobManager does not know it any more, since 14:02:31: it was"))
    #expect(text.contains("Its last completed checkpoint 77 was"))
    #expect(text.contains("at s3://cp/orders/chk-77, as far as was seen: a newer one may have"))
    #expect(!text.contains("metrics are being asked for"))
    // Acting on it is refused; looking at it is not.
    state.press(.character("s"))
    #expect(state.overlay == nil)
    state.press(.enter)
    #expect(state.shown == "Job")
  }

  @Test("a selected ended job that is gone says when it was last seen, until the cursor moves")
  func vanishedBehindFilter() {
    var state = Fixture.state()
    state.press(.character("/"))
    state.type("ledger-sync")
    state.press(.enter)
    var cluster = state.cluster
    let later = Fixture.now.advanced(by: .seconds(95))
    cluster.apply(Fixture.jobs.filter { $0.name != "ledger-sync" }, to: .jobs, at: later)
    _ = state.reduce(.snapshot(cluster, []), at: later)
    let text = state.picture.split(separator: "\n").joined(separator: " ")
    #expect(text.contains("The JobManager no longer knows this job. It was last seen 1m 35s ago"))
    #expect(!text.contains("Nothing is known yet"))
    _ = state.reduce(.event(.key(.down)), at: later)
    #expect(!state.picture.contains("no longer knows"))
  }

  @Test("the first seconds say that metrics are asked for")
  func firstSeconds() {
    #expect(Fixture.state().picture.contains("metrics are being asked for"))
    #expect(!Fixture.state([]).picture.contains("metrics are being asked for"))
  }

  @Test(
    "hostile job names neither reach the terminal nor shift a column",
    arguments: [
      "a\nb", "red\u{1b}[31m", "\u{202e}txet", "注文処理", "👩‍👩‍👧‍👦 family",
      "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
      String(repeating: "x", count: 400), "", "\u{0}\u{7f}\u{9b}", "🇩🇪🇫🇷",
    ])
  func hostileNames(name: String) {
    let jobs = [
      Fixture.summary(name, id: "00000000000000000000000000000001"), Fixture.summary("plain"),
    ]
    for columns in [80, 120, 200] {
      let state = Fixture.state(jobs, columns: columns, rows: 24)
      let frame = state.frame()
      for cell in frame.cells {
        let category = cell.scalar.properties.generalCategory
        #expect(category != .control && category != .format)
      }
      let stateColumns = (0..<2).map { row in
        (0..<columns).first { column in
          (0..<7).allSatisfy { offset in
            column + offset < columns
              && frame[column + offset, JobsLayout(state.size).table.row + row].scalar
                == Array("RUNNING".unicodeScalars)[offset]
          }
        }
      }
      #expect(stateColumns[0] != nil && stateColumns[0] == stateColumns[1])
    }
  }

  @Test("an empty cluster and an empty filter are said, not left blank")
  func empty() {
    #expect(Fixture.state([]).picture.contains("No jobs on this cluster."))
    var state = Fixture.state()
    state.press(.character("/"))
    state.type("zzz")
    #expect(state.picture.contains("No job matches 'zzz'"))
  }

  @Test("the wall says how old its data is, and that nothing is wrong where nothing is")
  func wall() {
    var state = Fixture.state([Fixture.summary("payments")], columns: 120, rows: 30)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    #expect(state.picture.contains("data 0s old"))
    state.cluster.connection = .stale(
      since: Fixture.now, .unreachable(reason: "127.0.0.1:8081 refused the connection"))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(90)))
    #expect(state.picture.contains("DATA 1m 30s OLD"))
    #expect(!state.picture.contains("█▀█ █   █"))
  }

  @Test("the wall does not call well what it knows nothing of")
  func wallUncertain() {
    var state = Fixture.state([Fixture.summary("payments")], columns: 120, rows: 30)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    #expect(state.picture.contains("1 job not judged yet"))
    #expect(!state.picture.contains("well 1"))
  }

  @Test("the wall goes through the jobs that deserve attention")
  func wallRotates() {
    var state = Fixture.state(columns: 120, rows: 30)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    let first = state.wall?.job
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(16)))
    let second = state.wall?.job
    #expect(first != nil && second != nil && first != second)
  }

  @Test("the wall obeys no key but those that end it")
  func wallKeys() {
    var state = Fixture.state(columns: 120, rows: 30)
    state.showWall(rotation: .seconds(15))
    for key in [Key.character("X"), .character("s"), .enter, .character(":")] {
      #expect(state.press(key).isEmpty)
      #expect(state.overlay == nil)
    }
    #expect(state.press(.character("q")) == [.quit])
  }
}
