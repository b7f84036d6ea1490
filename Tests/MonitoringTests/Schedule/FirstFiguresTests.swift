import StreamModel
import Testing

@testable import Monitoring

/// How soon a list of jobs shows its figures.
@Suite struct FirstFiguresTests {
  private let jobs = (0..<20).map(JobID.numbered)

  /// A list of 20 jobs of 4 vertices on a JobManager that fetched no metrics lately: what is asked in its first
  /// 300 ms is not there.
  private func playback(
    latency: Duration = .milliseconds(2),
    configuration: PollConfiguration = PollConfiguration()
  ) -> Playback {
    var playback = Playback(.running(20), configuration: configuration)
    playback.latency = latency
    playback.override = { question, now in
      let isEarly = now < .milliseconds(300)
      return switch question.kind {
      case .load: question.reply(to: LoadQuestion.self, isEarly ? nil : .working)
      case .watermarks:
        question.reply(to: WatermarksQuestion.self, isEarly ? nil : .at(Playback.epoch))
      default: nil
      }
    }
    playback.send(.start)
    playback.send(.demand(Demand(visibleJobs: jobs)))
    return playback
  }

  @Test("within 3 s a list of 20 jobs has load, records, lag and checkpoints in every row")
  func allFigures() throws {
    var playback = playback()
    playback.run(until: .seconds(3))
    for id in jobs {
      let job = try #require(playback.model.job(id))
      for vertex in 0..<4 { #expect(!playback.asked(.load(id, .numbered(vertex))).isEmpty) }
      #expect(job.vertices.values.allSatisfy { $0.load != nil })
      #expect(job.busiest != nil)
      #expect(job.checkpoints != nil)
      #expect(job.watermarkLag != nil)
    }
    // Twenty times structure, four loads, checkpoints and watermarks, and one that woke the metrics; what flows in
    // meanwhile goes to restarts.
    #expect(playback.asked.count { $0.question.job != nil } <= 12 + 132 + 18)
  }

  @Test("rows are filled from the top, kind by kind: structure, loads, checkpoints, watermarks")
  func order() {
    var playback = playback()
    playback.run(until: .seconds(3))
    // Three rows are asked besides for what dates the fetches of metrics.
    let timing = Array(jobs.prefix(3).map(AnyQuestion.jobMetrics))
    let woken = playback.asked.filter {
      $0.at >= .milliseconds(700) && $0.question.job != nil && !timing.contains($0.question)
    }
    let kinds = woken.map(\.question.kind)
    // Checkpoints need no metrics, and were asked while those were fetched.
    #expect(Array(kinds.prefix(20)).allSatisfy { $0 == .job })
    #expect(woken.prefix(20).map(\.question.job) == jobs)
    #expect(Array(kinds.dropFirst(20).prefix(80)).allSatisfy { $0 == .load })
    #expect(
      woken.dropFirst(20).prefix(80).map(\.question.job) == jobs.flatMap { [$0, $0, $0, $0] })
    #expect(Array(kinds.dropFirst(100).prefix(20)).allSatisfy { $0 == .watermarks })
  }

  @Test(
    "what the opening of a list spent is paid back: no more than the budget in the minute after")
  func paidBack() {
    var playback = playback()
    playback.run(until: .seconds(64))
    #expect(playback.requests(in: .seconds(4)..<(.seconds(64))) <= 425)
  }

  @Test("a second list that is opened later fills as quickly, though the first never rested")
  func secondList() throws {
    var cluster = FakeCluster.running(100)
    cluster.hasAccumulatedTimes = true
    var playback = Playback.jobsScreen(cluster, rows: 40)
    playback.run(until: .seconds(300))
    let next = (80..<90).map(JobID.numbered)
    playback.send(.demand(Demand(visibleJobs: next)))
    playback.run(for: .seconds(3))
    for id in next {
      let job = try #require(playback.model.job(id))
      #expect(job.busiest != nil)
      #expect(job.checkpoints != nil)
    }
  }

  @Test("a JobManager that takes 200 ms an answer is not flooded")
  func slowJobManager() {
    var playback = playback(
      latency: .milliseconds(200), configuration: PollConfiguration(requestsInFlight: 6))
    playback.run(until: .seconds(5))
    #expect(playback.requests(in: .zero..<(.seconds(5))) <= 75)
  }

  @Test("a very wide job is asked for its ends first, and for sixty vertices at most")
  func wideJob() {
    var playback = Playback.jobsScreen(.running(1, vertices: 80), rows: 1)
    playback.run(until: .seconds(3))
    let loads = playback.asked.filter { $0.question.kind == .load }.map(\.question)
    let job = JobID.numbered(0)
    #expect(loads.prefix(2) == [.load(job, .numbered(0)), .load(job, .numbered(79))])
    #expect(Set(loads).count == 60)
  }

  @Test("what a wide job has beyond a dozen vertices waits for the other rows")
  func wideBesideOthers() throws {
    var playback = Playback.jobsScreen(.running(4, vertices: 28), rows: 4)
    playback.run(until: .seconds(3))
    let asked = playback.asked.map(\.question)
    let lastWatermarks = try #require(asked.lastIndex { $0.kind == .watermarks })
    let before = asked[..<lastWatermarks].filter { $0.kind == .load }
    #expect(Set(before).count == 4 * 12)
    for id in (0..<4).map(JobID.numbered) {
      #expect(playback.model.job(id)?.busiest != nil)
    }
  }

  @Test("coming back to a list asks nothing again that is not due")
  func comingBack() {
    var playback = playback()
    playback.run(until: .seconds(30))
    playback.send(
      .demand(Demand(openJob: jobs[0], visibleVertices: (0..<4).map(VertexID.numbered))))
    playback.run(for: .seconds(2))
    playback.send(.demand(Demand(visibleJobs: jobs)))
    playback.run(for: .seconds(20))
    for id in jobs.dropFirst() {
      for question in [AnyQuestion.job(id), .checkpoints(id)] {
        let times = playback.asked(question)
        #expect(zip(times, times.dropFirst()).dropFirst().allSatisfy { $1 - $0 >= .seconds(10) })
      }
      // The first loads were for want of anything better.
      #expect(playback.asked(.load(id, .numbered(0))).count <= 2)
    }
  }
}

extension VertexLoad {
  fileprivate static let working: VertexLoad = {
    func even(_ value: Double) -> SubtaskAggregate {
      SubtaskAggregate(min: value, max: value, average: value, sum: value, skewPercent: 0)
    }
    return VertexLoad(
      busy: even(300), backpressured: even(0), idle: even(700), recordsIn: even(100),
      recordsOut: even(100), bytesIn: nil, bytesOut: nil)
  }()
}

extension VertexWatermarks {
  static func at(_ time: Timestamp) -> VertexWatermarks {
    VertexWatermarks(
      lowest: .at(time), highest: .at(time), subtasks: 1, subtasksWithoutWatermark: 0)
  }
}
