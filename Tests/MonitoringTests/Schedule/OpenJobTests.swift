import StreamModel
import Testing

@testable import Monitoring

@Suite struct OpenJobTests {
  private let job = JobID.numbered(0)
  private let checkpoint = CheckpointID(17)
  private let vertex = VertexID.numbered(1)

  private func playback(
    _ status: CheckpointStatus, interval: Duration = .seconds(2)
  ) -> Playback {
    var cluster = FakeCluster()
    cluster.add(job, .init(name: "a", checkpointStatus: status))
    var playback = Playback(cluster, configuration: PollConfiguration(interval: interval))
    playback.send(.start)
    playback.send(
      .demand(
        Demand(openJob: job, openCheckpoint: checkpoint, openCheckpointVertex: vertex)))
    return playback
  }

  @Test(
    "the open job is asked about each 3 s, or each interval where that is longer",
    arguments: [
      (Duration.milliseconds(500), Duration.seconds(3)), (.seconds(2), .seconds(3)),
      (.seconds(5), .seconds(5)),
    ])
  func cadence(interval: Duration, expected: Duration) {
    var playback = playback(.completed(path: nil, isDiscarded: false), interval: interval)
    playback.run(until: .seconds(60))
    for question in [AnyQuestion.job(job), .checkpoints(job)] {
      let times = playback.asked(question).drop { $0 < .seconds(2) }
      #expect(times.count >= 10)
      for (earlier, later) in zip(times, times.dropFirst()) {
        #expect(later - earlier >= expected)
        #expect(later - earlier < expected + .milliseconds(100))
      }
    }
  }

  @Test(
    "an open checkpoint that is settled is asked for once",
    arguments: [CheckpointStatus.completed(path: nil, isDiscarded: false), .failed(cause: nil)])
  func settledCheckpoint(status: CheckpointStatus) {
    var playback = playback(status)
    playback.run(until: .seconds(60))
    #expect(playback.asked(.checkpoint(job, checkpoint)).count == 1)
    // Its subtasks may have been asked for before that was known.
    #expect(playback.asked(.checkpointSubtasks(job, checkpoint, vertex)).count <= 2)
  }

  @Test(
    "an open checkpoint in progress is followed each 3 s until it is settled, subtasks included")
  func checkpointInProgress() {
    var playback = playback(.inProgress)
    playback.run(until: .seconds(31))
    #expect((10...12).contains(playback.asked(.checkpoint(job, checkpoint)).count))
    playback.cluster.jobs[job]?.checkpointStatus = .completed(path: nil, isDiscarded: false)
    playback.run(until: .seconds(35))
    let settled = playback.asked(.checkpoint(job, checkpoint)).count
    playback.run(until: .seconds(120))
    #expect(playback.asked(.checkpoint(job, checkpoint)).count == settled)
    let subtasks = playback.asked(.checkpointSubtasks(job, checkpoint, vertex))
    let lastDetail = playback.asked(.checkpoint(job, checkpoint)).last ?? .zero
    #expect(subtasks.count { $0 > lastDetail } == 1)
  }

  @Test("the last failure is asked for when a job is opened, whatever its state")
  func failure() {
    var playback = playback(.inProgress)
    playback.run(until: .seconds(60))
    #expect(playback.asked(.failure(job)).count == 1)
  }

  @Test("a job that is opened is asked about at once, without waiting for the tick")
  func openedBetweenTicks() {
    var playback = Playback.jobsScreen(.running(3), rows: 0)
    playback.run(until: .seconds(60.9))
    playback.send(.demand(Demand(openJob: job, visibleVertices: [vertex])))
    playback.run(for: .milliseconds(50))
    #expect(playback.asked(.job(job)).count { $0 >= .seconds(60.9) } == 1)
    #expect(playback.asked(.checkpoints(job)).count { $0 >= .seconds(60.9) } == 1)
  }

  @Test("a refresh asks for the list and the open job at once, but not again and again")
  func refresh() {
    var playback = playback(.completed(path: nil, isDiscarded: false))
    playback.run(until: .seconds(61))
    let before = playback.asked.count
    playback.send(.refresh)
    playback.run(for: .milliseconds(500))
    let asked = playback.asked.dropFirst(before).map(\.question)
    for question in [AnyQuestion.jobs, .overview, .job(job), .checkpoints(job)] {
      #expect(asked.contains(question))
    }
    for _ in 0..<30 {
      playback.send(.refresh)
      playback.run(for: .milliseconds(30))
    }
    #expect(playback.asked(.jobs).count { $0 >= .seconds(61) } <= 4)
  }

  @Test("a vertex that has finished has no metrics to ask for")
  func finishedVertex() {
    var cluster = FakeCluster()
    cluster.add(job, .init(name: "a", vertices: 3, finishedVertices: 1))
    var playback = Playback.jobScreen(cluster, vertices: 3)
    playback.run(until: .seconds(30))
    #expect(playback.asked(.load(job, .numbered(0))).isEmpty)
    #expect(playback.asked(.watermarks(job, .numbered(0))).isEmpty)
    #expect(playback.asked(.load(job, .numbered(2))).count == 3)
  }

  @Test("a job that is open and listed, or listed twice, is asked about once")
  func listedTwice() {
    var playback = Playback(.running(2))
    playback.send(.start)
    playback.send(
      .demand(Demand(visibleJobs: [job, .numbered(1), .numbered(1)], openJob: job)))
    playback.run(until: .seconds(60))
    #expect(playback.askedTwiceAtOnce.isEmpty)
    for id in [job, .numbered(1)] {
      let times = playback.asked(.checkpoints(id))
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(2.9) })
    }
  }

  @Test("what is asked about a vertex says where it stands, so that the system need not know")
  func informed() throws {
    var playback = Playback.jobScreen(.running(1), vertices: 4)
    playback.run(until: .seconds(10))
    let last = VertexSite(name: "vertex 3", isSource: false, hasDownstream: false)
    let ask = try #require(
      playback.asked.last { $0.question == .watermarks(.numbered(0), .numbered(3)) })
    #expect((ask.question.base as? WatermarksQuestion)?.site == last)
    let loads = playback.asked.compactMap { $0.question.base as? LoadQuestion }
    #expect(!loads.isEmpty && loads.allSatisfy { $0.site?.isSource == ($0.vertex == .numbered(0)) })
  }
}
