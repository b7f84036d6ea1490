import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("A system that can only cancel, in words of its own")
struct CancelsOnlyTests {
  private func state() -> DashboardState {
    var state = Fixture.state(columns: 120, rows: 40)
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = JobID(Fixture.identifier("orders"))
    var cluster = state.cluster
    cluster.capabilities.traits.cancelsOnly = "It can only cancel."
    cluster.capabilities.traits.cancelWords = "Sends the one thing there is."
    cluster.capabilities.traits.measuresJobsOnly = true
    cluster.capabilities.refusals[.checkpoints] = "not provided: checkpoints"
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    return state
  }

  @Test("the dialog says what that does, and that checkpoints can't be told")
  func dialog() {
    var state = state()
    state.press(.character("X"))
    #expect(state.picture.contains("Sends the one thing there is."))
    #expect(!state.picture.contains("it ends CANCELED"))
    #expect(state.picture.contains("Its checkpoints can't be told"))
  }

  @Test("other keys are not offered, and say why", arguments: ["s", "S", "D", "c"])
  func keys(key: Character) {
    var state = state()
    #expect(state.picture.contains("X cancel") && !state.picture.contains("s savepoint"))
    state.press(.character(key))
    #expect(state.overlay == nil && state.notice?.text == "It can only cancel.")
    state.press(.character("9"))
    #expect(state.picture.contains("On a job: X cancel."))
  }

  @Test("the metrics of a vertex are those of its job")
  func metrics() {
    let job = JobID(Fixture.identifier("orders"))
    #expect(
      state().context.metricSources(of: .vertex(job, VertexID("v"))) == [.job(job)])
  }

  @Test("TSP's counters of rows are counters, and its event time is a moment")
  func units() {
    for name in ["rowsRead", "0.write-records", "numRecordsProcessed"] {
      #expect(MetricUnit(name) == .count && MetricUnit.isCounter(name))
    }
    #expect(MetricUnit("currentEventTs") == .moment)
    #expect(MetricUnit("currentEventTimeLag") == .milliseconds)
    #expect(!MetricUnit.isCounter("currentEventTimeLag"))
  }
}
