import StreamModel
import Testing

@testable import Monitoring

/// Jobs that are not on the screen are judged all the same.
@Suite struct HiddenJobsTests {
  private let open = JobID.numbered(0)

  /// The screen of a job of 12 vertices, in a cluster of so many jobs.
  private func playback(jobs: Int) -> Playback {
    var cluster = FakeCluster.running(jobs)
    cluster.jobs[open]?.vertices = 12
    var playback = Playback(cluster)
    playback.send(.start)
    playback.send(
      .demand(Demand(openJob: open, visibleVertices: (0..<12).map(VertexID.numbered))))
    return playback
  }

  /// The longest time for which a figure of a question was the newest, from `start` on.
  private func oldest(_ question: AnyQuestion, in playback: Playback, from start: Duration)
    -> Duration
  {
    let times = playback.asked(question)
    let gaps = zip(times, times.dropFirst() + [playback.now]).filter { $1 > start }
    return gaps.map { $1 - $0 }.max() ?? playback.now
  }

  @Test("while one job is open for ten minutes, no figure of 60 jobs is older than 60 s")
  func sixtyJobs() {
    var playback = playback(jobs: 60)
    playback.run(until: .seconds(600))
    for number in 1..<60 {
      let id = JobID.numbered(number)
      for question in [AnyQuestion.job(id), .checkpoints(id), .watermarks(id, .numbered(3))] {
        #expect(oldest(question, in: playback, from: .seconds(120)) <= .seconds(60))
      }
      #expect(oldest(.jobMetrics(id), in: playback, from: .seconds(300)) <= .seconds(240))
    }
    for minute in 1..<10 {
      let range = Duration.seconds(minute * 60)..<(Duration.seconds(minute * 60 + 60))
      #expect(playback.requests(in: range) <= 425)
    }
  }

  @Test("the open job does not suffer for it: its vertices are asked at least each 25 s")
  func openJobGoesOn() {
    var playback = playback(jobs: 60)
    playback.run(until: .seconds(300))
    #expect(oldest(.job(open), in: playback, from: .seconds(60)) <= .seconds(4))
    #expect(oldest(.checkpoints(open), in: playback, from: .seconds(60)) <= .seconds(4))
    for vertex in (0..<12).map(VertexID.numbered) {
      #expect(oldest(.load(open, vertex), in: playback, from: .seconds(60)) <= .seconds(25))
    }
  }

  @Test("of more jobs than can be kept fresh all are served in turn, whatever screen is open")
  func inTurn() throws {
    #expect(HiddenJobs.keptFresh < 100 - 37)
    for rows in [0, 37] {
      var playback = Playback.jobsScreen(.running(100), rows: rows)
      // A round of those that are not shown takes 100 s, and 165 s beside 37 rows.
      playback.run(until: .seconds(450))
      let counts = playback.asked.reduce(into: [AnyQuestion: Int]()) { counts, ask in
        if ask.at > .seconds(200) { counts[ask.question, default: 0] += 1 }
      }
      let asked = (rows..<100).map { counts[.job(.numbered($0))] ?? 0 }
      let fewest = try #require(asked.min())
      let most = try #require(asked.max())
      #expect(fewest >= 1)
      #expect(most - fewest <= 1)
      #expect(playback.requests(in: .seconds(360)..<(.seconds(420))) <= 425)
    }
  }

  @Test("rows of the list keep most of the budget where many jobs are not shown")
  func rowsGoFirst() {
    var playback = Playback.jobsScreen(.running(100), rows: 37)
    playback.run(until: .seconds(240))
    for number in 0..<37 {
      let id = JobID.numbered(number)
      #expect(oldest(.job(id), in: playback, from: .seconds(120)) <= .seconds(60))
      #expect(oldest(.checkpoints(id), in: playback, from: .seconds(120)) <= .seconds(60))
    }
  }

  @Test("jobs that are scrolled out of the list are judged from figures at most 60 s old as well")
  func scrolledOut() {
    var playback = Playback.jobsScreen(.running(60), rows: 30)
    playback.run(until: .seconds(240))
    for number in 0..<60 {
      let id = JobID.numbered(number)
      for question in [AnyQuestion.job(id), .checkpoints(id), .watermarks(id, .numbered(3))] {
        #expect(oldest(question, in: playback, from: .seconds(120)) <= .seconds(60))
      }
    }
  }

  @Test("a job that falls behind has samples enough for its trend while it is not shown")
  func trendGoesOn() throws {
    var playback = playback(jobs: 30)
    playback.override = { question, now in
      guard question == .watermarks(.numbered(7), .numbered(3)) else { return nil }
      // Its watermark moves at half the speed of time.
      return question.reply(
        to: WatermarksQuestion.self, .at(Playback.epoch.advanced(by: now / 2 - .seconds(60))))
    }
    playback.run(until: .seconds(400))
    let job = try #require(playback.model.job(.numbered(7)))
    let samples = job.lagSeries.samples.filter {
      playback.wallClock.since($0.at) <= .seconds(180)
    }
    #expect(samples.count >= 4)
    // The others are asked each minute, which would leave no room for one that is late.
    let times = playback.asked(.watermarks(.numbered(7), .numbered(3))).filter {
      $0 > .seconds(100)
    }
    #expect(times.count > 5)
    #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 < .seconds(50) })
  }

  @Test("a hidden job is asked once for what failed, when it gets into trouble")
  func failure() {
    var playback = playback(jobs: 5)
    playback.run(until: .seconds(100))
    #expect(playback.asked(.failure(.numbered(3))).isEmpty)
    playback.cluster.jobs[.numbered(3)]?.state = .failed
    playback.run(until: .seconds(300))
    #expect((1...2).contains(playback.asked(.failure(.numbered(3))).count))
  }

  @Test("while paused no hidden job is asked about, and what was under way is given up")
  func paused() {
    var playback = playback(jobs: 60)
    playback.run(until: .seconds(100))
    playback.hangs = { $0.job != nil && $0.job != .numbered(0) }
    playback.run(until: .seconds(102))
    let hidden = playback.core.flights.values.filter(\.isHidden)
    #expect(hidden.count == 1)
    playback.send(.demand(Demand(openJob: open, isPaused: true)))
    playback.run(until: .seconds(104))
    #expect(playback.core.flights.isEmpty)
    #expect(playback.requests(in: .seconds(102.1)..<(.seconds(104))) == 0)
  }

  @Test("a question about a hidden job that hangs is neither given up nor in the way of the others")
  func hanging() {
    var playback = playback(jobs: 10)
    playback.run(until: .seconds(100))
    playback.hangs = { $0.job == .numbered(4) }
    playback.run(until: .seconds(160))
    #expect(playback.cancelled.isEmpty)
    #expect(playback.core.flights.values.count { $0.isHidden } == 1)
    #expect(oldest(.job(open), in: playback, from: .seconds(100)) <= .seconds(4))
  }

  @Test("one hidden job costs a few requests a minute")
  func cost() {
    var playback = Playback.jobsScreen(.running(1), rows: 0)
    playback.run(until: .seconds(300))
    #expect(playback.requests(in: .seconds(60)..<(.seconds(300))) <= 4 * (60 + 10))
    #expect(playback.published.count <= 300)
  }

  @Test("jobs that have ended are not asked about while they are not shown")
  func ended() {
    var cluster = FakeCluster.running(0)
    for number in 0..<50 {
      cluster.add(
        .numbered(number), .init(name: "ended", state: number % 2 == 0 ? .failed : .finished))
    }
    var playback = Playback.jobsScreen(cluster, rows: 0)
    playback.run(until: .seconds(120))
    #expect(playback.asked.allSatisfy { $0.question.job == nil })
  }

  @Test("of more jobs than can be followed, those looked at before are")
  func tooMany() {
    let count = PollMemory.mostHidden + 20
    let last = JobID.numbered(count - 1)
    var playback = Playback.jobsScreen(.running(count), rows: 0)
    playback.send(.demand(Demand(visibleJobs: [last])))
    playback.run(until: .seconds(20))
    playback.send(.demand(Demand()))
    playback.run(until: .seconds(300))
    #expect(playback.asked(.job(last)).count { $0 > .seconds(100) } >= 1)
    let jobs = Set(playback.asked.compactMap(\.question.job))
    #expect(jobs.count <= PollMemory.mostHidden + 1)
  }
}
