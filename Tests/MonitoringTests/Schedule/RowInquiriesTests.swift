import StreamModel
import Testing

@testable import Monitoring

@Suite("Rows that are looked into")
struct RowInquiriesTests {
  private static let busy = VertexID.numbered(1)

  /// Ten jobs, of which these are held up.
  private func cluster(heldUp: [Int]) -> FakeCluster {
    var cluster = FakeCluster.running(10)
    for number in heldUp { cluster.jobs[.numbered(number)]?.isHeldUp = true }
    return cluster
  }

  /// The jobs whose busy vertex was asked for its subtasks in a span of time.
  private func lookedInto(_ playback: Playback, in span: Range<Int> = 0..<10_000) -> Set<Int> {
    let times = Duration.seconds(span.lowerBound)..<Duration.seconds(span.upperBound)
    return Set(
      (0..<10).filter { number in
        playback.asked(AnyQuestion(.subtasks(.numbered(number), Self.busy)))
          .contains(where: times.contains)
      })
  }

  @Test("those that something may be wrong with, once in a step of the metrics")
  func inDoubt() {
    var playback = Playback.jobsScreen(cluster(heldUp: [3, 8]), rows: 10)
    playback.run(until: .seconds(120))
    #expect(lookedInto(playback) == [3, 8])
    for number in [3, 8] {
      let times = playback.asked(AnyQuestion(.subtasks(.numbered(number), Self.busy)))
      #expect((8...12).contains(times.count), "\(times)")
      let loads = playback.model.jobsByID[.numbered(number)]?.vertices[Self.busy]?.subtaskLoads
      #expect(loads?.value.loads.count == 4)
    }
    #expect(playback.count(.metricValues) > 0)
  }

  @Test("the uppermost three, and another instead of one that is opened")
  func three() {
    var playback = Playback.jobsScreen(cluster(heldUp: [2, 4, 5, 6, 7]), rows: 10)
    playback.run(until: .seconds(60))
    #expect(lookedInto(playback) == [2, 4, 5])
    playback.send(
      .demand(Demand(visibleJobs: (0..<10).map(JobID.numbered), openJob: .numbered(4))))
    playback.run(until: .seconds(120))
    #expect(lookedInto(playback, in: 61..<120) == [2, 4, 5, 6])
    // Not what is not shown.
    playback.send(.demand(Demand(visibleJobs: [.numbered(6), .numbered(9)])))
    playback.run(until: .seconds(180))
    #expect(lookedInto(playback, in: 121..<180) == [6])
  }

  @Test("what the workers do is asked for one job at a time, in its own steps")
  func workers() {
    for open in [nil, JobID.numbered(3)] {
      var playback = Playback(cluster(heldUp: [2, 3, 4]))
      playback.send(.start)
      playback.send(.demand(Demand(visibleJobs: playback.cluster.order, openJob: open)))
      playback.run(until: .seconds(120))
      let workers = MetricSource.workers.subject
      let asks = playback.asked.filter {
        $0.question.kind == .metricValues && $0.question.key.subject == workers
      }
      #expect((3...12).contains(asks.count), "\(asks.map(\.at))")
    }
  }

  @Test("they take little from what the rows show, however many are in doubt")
  func share() {
    func figures(heldUp: Int) -> (job: Int, requests: Int) {
      var cluster = FakeCluster.running(37)
      for number in 0..<heldUp { cluster.jobs[.numbered(number)]?.isHeldUp = true }
      var playback = Playback.jobsScreen(cluster, rows: 37)
      playback.run(until: .seconds(180))
      let span: Range<Duration> = .seconds(60)..<(.seconds(180))
      return (playback.count(.job, in: span), playback.requests(in: span))
    }
    let (calm, sick) = (figures(heldUp: 0), figures(heldUp: 37))
    #expect(Double(sick.job) > Double(calm.job) * 0.85, "\(calm) \(sick)")
    #expect(sick.requests <= 850)
  }
}
