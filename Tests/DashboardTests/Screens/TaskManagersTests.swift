import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The TaskManagers screen")
struct TaskManagersTests {
  private func opened(columns: Int = 120, rows: Int = 40) -> DashboardState {
    var state = OrdersFixture.state(columns: columns, rows: rows)
    state.press(.character("7"))
    return state
  }

  @Test("it asks for the list, then for those it shows, the one under the cursor first")
  func demand() {
    var state = opened()
    state.press(.down)
    #expect(
      state.demand.questions == [
        AnyQuestion(.taskManagers), AnyQuestion(.taskManager(WorkersFixture.id(2))),
        AnyQuestion(.taskManager(WorkersFixture.id(1))),
        AnyQuestion(.taskManager(WorkersFixture.id(3))),
      ])
    #expect(state.press(.character("y")) == [.copy(WorkersFixture.id(2).text)])
  }

  private func line(_ number: Int, _ state: DashboardState) -> String? {
    state.frame().lines.first {
      $0.contains(WorkersFixture.id(number).text) && $0.contains("/8")
    }
  }

  @Test("slots, memory, garbage and heartbeat in a row; what is not known is a dash")
  func row() {
    let state = opened()
    let words = line(1, state)?.split(separator: " ").dropFirst().map(String.init)
    #expect(
      words?.prefix(9) == ["8/8", "20", "92%", "2.0", "GiB", "100%", "9%", "13%", "42%"])
    let unknown = line(3, state)?.split(separator: " ").map(String.init)
    #expect(unknown?.filter { $0 == "-" }.count == 6)
    #expect(state.picture.contains("3 TaskManagers   18 of 24 slots used   1 blocked"))
  }

  @Test("figures that are three minutes old are not shown, those of a minute are dim")
  func age() throws {
    var state = opened()
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(60)))
    let row = try #require(state.frame().lines.firstIndex { $0.contains(" 25% ") })
    let frame = state.frame()
    let column = frame.lines[row].distance(
      from: frame.lines[row].startIndex,
      to: try #require(frame.lines[row].firstRange(of: "25%")).lowerBound)
    #expect(frame[column, row].style.role == .dim)
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(200)))
    let old = state.frame().lines.first { $0.contains(WorkersFixture.id(1).text) }
    #expect(old?.contains("92%") == false)
  }

  @Test("a list that is old says so, and what it told of then is not told of now")
  func oldList() {
    var state = opened()
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(60)))
    #expect(state.picture.contains("1m 00s old"))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(200)))
    let row = state.frame().lines.first { $0.contains(WorkersFixture.id(1).text) }
    #expect(row?.contains("8/8") == false && row?.contains("%") == false)
  }

  @Test("a heartbeat after now is none that an age is known of")
  func heartbeatAhead() {
    var state = opened()
    var cluster = state.cluster
    var ahead = WorkersFixture.taskManagers
    ahead[0].lastHeartbeatAt = Fixture.now.advanced(by: .seconds(40))
    cluster.apply(ahead, to: .taskManagers, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(line(1, state)?.hasSuffix(" - │") == true || line(1, state)?.contains(" 0s") == false)
  }

  @Test("much garbage collection and a late heartbeat are coloured")
  func roles() {
    #expect(Ratio(0.05).map { TaskManagerTable.role(ofGarbage: $0) } == .text)
    #expect(Ratio(0.13).map { TaskManagerTable.role(ofGarbage: $0) } == .warning)
    #expect(Ratio(0.4).map { TaskManagerTable.role(ofGarbage: $0) } == .critical)
    let frame = opened().frame()
    let row = frame.lines.firstIndex { $0.contains(WorkersFixture.id(3).text) } ?? 0
    #expect(
      (0..<120).contains { frame[$0, row].style.role == .warning && frame[$0, row].scalar == "3" })
  }

  @Test("no answer yet, and no TaskManager at all, are said to be so")
  func empty() {
    var state = Fixture.state(columns: 120, rows: 40)
    state.press(.character("7"))
    #expect(state.picture.contains("Waiting for the first answer."))
    var cluster = state.cluster
    cluster.apply([], to: .taskManagers, at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("No TaskManager has registered: nothing can run."))
  }
}
