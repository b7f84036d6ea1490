import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What a system does not provide")
struct RefusedPanesTests {
  /// The Job screen, as wide as all keys of the foot line need.
  private func whole() -> DashboardState {
    var state = OrdersFixture.state(columns: 240, rows: 50)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter)
    return state
  }

  private func opened() -> DashboardState {
    var state = whole()
    var cluster = state.cluster
    cluster.capabilities.refusals = [
      .checkpoints: "not provided: checkpoints", .watermarks: "not provided: watermarks",
      .flameGraph: "not provided: flame graphs", .subtaskTimes: "not provided: times",
      .taskManagers: "not provided: workers",
    ]
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test("a pane says so once, in the place of its rows")
  func panes() {
    #expect(!whole().picture.contains("Not provided"))
    let picture = opened().picture
    #expect(picture.contains("Not provided: checkpoints."))
    #expect(picture.contains("Not provided: watermarks."))
  }

  @Test(
    "the keys that lead there are not offered, and say why",
    arguments: [("f", "flame graph", "flame graphs"), ("L", "timeline", "times")])
  func keys(key: Character, footer: String, reason: String) {
    #expect(whole().picture.contains(footer))
    var state = opened()
    #expect(!state.picture.contains(footer))
    state.press(.character(key))
    #expect(state.shown == "Job")
    #expect(state.notice?.text == "not provided: \(reason)")
  }

  @Test("the screen of checkpoints is not shown")
  func screen() {
    var state = opened()
    state.press(.character("3"))
    #expect(state.shown == "Job" && state.notice?.text == "not provided: checkpoints")
  }
}
