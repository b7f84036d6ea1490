import StreamModel
import Testing

@testable import Monitoring

/// What the screens about time, attempts and accumulators cost.
@Suite("Requests of what a job did and carries") struct TimelineRequestsTests {
  private let job = JobID.numbered(0)
  private let vertex = VertexID.numbered(1)

  private func count(_ question: some Question) -> Int {
    var playback = Playback(.running(1))
    playback.send(.start)
    playback.send(.demand(Demand(openJob: job, questions: [AnyQuestion(question)])))
    playback.run(until: .seconds(61))
    return playback.asked(AnyQuestion(question)).count
  }

  @Test("what may change is asked once in ten seconds at most")
  func repeated() {
    let counts = [
      count(.subtaskTimes(job, vertex)), count(.subtask(job, vertex, 3)),
      count(.accumulators(.job(job))), count(.accumulators(.vertex(job, vertex))),
      count(.accumulators(.attempt(job, vertex, subtask: 3, attempt: 1))), count(.rescales(job)),
      count(.subtaskAccumulators(job, vertex)), count(.rescaleOverview(job)),
      count(.rescaleSummary(job)), count(.applicationFailures(ApplicationID("a"))),
    ]
    #expect(counts.allSatisfy { (5...7).contains($0) }, "\(counts)")
  }

  @Test("what tells of tasks is asked anew as they restart, until it can't be of the run before")
  func restarting() {
    let question = SubtaskQuestion(job, vertex, 3)
    var playback = Playback(.running(1))
    playback.send(.start)
    playback.send(.demand(Demand(openJob: job, questions: [AnyQuestion(question)])))
    playback.run(until: .seconds(31))
    playback.cluster.jobs[job]?.state = .restarting
    playback.run(until: .seconds(37))
    playback.cluster.jobs[job]?.state = .running
    playback.run(until: .seconds(100))
    let times = playback.asked(AnyQuestion(question))
    func asked(_ range: Range<Double>) -> Int { times.count { range.contains($0.inSeconds) } }
    // As soon as the list tells of it, then as often as that goes on.
    #expect(asked(31..<34) >= 1 && asked(37..<40) >= 1)
    #expect((4...9).contains(asked(31..<44)))
    #expect((4...6).contains(asked(46..<96)), "\(times)")
  }

  @Test("an attempt that is over, and what something is set to, is asked about once")
  func once() {
    #expect(count(.attempt(job, vertex, 3, attempt: 0)) == 1)
    #expect(count(.rescaleSettings(job)) == 1)
    #expect(count(.applicationConfiguration(ApplicationID("a"))) == 1)
  }
}
