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

  @Test("nothing that is the cluster's is asked for them, and no log")
  func ofTheJob() {
    var cluster = cluster(heldUp: [2, 3, 4])
    let failed = CheckpointStatus.failed(cause: "Asynchronous task checkpoint failed.")
    cluster.jobs[.numbered(2)]?.checkpoints = [9, 8].map { .numbered($0, status: failed) }
    cluster.jobs[.numbered(2)]?.checkpointStatus = failed
    var playback = Playback.jobsScreen(cluster, rows: 10)
    playback.run(until: .seconds(120))
    #expect(lookedInto(playback) == [2, 3, 4])
    #expect(playback.count(.checkpoint) > 0)
    #expect(playback.count(.metricValues) == 0 && playback.count(.taskManagers) == 0)
    #expect(playback.count(.checkpointDecline) == 0)
  }

  @Test(
    "an answer that takes long is waited for, of a row and of the open job", arguments: [3, nil])
  func slow(open: Int?) {
    var cluster = cluster(heldUp: [3])
    let failed = CheckpointStatus.failed(cause: "Checkpoint expired before completing.")
    cluster.jobs[.numbered(3)]?.checkpoints = [9, 8].map { .numbered($0, status: failed) }
    cluster.jobs[.numbered(3)]?.checkpointStatus = failed
    var playback = Playback(cluster)
    playback.latencyOfFigures = .milliseconds(1500)
    playback.send(.start)
    playback.send(
      .demand(Demand(visibleJobs: [.numbered(3)], openJob: open.map(JobID.numbered))))
    playback.run(until: .seconds(120))
    let subtasks = playback.asked(AnyQuestion(.subtasks(.numbered(3), Self.busy)))
    let checkpoint = playback.asked(AnyQuestion(.checkpoint(.numbered(3), CheckpointID(9))))
    #expect((1...12).contains(subtasks.count), "\(subtasks)")
    #expect((1...2).contains(checkpoint.count), "\(checkpoint)")
    #expect(playback.cancelled.isEmpty)
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
