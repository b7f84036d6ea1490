import StreamModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite("Judging only what changed")
struct JudgementsTests {
  private func at(_ seconds: Double) -> Timestamp { Fixture.now.advanced(by: .seconds(seconds)) }

  /// A job that restarts since ten seconds, as its verdict has it.
  private func sentence(_ judgements: Judgements, _ job: JobID) -> String {
    judgements.held[job]?.verdict.sentences.first ?? ""
  }

  @Test("within a second what is unchanged is not judged again, what changed is, and then all is")
  func once() {
    var job = Fixture.summary("fresh", .restarting)
    job.lastModification = at(-10)
    var cluster = Fixture.cluster([job])
    var judgements = Judgements()
    func update(_ seconds: Double) {
      judgements.update(cluster, at: at(seconds)) { "\($0)" }
    }
    update(0)
    #expect(sentence(judgements, job.id) == "Restarting for 10s.")
    update(0.9)
    #expect(sentence(judgements, job.id) == "Restarting for 10s.")
    update(1)
    #expect(sentence(judgements, job.id) == "Restarting for 11s.")
    let failure = JobFailure(cause: "IOException: disk full", at: at(-10), task: nil, location: nil)
    cluster.apply(failure, to: .failure(job.id), at: at(1.2))
    update(1.2)
    #expect(sentence(judgements, job.id) == "Restarting for 11s: IOException: disk full.")
    cluster.apply([Fixture.summary("fresh", .running)], to: .jobs, at: at(1.4))
    update(1.4)
    #expect(!sentence(judgements, job.id).contains("Restarting"))
  }

  @Test(
    "a job of which only the sign is seen is judged each five seconds, the one that is read each second"
  )
  func read() {
    var state = OrdersFixture.state(columns: 120, rows: 40)
    let other = JobID(Fixture.identifier("payments"))
    state.jobs.table.hasMoved = true
    state.jobs.table.selected = OrdersFixture.job
    func judgedAt(_ job: JobID, after seconds: Double) -> Timestamp? {
      _ = state.reduce(.snapshot(state.cluster, []), at: at(seconds))
      return state.context.watched.judgements.held[job]?.at
    }
    _ = judgedAt(other, after: 10)
    #expect(judgedAt(OrdersFixture.job, after: 11.5) == at(11.5))
    #expect(judgedAt(other, after: 13) == at(10))
    #expect(judgedAt(other, after: 15) == at(15))
    // Under the cursor its sentence is read.
    state.jobs.table.selected = other
    _ = state.reduce(.tick, at: at(15.5))
    #expect(judgedAt(other, after: 16.5) == at(16.5))
  }

  @Test("a clock that is set back, and TaskManagers that went, have all judged anew")
  func anew() {
    var job = Fixture.summary("fresh", .created)
    job.lastModification = at(-100)
    var cluster = Fixture.cluster([job])
    cluster.apply(Fixture.overview(), to: .overview, at: at(0))
    var judgements = Judgements()
    judgements.update(cluster, at: at(0)) { "\($0)" }
    let before = sentence(judgements, job.id)
    var overview = Fixture.overview()
    (overview.taskManagers, overview.slotsTotal, overview.slotsAvailable) = (0, 0, 0)
    cluster.apply(overview, to: .overview, at: at(0.1))
    judgements.update(cluster, at: at(0.1)) { "\($0)" }
    #expect(sentence(judgements, job.id) != before)
    judgements.update(cluster, at: at(-20)) { "\($0)" }
    #expect(judgements.held[job.id]?.at == at(-20))
  }
}
