import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The wall before it knows")
struct WallWaitingTests {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    Size(columns: 40, rows: 10),
  ]

  private func wall(_ size: Size, _ change: (inout ClusterModel) -> Void = { _ in })
    -> DashboardState
  {
    var state = Fixture.state(columns: size.columns, rows: size.rows)
    var cluster = ClusterModel(identity: state.cluster.identity, interval: .seconds(2))
    change(&cluster)
    state.cluster = cluster
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    return state
  }

  /// As one text, without line breaks.
  private func flat(_ state: DashboardState) -> String {
    state.picture.replacing(/\s+/, with: " ")
  }

  private func longestGap(_ state: DashboardState) -> Int {
    var longest = 0
    var gap = 0
    for line in state.frame().lines {
      gap = line.allSatisfy { $0 == " " } ? gap + 1 : 0
      longest = max(longest, gap)
    }
    return longest
  }

  @Test("it says what it waits for, over all of its height", arguments: sizes)
  func waiting(size: Size) {
    let state = wall(size)
    #expect(flat(state).contains("Waiting for the list of jobs of https://flink.prod-eu:8081."))
    #expect(flat(state).contains("Asking every 2s."))
    #expect(longestGap(state) < 16)
    #expect(!state.picture.contains("CHECKPOINT"))
  }

  @Test("why no answer comes is told whole, with the next try", arguments: sizes.dropLast())
  func refused(size: Size) {
    let reason =
      "flink.prod-eu:8081: the server's certificate is not trusted: self-signed certificate in "
      + "the chain; give its CA by --ca-cert"
    let state = wall(size) { cluster in
      cluster.connection = .unreachable(since: nil, .tls(reason: reason))
      cluster.polling.nextTryAt = Fixture.now.advanced(by: .seconds(4))
    }
    #expect(flat(state).contains("TLS failed: \(reason)."))
    #expect(flat(state).contains("Trying again in 4s."))
    #expect(longestGap(state) < 16)
  }

  @Test("jobs that cannot be judged yet are counted below the list")
  func unjudged() {
    var state = Fixture.state([Fixture.summary("orders")], columns: 80, rows: 24)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    #expect(flat(state).contains("1 job is not judged yet: waiting for what the cluster tells"))
  }

  @Test("why old data is not renewed is told whole at 80 columns")
  func outage() {
    let reason = "flink.prod-eu:8081 refused the connection, as did every other address of it"
    var state = OrdersFixture.state(columns: 80, rows: 24)
    state.cluster.connection = .unreachable(since: nil, .unreachable(reason: reason))
    state.cluster.lastAnswerAt = Fixture.now.advanced(by: .seconds(-31))
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    #expect(state.picture.contains("DATA 31s OLD"))
    #expect(flat(state).contains(reason))
  }
}
