import StreamModel
import Testing

@testable import Monitoring

/// What fails in a job that goes on is asked for in the background, where the system tells it in no other way.
@Suite struct FailuresInPlaceTests {
  private let first = JobID.numbered(0)

  private func playback(_ demand: Demand, failsInPlace: Bool = true) -> Playback {
    var traits = SystemTraits.flink
    traits.failsInPlace = failsInPlace
    var playback = Playback(.running(3), traits: traits)
    // A tracker takes its time, which is no reason to give the question up.
    playback.latencyOfFigures = .seconds(1)
    playback.send(.start)
    playback.send(.demand(demand))
    playback.run(until: .seconds(300))
    return playback
  }

  @Test("of an open job each 30 s, of rows each minute, of others each four, and of none elsewhere")
  func paces() {
    func spacing(_ job: JobID, _ playback: Playback) -> [Duration] {
      let times = playback.asked(AnyQuestion(ExceptionsQuestion(job)))
      return zip(times, times.dropFirst()).map { $1 - $0 }
    }
    let open = playback(Demand(openJob: first))
    #expect((9...10).contains(open.asked(AnyQuestion(ExceptionsQuestion(first))).count))
    #expect(spacing(first, open).allSatisfy { $0 >= .seconds(30) })
    #expect((1...2).contains(open.asked(AnyQuestion(ExceptionsQuestion(.numbered(1)))).count))
    let rows = playback(Demand(visibleJobs: [first, .numbered(1)]))
    #expect((4...5).contains(rows.asked(AnyQuestion(ExceptionsQuestion(first))).count))
    #expect(spacing(first, rows).allSatisfy { $0 >= .seconds(60) })
    #expect(rows.cancelled.isEmpty && rows.model.job(first)?.failures != nil)
    let flink = playback(Demand(openJob: first), failsInPlace: false)
    #expect(!flink.asked.contains { $0.question.kind == .exceptions })
  }

  @Test("their own screen asks more often, and never twice at once")
  func screen() {
    let shown = playback(
      Demand(openJob: first, questions: [AnyQuestion(ExceptionsQuestion(first))]))
    #expect(shown.asked(AnyQuestion(ExceptionsQuestion(first))).count > 20)
    #expect(shown.askedTwiceAtOnce.isEmpty)
  }

  @Test("a snapshot asks for them once of each job that lives")
  func snapshot() async throws {
    var traits = SystemTraits.flink
    traits.failsInPlace = true
    let system = ScriptedSystem(.running(2))
    let taker = SnapshotTaker(system: system, clock: ManualClock(jumps: true), requestsInFlight: 2)
    let empty = ClusterModel(identity: .test, interval: .seconds(2), traits: traits)
    let model = try await taker.takeAll(empty) { Demand(visibleJobs: $0.jobOrder) }.get().cluster
    #expect(system.log.count { $0.kind == .exceptions } == 2)
    #expect(model.jobs.allSatisfy { $0.failures != nil })
  }
}
