import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Verdicts while nothing new is known")
struct HeldVerdictTests {
  private let orders = OrdersFixture.job

  private func later(_ seconds: Int) -> Timestamp { Fixture.now.advanced(by: .seconds(seconds)) }

  @Test("while nothing comes, how long ago a checkpoint was is told as of the last answer too")
  func agesStand() throws {
    let start = Fixture.now
    var state = OrdersFixture.state(columns: 120, rows: 40)
    func column(_ state: DashboardState) throws -> String {
      let line = state.frame().lines.first { $0.contains("orders") && $0.contains("RUNNING") }
      return try String(#require(line).suffix(22))
    }
    let live = try column(state)
    #expect(live.contains("ago"))
    var cluster = state.cluster
    let error = SourceError.unreachable(reason: "refused")
    cluster.connection = .unreachable(since: start, error)
    cluster.lastAnswerAt = start
    _ = state.reduce(.snapshot(cluster, []), at: start.advanced(by: .seconds(30)))
    #expect(try column(state) == live)
    cluster.connection = .live
    _ = state.reduce(.snapshot(cluster, []), at: start.advanced(by: .seconds(31)))
    #expect(try column(state) != live)
  }

  @Test("while the cluster is silent, jobs are judged as of its last answer")
  func silentCluster() {
    var job = Fixture.summary("fresh", .restarting)
    job.lastModification = Fixture.now.advanced(by: .seconds(-10))
    var state = Fixture.state([job])
    let verdict = state.verdict(job.id)
    #expect(verdict.severity == .warning)
    var cluster = state.cluster
    let error = SourceError.unreachable(reason: "refused")
    for connection in [
      Connection.stale(since: Fixture.now, error), .unreachable(since: Fixture.now, error),
    ] {
      cluster.connection = connection
      _ = state.reduce(.snapshot(cluster, []), at: later(600))
      #expect(state.verdict(job.id).severity == .warning)
    }
    // Had it answered all the time, a restart of ten minutes would need a person.
    cluster.connection = .live
    _ = state.reduce(.snapshot(cluster, []), at: later(600))
    #expect(state.verdict(job.id).severity == .critical)
  }

  @Test("how long ago a job failed goes on, though it is asked no more")
  func failedJob() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    var cluster = state.cluster
    var failed = Fixture.summary("orders", .failed)
    failed.endTime = later(5)
    let jobs = Fixture.jobs.map { $0.id == orders ? failed : $0 }
    for (seconds, age) in [(35, "30s"), (125, "2m 00s"), (665, "11m 00s")] {
      cluster.apply(jobs, to: .jobs, at: later(seconds))
      _ = state.reduce(.snapshot(cluster, []), at: later(seconds))
      let sentence = state.verdict(orders).sentences.first ?? ""
      #expect(sentence.hasPrefix("Failed \(age) ago"), "\(sentence)")
    }
  }

  @Test("a job that no screen asks about keeps its verdict until its state changes")
  func unaskedJob() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let verdict = state.verdict(orders)
    var cluster = state.cluster
    for seconds in [70, 300, 900] {
      cluster.apply(Fixture.jobs, to: .jobs, at: later(seconds))
      _ = state.reduce(.snapshot(cluster, []), at: later(seconds))
      #expect(state.verdict(orders) == verdict)
    }
    let failed = Fixture.jobs.map { $0.id == orders ? Fixture.summary("orders", .failed) : $0 }
    cluster.apply(failed, to: .jobs, at: later(960))
    _ = state.reduce(.snapshot(cluster, []), at: later(960))
    #expect(state.verdict(orders).findings.map(\.rule) == [.state])
  }
}
