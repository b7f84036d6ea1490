import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Columns that a system never fills")
struct UntoldColumnsTests {
  private func state(_ untold: Set<JobFigure>) -> DashboardState {
    var state = OrdersFixture.state(columns: 200, rows: 60)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    var cluster = state.cluster
    cluster.capabilities.traits.untold = untold
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  private func heads(_ state: DashboardState) -> Set<String> {
    Set(state.list?.placement.shown.map(\.spec.title) ?? [])
  }

  @Test("they are on no list of jobs, vertices or subtasks, and can't be chosen")
  func lists() {
    var state = state([.restarts, .backpressure, .lag, .checkpoints])
    #expect(heads(state).isSuperset(of: ["TASKS", "BUSY", "IN/s"]))
    #expect(
      heads(state).isDisjoint(with: ["RESTARTS", "BP", "LAG", "LAG 15m", "CHECKPOINT", "SIZE"]))
    state.press(.character(":"))
    state.type("columns")
    state.press(.enter)
    #expect(state.picture.contains("] BUSY") && !state.picture.contains("] CHECKPOINT"))
    state.press(.escape, .enter)
    #expect(heads(state).contains("BUSY") && !heads(state).contains("BACKP."))
    state.press(.character("5"))
    #expect(state.shown == "Subtasks" && heads(state).contains("BUSY"))
    #expect(heads(state).isDisjoint(with: ["BACKP.", "IDLE", "LAG"]))
  }

  @Test("without shares of time nothing that follows from them is listed")
  func load() {
    var state = state([.tasks, .load])
    #expect(heads(state).isDisjoint(with: ["TASKS", "BUSY", "BUSIEST", "BP"]))
    #expect(heads(state).contains("LAG"))
    state.press(.enter)
    #expect(heads(state).isDisjoint(with: ["BUSY", "BACKP.", "SKEW"]))
  }

  @Test("of Flink all are there")
  func all() {
    #expect(
      heads(state([])).isSuperset(of: [
        "TASKS", "RESTARTS", "BUSY", "BP", "LAG", "LAG 15m", "CHECKPOINT", "SIZE",
      ]))
    #expect(SystemTraits.flink.untold.isEmpty)
  }
}
