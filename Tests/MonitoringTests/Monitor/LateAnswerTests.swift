import StreamModel
import Testing

@testable import Monitoring

@Suite struct LateAnswerTests {
  private let job = JobID.numbered(0)

  @Test("what is on no screen any more is given up after a second")
  func givenUp() {
    var playback = Playback.jobScreen(.running(1), vertices: 0)
    playback.run(until: .seconds(10))
    playback.hangs = { $0.kind == .job }
    playback.run(until: .seconds(14))
    playback.send(.demand(Demand()))
    playback.run(for: .milliseconds(900))
    #expect(playback.cancelled.isEmpty)
    playback.run(for: .milliseconds(200))
    #expect(playback.cancelled == [.job(job)])
  }

  @Test("an answer within that second is used, as the job may be opened again")
  func stillUsed() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 0)
    playback.hangs = { $0.kind == .checkpoints }
    playback.run(until: .seconds(5))
    playback.send(.demand(Demand()))
    playback.release(.checkpoints(job))
    playback.run(for: .seconds(3))
    #expect(playback.cancelled.isEmpty)
    #expect(playback.model.job(job)?.checkpoints != nil)
  }

  @Test("what is opened again within that second goes on")
  func wantedAgain() {
    var playback = Playback.jobScreen(.running(1), vertices: 0)
    playback.hangs = { $0.kind == .checkpoints }
    playback.run(until: .seconds(5))
    playback.send(.demand(Demand()))
    playback.run(for: .milliseconds(500))
    playback.send(.demand(Demand(openJob: job)))
    playback.run(for: .seconds(3))
    #expect(playback.cancelled.isEmpty)
    #expect(playback.asked(.checkpoints(job)).count == 1)
  }

  @Test("an answer to a question that was given up is dropped, and the newer one stays")
  func droppedAfterGivingUp() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 0)
    playback.run(until: .seconds(10))
    let old = try #require(playback.model.job(job)?.detail)
    playback.hangs = { $0.kind == .job }
    playback.run(until: .seconds(14))
    let ticket = try #require(
      playback.core.flights.first { $0.value.question == .job(job) }?.key)
    playback.send(.demand(Demand()))
    playback.run(for: .seconds(2))
    playback.hangs = { _ in false }
    playback.send(.demand(Demand(openJob: job)))
    playback.run(for: .milliseconds(50))
    let new = try #require(playback.model.job(job)?.detail)
    #expect(new.receivedAt > old.receivedAt)
    playback.run(for: .milliseconds(50))
    playback.send(
      .replied(ticket, playback.cluster.answer(.job(job), at: playback.wallClock), after: .zero))
    #expect(playback.model.job(job)?.detail?.receivedAt == new.receivedAt)
  }

  @Test("answers of a JobManager that is no more are dropped, and the capabilities asked again")
  func jobManagerRestarts() throws {
    var playback = Playback.jobScreen(.running(2), vertices: 0)
    playback.run(until: .seconds(10))
    playback.hangs = { $0.kind == .overview }
    playback.run(until: .seconds(12.5))
    let ticket = try #require(playback.core.flights.first { $0.value.question == .overview }?.key)
    // The JobManager comes back without its jobs.
    playback.cluster = FakeCluster()
    playback.hangs = { _ in false }
    // Two lists say so.
    playback.run(until: .seconds(16.5))
    #expect(playback.model.restartedAt != nil)
    #expect(playback.model.vanishedAt(job) != nil)
    #expect(playback.asked(.capabilities).count == 2)
    let before = playback.model.overview?.receivedAt
    playback.send(
      .replied(
        ticket, .success(Reply(FakeCluster.running(2).overview, to: .overview)), after: .zero))
    #expect(playback.model.overview?.receivedAt == before)
    playback.run(for: .milliseconds(50))
    #expect(playback.model.overview?.value.jobsRunning == 0)
  }

  @Test("a job that vanishes while it is asked about keeps its last data")
  func vanishes() throws {
    var playback = Playback.jobScreen(.running(2), vertices: 0)
    playback.run(until: .seconds(10))
    playback.hangs = { $0.kind == .checkpoints }
    playback.run(until: .seconds(13.5))
    playback.cluster.remove(job)
    playback.run(until: .seconds(15))
    let kept = try #require(playback.model.job(job)?.checkpoints?.latest.receivedAt)
    playback.release(.checkpoints(job))
    #expect(playback.model.job(job)?.checkpoints?.latest.receivedAt == kept)
    let before = playback.asked.count
    playback.run(for: .seconds(10))
    #expect(playback.asked.dropFirst(before).allSatisfy { $0.question.job != job })
  }

  @Test("the system's own giving up is a failure like others")
  func cancelledByTheSystem() {
    var playback = Playback.jobScreen(.running(1), vertices: 0)
    playback.override = { question, _ in
      question.kind == .checkpoints ? .failure(.cancelled) : nil
    }
    playback.run(until: .seconds(60))
    #expect(playback.count(.checkpoints) <= 6)
    #expect(playback.model.connection == .live)
  }
}
