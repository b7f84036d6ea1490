import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What the bar at the top says in colour")
struct HeaderRolesTests {
  /// The Jobs screen once the overview has told of so many TaskManagers, one after the other.
  private func state(_ counts: Int...) -> DashboardState {
    var state = Fixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    for count in counts {
      var overview = Fixture.overview()
      overview.taskManagers = count
      cluster.apply(overview, to: .overview, at: Fixture.now)
    }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test("no TaskManager at all is red, one that went is yellow, all of them are plain")
  func taskManagers() {
    #expect(state(3).frame().role(of: "3 TaskManagers") == .header)
    #expect(state(3, 2).frame().role(of: "2 of 3 TaskManagers") == .warning)
    #expect(state(3, 0).frame().role(of: "0 of 3 TaskManagers") == .critical)
    var narrow = state(3, 0)
    narrow.resize(columns: 80, rows: 24)
    #expect(narrow.frame().role(of: "TM 0 of 3") == .critical)
  }

  @Test("paused is said with the age of what is shown, and not that it is live")
  func paused() {
    var state = state(3)
    #expect(state.frame().lines[0].contains(" live "))
    state.press(.character("p"))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(75)))
    #expect(state.frame().lines[0].contains("paused 1m 15s"))
    #expect(!state.frame().lines[0].contains("live"))
    #expect(state.frame().role(of: "paused") == .warning)
  }
}
