import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("A JobManager whose clock is five minutes ahead of ours, or behind")
struct SkewedClockTests {
  /// The screen of `orders`, with all that the JobManager dates dated by its own clock.
  private func state(ahead seconds: Int64) -> DashboardState {
    let skew = Duration.seconds(seconds)
    var state = OrdersFixture.opened()
    var cluster = state.cluster
    cluster.clockOffset = skew
    var taskManagers = WorkersFixture.taskManagers
    for index in taskManagers.indices {
      let time = taskManagers[index].lastHeartbeatAt
      taskManagers[index].lastHeartbeatAt = time?.advanced(by: skew)
    }
    cluster.apply(taskManagers, to: .taskManagers, at: Fixture.now)
    var exceptions = WorkersFixture.exceptions
    for index in exceptions.entries.indices {
      let time = exceptions.entries[index].at
      exceptions.entries[index].at = time?.advanced(by: skew)
    }
    cluster.apply(exceptions, to: .exceptions(OrdersFixture.job), at: Fixture.now)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test("heartbeats are as old as they are", arguments: [0, 300, -300])
  func heartbeats(skew: Int64) throws {
    var state = state(ahead: skew)
    state.press(.character("7"))
    let ages = try (1...3).map { number in
      let row = try #require(
        state.frame().lines.first {
          $0.contains(WorkersFixture.id(number).text) && $0.contains("/8")
        })
      return row.split(separator: " ").last { $0.hasSuffix("s") }
    }
    #expect(ages == ["4s", "4s", "31s"])
    #expect(state.frame().role(of: "31s") == .warning)
  }

  @Test(
    "failures are as old as they are, in the list and above the trace", arguments: [0, 300, -300])
  func failures(skew: Int64) throws {
    var state = state(ahead: skew)
    state.press(.character("4"))
    let lines = state.frame().lines
    let row = try #require(lines.first { $0.contains("IllegalStateException: no rate") })
    #expect(row.contains(" 12s  "))
    #expect(lines.contains { $0.contains("   12s ago") })
  }
}
