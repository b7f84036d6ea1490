import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

/// While nothing comes, nothing grows older by itself: all ages on a screen are of the last answer, whose own age is told.
@Suite("Ages in an outage")
struct OutageAgesTests {
  private static let lost = Connection.unreachable(
    since: Fixture.now, .unreachable(reason: "refused"))

  /// What stands behind the state of the first job.
  private static func uptime(_ state: DashboardState) -> Substring? {
    state.frame().lines.first { $0.contains("orders ") }?.firstMatch(of: /RUNNING +(\w+ \w+)/)?.1
  }

  @Test("uptime stands still with the other ages, in the list and in the bar of a job")
  func uptime() throws {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    cluster.connection = Self.lost
    cluster.lastAnswerAt = Fixture.now
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    let before = try #require(Self.uptime(state))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(7200)))
    #expect(Self.uptime(state) == before)
    #expect(state.picture.contains("Data is 2h 00m old."))
    state.press(.enter)
    let bar = state.frame().lines[0].prefix(60)
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(14_400)))
    #expect(state.frame().lines[0].prefix(60) == bar)
  }

  @Test("while the cluster answers, it goes on")
  func live() throws {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let before = try #require(Self.uptime(state))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(7200)))
    #expect(Self.uptime(state) != before)
  }

  @Test("a job that one list does not have is not counted as gone beside a row that says RUNNING")
  func missingOnce() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    for (second, isGone) in [(2, false), (4, true)] {
      let time = Fixture.now.advanced(by: .seconds(second))
      cluster.apply([], to: .jobs, at: time)
      _ = state.reduce(.snapshot(cluster, []), at: time)
      #expect(state.picture.contains(" gone") == isGone, "after \(second) s")
      #expect(state.picture.contains("GONE") == isGone, "after \(second) s")
    }
  }
}
