import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The Subtasks screen")
struct SubtasksTests {
  private static let vertex = OrdersFixture.vertexID(2)

  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.opened()
    state.resize(columns: columns, rows: rows)
    state.press(.character("5"))
    return state
  }

  private func screen(_ state: DashboardState) -> SubtasksScreen? {
    state.visits.top as? SubtasksScreen
  }

  @Test("it is about the vertex under the cursor of the Job screen, and Esc leads back to that")
  func fromTheJob() {
    var state = OrdersFixture.opened()
    state.press(.down, .character("5"))
    let other = screen(state)?.vertex
    #expect(
      other != nil && other == state.visits.stack.compactMap { $0 as? JobScreen }.last?.vertex)
    #expect(other != Self.vertex)
    state.press(.escape)
    #expect(state.shown == "Job" && state.job?.cursor == other)
    state.press(.up, .character("5"))
    #expect(screen(state)?.vertex == Self.vertex)
  }

  @Test("from the Jobs screen it is about the busiest vertex of the job under the cursor")
  func fromTheJobs() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.character("5"))
    #expect(screen(state)?.subject == .vertex(OrdersFixture.job, Self.vertex))
    #expect(state.frame().lines[0].contains("orders › subtasks › fraud score"))
  }

  @Test(
    "a vertex may be typed, by what its name is, begins with or has in it",
    arguments: [
      ("fraud score", 2), ("fraud", 2), ("score", 2), ("enr", 1), ("ledger", 4),
    ])
  func typed(text: String, index: Int) {
    var state = OrdersFixture.opened()
    state.press(.character(":"))
    state.type("subtasks \(text)")
    state.press(.enter)
    #expect(screen(state)?.vertex == OrdersFixture.vertexID(index))
  }

  @Test("a typed job leads to its busiest vertex, and what is neither is said to be none")
  func typedJob() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.press(.character(":"))
    state.type("subtasks orders")
    state.press(.enter)
    #expect(screen(state)?.vertex == Self.vertex)
    state.press(.character(":"))
    state.type("subtasks nosuch")
    state.press(.enter)
    #expect(state.notice?.text.contains("nosuch") == true)
  }

  @Test("it asks for all subtasks in one question and their watermarks in another")
  func demand() {
    let state = opened()
    #expect(
      state.demand.questions == [
        AnyQuestion(.subtasks(OrdersFixture.job, Self.vertex)),
        AnyQuestion(.subtaskWatermarks(OrdersFixture.job, Self.vertex)),
      ])
    #expect(
      state.demand.openJob == OrdersFixture.job && state.demand.visibleVertices == [Self.vertex])
  }

  private func line(_ subtask: Int, _ state: DashboardState) -> [String] {
    let line = state.frame().lines.first { $0.contains("   \(subtask) RUNNING ") }
    return line?.split(whereSeparator: { " │▌".contains($0) }).map(String.init) ?? []
  }

  @Test("the most loaded is first: its shares, rates, lag and host are its own")
  func rows() {
    let state = opened(columns: 200, rows: 60)
    #expect(screen(state)?.table.order.first == 2)
    let hot = line(2, state)
    #expect(hot.prefix(5) == ["2", "RUNNING", "#0", "99%", "0%"])
    #expect(hot.contains("600") && hot.contains("2m") && hot.contains("10.42.1.12:38047"))
    #expect(line(3, state).prefix(4) == ["3", "RUNNING", "#1", "20%"])
    #expect(line(0, state).contains("2.0s"))
  }

  @Test("how uneven it is stands above: shares, Flink's skew and the part of the first")
  func spread() {
    let picture = opened().picture
    #expect(picture.contains("busy 20% to 99%, median 20%"))
    #expect(picture.contains("records skew 50%, most 3.0x median, 50% in one"))
  }

  @Test("every column sorts, and figures that are not known are last both ways")
  func sorting() throws {
    var state = opened(columns: 200, rows: 60)
    for head in SubtaskTable.table.heads where head.isSortable {
      for _ in 0..<2 {
        state.sort(by: head)
        state.settle()
        #expect(screen(state)?.table.order.count == 4, "\(head.name)")
      }
    }
    let lag = try #require(SubtaskTable.table.heads.first { $0.name == "lag" })
    state.sort(by: lag)
    state.settle()
    #expect(screen(state)?.table.order.first == 2)
  }

  @Test("w shows the TaskManager of the subtask, with the cursor on it, and Esc comes back")
  func taskManager() {
    var state = opened()
    state.press(.character("w"))
    #expect(state.shown == "TaskManagers")
    let screen = state.visits.top as? TaskManagersScreen
    #expect(screen?.table.cursor == WorkersFixture.id(2))
    state.press(.escape)
    #expect(state.shown == "Subtasks" && self.screen(state)?.table.cursor == 2)
    #expect(state.press(.character("y")) == [.copy(WorkersFixture.id(2).text)])
  }

  @Test("figures that are old are dim, and gone once they say nothing of now")
  func age() {
    var state = opened(columns: 200, rows: 60)
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(200)))
    #expect(line(2, state).prefix(5) == ["2", "RUNNING", "#0", "-", "-"])
    #expect(state.picture.contains("busy -   records skew -"))
    #expect(state.picture.contains("3m 20s old"))
  }

  @Test(
    "one that has ended says when and after how long, one that waits for how long it has waited")
  func states() {
    func shown(_ change: (inout Subtask) -> Void) -> String {
      var state = opened()
      var cluster = state.cluster
      var subtasks = WorkersFixture.subtasks(after: 1020)
      change(&subtasks.subtasks[2])
      cluster.apply(
        subtasks, to: .subtasks(OrdersFixture.job, Self.vertex), metrics: .current, at: Fixture.now)
      _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
      return state.picture
    }
    let ended = shown {
      $0.state = .canceled
      $0.endTime = Fixture.now.advanced(by: .seconds(-4))
    }
    #expect(ended.contains("CANCELED after 3h 00m") && ended.contains("ended 14:02:27"))
    let waiting = shown {
      $0.state = .scheduled
      $0.stateDurations = [.init(.created, .milliseconds(4)), .init(.scheduled, .seconds(7))]
    }
    #expect(waiting.contains("SCHEDULED for 7s") && waiting.contains("○○○○○"))
    #expect(shown { _ in }.contains("RUNNING for 3h 00m"))
  }

  @Test("of a job that the cluster has lost it says that this is what was known last")
  func lost() {
    var state = opened()
    var cluster = state.cluster
    cluster.apply([], to: .jobs, at: Fixture.now)
    cluster.apply([], to: .jobs, at: Fixture.now.advanced(by: .seconds(2)))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now.advanced(by: .seconds(2)))
    #expect(state.picture.contains("last known: 4 RUNNING"))
  }

  @Test("before the first answer, and where it fails, it says so")
  func waiting() {
    var state = OrdersFixture.opened()
    state.press(.down, .character("5"))
    #expect(state.picture.contains("Waiting for the first answer."))
    var cluster = state.cluster
    cluster.fail(
      SubtasksQuestion(OrdersFixture.job, screen(state)?.vertex ?? Self.vertex),
      with: .server(status: 500, message: "NullPointerException"), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("The server answered 500: NullPointerException."))
  }

  @Test("two thousand subtasks are on the strip, several in a cell, the worst of them seen")
  func wide() throws {
    let rows = (0..<2000).map { index in
      SubtaskRow(
        subtask: Subtask(
          index: index, state: index == 1234 ? .failed : .running,
          counters: VertexCounters(
            recordsIn: nil, recordsOut: nil, bytesIn: nil, bytesOut: nil, busyTime: nil,
            backpressuredTime: nil, idleTime: nil),
          sampled: Pressure(
            busy: Ratio(index == 777 ? 1 : 0.1), backpressured: Ratio(0), idle: Ratio(0.9),
            scope: .average)),
        receivedAt: Fixture.now, clockOffset: .zero, isSource: false, isSink: false, clock: .utc,
        charset: .unicode, now: Fixture.now)
    }
    let cells = StripCells(rows, width: 110, charset: .unicode).all
    #expect(cells.count <= 110 && cells.allSatisfy { $0.width == 1 })
    #expect(cells.first?.subtasks.lowerBound == 0 && cells.last?.subtasks.upperBound == 1999)
    let hot = try #require(cells.first { $0.subtasks.contains(777) })
    #expect(hot.load == 1 && hot.role == .busy)
    let failed = try #require(cells.first { $0.subtasks.contains(1234) })
    #expect(failed.role == .critical && failed.sign == "✗" && failed.load == nil)
    #expect(cells.count { $0.load == 1 } == 1 && cells.count { $0.sign != nil } == 1)
    // Few have several columns each.
    let few = StripCells(Array(rows.prefix(4)), width: 110, charset: .unicode).all
    #expect(few.map(\.column) == [0, 6, 12, 18] && few.allSatisfy { $0.inkedWidth == 5 })
  }
}
