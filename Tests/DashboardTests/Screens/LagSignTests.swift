import TerminalUI
import Testing

@testable import Dashboard
@testable import StreamModel

/// Somebody else may have had the metrics fetched, so that a lag is less than it looks.
@Suite("Lags that may be less")
struct LagSignTests {
  @Test("a lag that may be less says so, in the list and by vertex")
  func sign() throws {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let lag = try #require(state.cluster.job(OrdersFixture.job)?.watermarkLag?.value)
    let text = Format.duration(lag)
    #expect(state.picture.contains(" \(text)") && !state.picture.contains("≤"))
    var cluster = state.cluster
    cluster.jobsByID[OrdersFixture.job]?.readings.value.isLagExact = false
    for id in (cluster.job(OrdersFixture.job)?.vertices ?? [:]).keys {
      cluster.jobsByID[OrdersFixture.job]?.readings.value.vertices[id]?.isLagExact = false
    }
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    #expect(state.picture.contains("≤\(text)"))
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    state.press(.enter, .tab, .tab)
    #expect(state.picture.contains("≤\(text)"))
  }
}
