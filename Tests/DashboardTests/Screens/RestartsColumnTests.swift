import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("RESTARTS on the Jobs screen")
struct RestartsColumnTests {
  private func columns(_ width: Int) -> [String] {
    JobsLayout(Size(columns: width, rows: 40)).placement.shown.map(\.name)
  }

  @Test("the count has its column from 80 cells on; what goes before it is the course of OUT")
  func place() {
    for width in 80...250 {
      let columns = columns(width)
      #expect(columns.contains("restarts"), "\(width)")
      if columns.contains("trend") { #expect(columns.contains("in"), "\(width)") }
    }
    #expect(columns(120).contains("trend"))
    #expect(!columns(100).contains("trend"))
  }

  @Test(
    "a job that restarts all the time is seen by a sign at its count, and an unknown count is -")
  func glance() throws {
    let jobs = [Fixture.summary("flaky", hours: 6), Fixture.summary("calm")]
    let ids = jobs.map(\.id)
    var cluster = Fixture.cluster(jobs)
    let failure = JobFailure(
      cause: "TimeoutException", at: Fixture.now.advanced(by: .seconds(-34)), task: nil,
      location: nil)
    cluster.apply(JobMetrics(restarts: 232), to: .jobMetrics(ids[0]), at: Fixture.now)
    cluster.apply(failure, to: .failure(ids[0]), at: Fixture.now)
    var state = Fixture.state(jobs, columns: 120, rows: 40)
    _ = state.reduce(.snapshot(cluster, []), at: Fixture.now)
    func cell(_ id: JobID) throws -> CellText {
      JobRow(
        job: try #require(state.cluster.job(id)), verdict: state.verdict(id), charset: .unicode,
        now: Fixture.now, lostAt: nil
      ).restarts
    }
    #expect(try cell(ids[0]) == CellText("! 232", .critical, isBold: true))
    #expect(try cell(ids[1]) == .unknown)
    #expect(state.picture.contains("! 232"))
  }
}
