import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("How old the data is said to be")
struct NoDataTests {
  /// What the first screen says 30 s after the last answer, which was to these questions.
  private func picture(hasList: Bool) -> String {
    var state = Fixture.state(columns: 120, rows: 40)
    var cluster = ClusterModel(identity: state.cluster.identity, interval: .seconds(2))
    let answered = Fixture.now.advanced(by: .seconds(-30))
    cluster.apply(Fixture.overview(), to: .overview, at: answered)
    if hasList { cluster.apply(Fixture.jobs, to: .jobs, at: answered) }
    cluster.connection = .unreachable(
      since: answered, .unreachable(reason: "no route to prod-eu:8081"))
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state.picture
  }

  @Test("an answer that brought no list of jobs is no data")
  func noList() {
    #expect(picture(hasList: true).contains("Data is 30s old. "))
    #expect(!picture(hasList: false).contains("Data is "))
    #expect(picture(hasList: false).contains("no route to prod-eu:8081"))
  }
}
