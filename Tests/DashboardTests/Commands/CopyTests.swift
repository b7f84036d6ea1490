import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What y copies on the Job screen")
struct CopyTests {
  private func opened(_ pane: JobPane) -> DashboardState {
    var state = OrdersFixture.opened()
    state.job?.pane = pane
    _ = state.reduce(.tick, at: Fixture.now)
    return state
  }

  @Test("of a checkpoint the path that it can be restored from, else the job's id")
  func checkpoints() {
    var state = opened(.checkpoints)
    #expect(state.press(.character("y")) == [.copy("s3://cp/orders/chk-77")])
    // Discarded.
    state.press(.down)
    #expect(state.press(.character("y")) == [.copy(OrdersFixture.job.text)])
    state.press(.down, .down, .down, .down, .down, .down)
    #expect(state.press(.character("y")) == [.copy("s3://cp/orders/chk-70")])
    #expect(state.notice?.text == "Copied s3://cp/orders/chk-70")
  }

  @Test("in the other panes the job's id", arguments: [JobPane.vertices, .graph, .watermarks])
  func others(pane: JobPane) {
    var state = opened(pane)
    #expect(state.press(.character("y")) == [.copy(OrdersFixture.job.text)])
  }
}
