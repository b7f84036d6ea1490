import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("What stands in a row of the Jobs screen")
struct JobRowTests {
  @Test("a marked row has a + at its left, the selected one among them")
  func marks() {
    var state = Fixture.state()
    let table = JobsLayout(state.size).table
    func marks(_ state: DashboardState) -> [Int] {
      let lines = state.frame().lines
      return (0..<Fixture.jobs.count).filter { lines[table.row + $0].first == "+" }
    }
    #expect(marks(state) == [])
    let first = state.jobs.table.selected
    state.press(.space)
    state.jobs.table.selected = first
    #expect(marks(state) == [0])
    state.press(.down, .down, .space)
    #expect(marks(state) == [0, 2])
  }

  @Test("a job without a name is called so, with its id", arguments: ["", " ", "\t\n"])
  func noName(name: String) {
    let job = Fixture.summary(name, id: "0123456789abcdef0123456789abcdef")
    let state = Fixture.state([job], columns: 120)
    #expect(state.picture.contains("(no name) 01234567"))
  }

  @Test("a JobManager that came back without its jobs is said to have lost them, by name")
  func restarted() {
    var state = Fixture.state(columns: 200)
    var cluster = state.cluster
    let now = Fixture.now.advanced(by: .seconds(10))
    for later in [0, 2] {
      cluster.apply([], to: .jobs, at: now.advanced(by: .seconds(later)))
    }
    cluster.connection = .live
    _ = state.reduce(.snapshot(cluster, []), at: now.advanced(by: .seconds(5)))
    #expect(
      state.picture.contains(
        "! The JobManager was restarted at most 15s ago and 3 running jobs are gone: "
          + "orders, payments, flaky-enrich."))
  }
}
