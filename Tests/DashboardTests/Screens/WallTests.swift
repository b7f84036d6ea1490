import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("The wall")
struct WallTests {
  private func wall(_ jobs: [JobSummary]) -> DashboardState {
    var state = Fixture.state(jobs, columns: 120, rows: 40)
    state.showWall(rotation: .seconds(15))
    _ = state.reduce(.tick, at: Fixture.now)
    return state
  }

  @Test("a job that restarts now comes before one that failed long ago")
  func acuteFirst() {
    var dead = Fixture.summary("ledger-sync", .failed)
    dead.endTime = Fixture.now.advanced(by: .seconds(-7200))
    var state = wall([dead, Fixture.summary("flaky-enrich", .restarting)])
    let live = JobID(Fixture.identifier("flaky-enrich"))
    #expect(state.wall?.job == live)
    #expect(state.picture.contains("ledger-sync"))
    _ = state.reduce(.tick, at: Fixture.now.advanced(by: .seconds(16)))
    #expect(state.wall?.job == live)
  }

  @Test("a job that failed just now is acute, and the long dead are shown where nothing else is")
  func deadOnes() {
    var old = Fixture.summary("aaa-old", .failed)
    old.endTime = Fixture.now.advanced(by: .seconds(-7200))
    let fresh = Fixture.summary("zzz-fresh", .failed)
    #expect(wall([old, fresh]).wall?.job == fresh.id)
    #expect(wall([old]).wall?.job == old.id)
  }

  @Test("empty rows show the vertices of the job, and what is wrong with the others whole")
  func room() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    state.showWall(rotation: .seconds(15))
    state.wall?.job = OrdersFixture.job
    state.wall?.shownSince = Fixture.now
    _ = state.reduce(.tick, at: Fixture.now)
    let picture = state.picture
    #expect(picture.contains("VERTEX"))
    #expect(picture.contains("▲ fraud score "))
    #expect(picture.contains("Restarting for 3h 00m in call gateway (1/2): TimeoutException"))
  }

  @Test("every size has its place for charts, vertices and other jobs", arguments: 10...70)
  func sizes(rows: Int) {
    var state = OrdersFixture.state(columns: 80, rows: rows)
    state.showWall(rotation: .seconds(15))
    state.wall?.job = OrdersFixture.job
    state.wall?.shownSince = Fixture.now
    _ = state.reduce(.tick, at: Fixture.now)
    let lines = state.frame().lines
    #expect(lines[rows - 3].hasPrefix("──"))
    #expect(lines.contains { $0.contains("flaky-enrich") || $0.contains("more") })
  }
}
