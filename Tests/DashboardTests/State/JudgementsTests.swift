import StreamModel
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
