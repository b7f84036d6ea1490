import StreamModel
import Testing

@testable import Monitoring

@Suite struct MetricWarmthTests {
  private let metricBacked: [QuestionKind] = [.job, .jobMetrics, .load, .watermarks]

  @Test("one question wakes the JobManager's metrics; the others wait until they are fetched")
  func oneWakes() {
    var playback = Playback.jobsScreen(.running(10), rows: 10)
    playback.run(until: .milliseconds(690))
    let early = playback.asked.filter { metricBacked.contains($0.question.kind) }
    #expect(early.count == 1)
    // What needs no metrics does not wait.
    #expect(playback.count(.checkpoints) == 10)
  }

  @Test("the question that woke them is asked again as soon as they are fetched")
  func askedTwice() throws {
    var playback = Playback.jobsScreen(.running(1), rows: 1)
    playback.run(until: .seconds(5))
    let times = playback.asked(.job(.numbered(0)))
    #expect(times.count == 2)
    let gap = try #require(times.last) - (times.first ?? .zero)
    #expect(gap >= .milliseconds(500) && gap <= .seconds(1))
  }

  @Test("after a pause of more than 15 s the first question wakes them again")
  func afterPause() {
    var playback = Playback.jobScreen(.running(1), vertices: 4)
    playback.run(until: .seconds(60))
    playback.send(.demand(Demand(openJob: .numbered(0), isPaused: true)))
    playback.run(until: .seconds(90))
    playback.send(
      .demand(
        Demand(openJob: .numbered(0), visibleVertices: (0..<4).map(VertexID.numbered))))
    playback.run(until: .seconds(90.69))
    let early = playback.asked.filter {
      $0.at >= .seconds(90) && metricBacked.contains($0.question.kind)
    }
    #expect(early.count == 1)
    playback.run(until: .seconds(92))
    #expect(playback.count(.load, in: .seconds(90)..<(.seconds(92))) == 4)
  }

  @Test("steady polling keeps them awake")
  func steady() {
    var playback = Playback.jobScreen(.running(1), vertices: 4)
    playback.run(until: .seconds(60))
    let times = playback.asked(.job(.numbered(0))).drop { $0 < .seconds(1) }
    for (earlier, later) in zip(times, times.dropFirst()) {
      #expect(later - earlier >= .seconds(3))
    }
  }

  @Test("if the waking question fails, the next one wakes")
  func wakingFails() {
    var playback = Playback.jobScreen(.running(1), vertices: 2)
    playback.override = { question, now in
      question.kind == .job && now < .seconds(1)
        ? .failure(.server(status: 500, message: "x")) : nil
    }
    playback.run(until: .milliseconds(100))
    #expect(playback.asked.count { metricBacked.contains($0.question.kind) } == 2)
  }

  @Test("a metric that was not there is asked for again after a second, three times, then as usual")
  func emptyAnswers() {
    var cluster = FakeCluster.running(1, vertices: 1)
    cluster.hasNoMetrics = true
    var playback = Playback.jobScreen(cluster, vertices: 1)
    playback.run(until: .seconds(60))
    let times = playback.asked(.load(.numbered(0), .numbered(0)))
    let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
    #expect(gaps.prefix(3).allSatisfy { $0 >= .seconds(1) && $0 < .seconds(1.2) })
    #expect(gaps.count >= 6)
    #expect(gaps.dropFirst(3).allSatisfy { $0 >= .seconds(10) })
  }

  @Test("the schedule says how old metrics are: as old as the pause that their question ends")
  func ages() {
    var warmth = MetricWarmth(step: .seconds(10))
    #expect(warmth.freshness(at: .seconds(1)) == .asOf(nil))
    warmth.noteAsk(at: .seconds(1))
    #expect(warmth.freshness(at: .seconds(1.7)) == .current)
    warmth.noteAsk(at: .seconds(10))
    #expect(warmth.freshness(at: .seconds(25)) == .current)
    #expect(warmth.freshness(at: .seconds(25.1)) == .asOf(.seconds(10)))
    warmth.wakingFailed()
    #expect(warmth.freshness(at: .seconds(26)) == .asOf(nil))
  }

  @Test("figures of an answer that ends a pause are from before it, and those after it are new")
  func ageAfterPause() throws {
    var playback = Playback.jobsScreen(.running(1), rows: 1)
    playback.run(until: .seconds(60))
    let demand = playback.core.demand
    playback.send(.demand(Demand(isPaused: true)))
    playback.run(until: .seconds(200))
    let lastAsk = try #require(
      playback.asked.last { metricBacked.contains($0.question.kind) }?.at)
    playback.send(.demand(demand))
    /// The ages of what is under way, looked at each millisecond until then.
    func ages(until end: Duration) -> [MetricAge] {
      var ages: [MonitorCore.Ticket: MetricAge] = [:]
      while playback.now < end {
        playback.run(for: .milliseconds(1))
        for (ticket, flight) in playback.core.flights {
          guard let kind = flight.question?.kind, metricBacked.contains(kind) else { continue }
          ages[ticket] = flight.metrics
        }
      }
      return Array(ages.values)
    }
    #expect(ages(until: .seconds(200.6)) == [.asOf(Playback.epoch.advanced(by: lastAsk))])
    let later = ages(until: .seconds(202))
    #expect(later.count > 1 && later.allSatisfy { $0 == .current })
    #expect(playback.count(.load, in: .seconds(200.5)..<(.seconds(202))) > 0)
  }
}
