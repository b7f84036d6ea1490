import StreamModel
import Testing

@testable import Monitoring

/// What a screen costs the cluster, in requests a minute. The limits are promises: raise none without a reason.
@Suite struct RequestBudgetTests {
  private static let secondMinute: Range<Duration> = .seconds(60)..<(.seconds(120))

  @Test(
    "the Jobs screen keeps within its requests a minute",
    arguments: [
      // Jobs in the cluster, rows on the screen, limit.
      (1, 1, 90), (8, 8, 280), (35, 35, 425), (37, 37, 425), (300, 37, 425), (300, 60, 425),
    ])
  func jobsScreen(jobs: Int, rows: Int, limit: Int) {
    // More make the list longer, and are not followed.
    #expect(PollMemory.mostHidden + 37 < 300)
    var playback = Playback.jobsScreen(.running(jobs), rows: rows)
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: Self.secondMinute) <= limit)
    // The first minute has what was saved up for a screen that opens, the burst and the capabilities besides.
    #expect(playback.requests(in: .zero..<(.seconds(60))) <= limit + 132 + 20)
  }

  @Test(
    "the Job screen keeps within its requests a minute",
    // The two jobs that are not shown cost some ten of them.
    arguments: [(1, 130), (5, 180), (35, 425), (100, 425)])
  func jobScreen(vertices: Int, limit: Int) {
    var playback = Playback.jobScreen(.running(3, vertices: vertices), vertices: vertices)
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: Self.secondMinute) <= limit)
  }

  @Test(
    "the Subtasks screen costs the same however many subtasks there are",
    arguments: [4, 2000])
  func subtasksScreen(parallelism: Int) {
    var cluster = FakeCluster.running(3, vertices: 60)
    cluster.jobs[.numbered(0)]?.parallelism = parallelism
    var playback = Playback(cluster)
    playback.send(.start)
    let asked: [AnyQuestion] = [
      AnyQuestion(.subtasks(.numbered(0), .numbered(1))),
      AnyQuestion(.subtaskWatermarks(.numbered(0), .numbered(1))),
    ]
    playback.send(.demand(Demand(openJob: .numbered(0), questions: asked)))
    playback.run(until: .seconds(120))
    for question in asked {
      #expect((5...7).contains(playback.asked(question).count(where: Self.secondMinute.contains)))
    }
    // The ticks are 60, the open job and its vertices and the two others the rest.
    #expect(playback.requests(in: Self.secondMinute) <= 200)
    #expect(
      playback.model.answers[.subtasks(.numbered(0), .numbered(1))]?.value.figures(of: 3) != nil)
  }

  @Test("the TaskManager and Profiles screens ask once in 10 s at most for each thing that is seen")
  func taskManagerScreen() {
    var playback = Playback(.running(3, vertices: 30))
    playback.send(.start)
    let manager = TaskManagerID("a")
    let seen =
      (0..<20).map { AnyQuestion(.vertexWorkers(.numbered(0), .numbered($0))) } + [
        AnyQuestion(.taskManager(manager)), AnyQuestion(.profiles(.worker(manager))),
      ]
    let plan = AnyQuestion(.jobPlan(.numbered(1)))
    playback.send(.demand(Demand(questions: [AnyQuestion(.taskManagers)] + seen + [plan])))
    playback.run(until: .seconds(120))
    for question in seen {
      let times = playback.asked(question).filter(Self.secondMinute.contains)
      #expect((5...6).contains(times.count), "\(question)")
      #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= .seconds(10) })
    }
    #expect(playback.asked(plan).count == 1)
  }

  @Test("a list without visible rows costs two requests a tick, and the share of jobs not shown")
  func listAlone() {
    var playback = Playback.jobsScreen(.running(300), rows: 0)
    playback.run(until: .seconds(120))
    // Two thirds of the budget at most, however many jobs there are.
    #expect(playback.requests(in: Self.secondMinute) <= 60 + 242)
    var empty = Playback.jobsScreen(FakeCluster(), rows: 0)
    empty.run(until: .seconds(120))
    #expect(empty.requests(in: Self.secondMinute) == 60)
  }

  @Test("jobs that have ended cost nothing once they were asked about")
  func endedJobs() {
    var cluster = FakeCluster()
    for number in 0..<30 {
      cluster.add(
        .numbered(number),
        .init(name: "ended", state: .finished, endTime: Timestamp(milliseconds: 1)))
    }
    var playback = Playback.jobsScreen(cluster, rows: 30)
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: Self.secondMinute) == 60)
    #expect(playback.count(.job) == 30)
    #expect(playback.count(.checkpoints) == 30)
  }

  @Test("an old version, without accumulated times, costs no more")
  func oldVersion() {
    var cluster = FakeCluster.running(37)
    cluster.hasAccumulatedTimes = false
    var playback = Playback.jobsScreen(cluster, rows: 37)
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: Self.secondMinute) <= 425)
  }

  @Test("nobody is asked more often than twice a second, whatever interval is wanted")
  func shortestInterval() {
    var playback = Playback.jobsScreen(
      .running(1), rows: 0, configuration: PollConfiguration(interval: .milliseconds(1)))
    playback.run(until: .seconds(10))
    playback.send(.interval(.zero))
    playback.run(until: .seconds(20))
    #expect(playback.asked(.jobs).count <= 41)
    #expect(playback.core.schedule.configuration.interval == .milliseconds(500))
  }

  @Test("a slow cluster is asked less, however many requests may be under way", arguments: [1, 4])
  func slowCluster(seconds: Int) {
    var playback = Playback.jobsScreen(
      .running(37), rows: 37, configuration: PollConfiguration(requestsInFlight: 32))
    playback.latency = .seconds(seconds)
    playback.run(until: .seconds(120))
    // The interval is stretched as far as the budget shrinks: once, or four times.
    let usual = 60 + 6 * 60
    let asked = playback.requests(in: Self.secondMinute)
    #expect(asked <= usual / seconds + 5)
    #expect(asked >= usual / seconds * 3 / 4)
  }

  @Test("there are never two requests for one thing, nor more than two at a time")
  func inFlight() {
    var playback = Playback.jobsScreen(.running(37), rows: 37)
    playback.latency = .milliseconds(300)
    playback.run(until: .seconds(60))
    playback.send(
      .demand(Demand(openJob: .numbered(0), visibleVertices: (0..<4).map(VertexID.numbered))))
    playback.run(until: .seconds(120))
    #expect(playback.askedTwiceAtOnce.isEmpty)
    #expect(playback.mostInFlight == 2)
  }

  @Test("the monitor wakes up a few times a second at most, and not at all while nothing is due")
  func wakes() {
    var busy = Playback.jobsScreen(.running(37), rows: 37)
    busy.run(until: .seconds(60))
    #expect(busy.wakes <= 60 * 6)
    #expect(busy.published.count <= 60 * 3)
    var quiet = Playback.jobsScreen(.running(1), rows: 0)
    quiet.run(until: .seconds(60))
    // One for the tick, and one for a snapshot that waits.
    #expect(quiet.wakes <= 62)
  }
}
