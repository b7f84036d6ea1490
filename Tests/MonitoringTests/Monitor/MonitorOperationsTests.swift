import StreamModel
import Testing

@testable import Monitoring

/// Operations within the monitor: beside the polling, and before it.
@Suite struct MonitorOperationsTests {
  private let job = JobID.numbered(0)

  private func request(
    _ kind: OperationKind = .savepoint(targetDirectory: nil, format: nil), id: String = "a"
  ) -> OperationRequest {
    OperationRequest(in: ClusterIdentity.test.id, id: id, kind: kind, job: job, jobName: "orders")
  }

  @Test("a trigger goes out at once, though all connections are taken by figures")
  func goesFirst() {
    var playback = Playback.jobsScreen(.running(5), rows: 5)
    playback.run(until: .seconds(30))
    playback.hangs = { _ in true }
    playback.run(until: .seconds(40))
    #expect(playback.core.flights.count == 2)
    playback.send(.perform(request()))
    #expect(playback.triggered == [.seconds(40)])
    #expect(playback.cancelled.count == 1)
    #expect(playback.mostInFlight == 2)
  }

  @Test("a trigger is shown at once, and so is each change of its state")
  func published() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.status = { _, now in
      now < .seconds(33) ? .success(.inProgress) : .success(.completed(location: "file:/s"))
    }
    playback.run(until: .seconds(30.3))
    playback.send(.perform(request()))
    playback.run(until: .seconds(40))
    let states = playback.published.filter { $0.at >= .seconds(30.3) }
      .compactMap { $0.snapshot.operations.first?.state }
    #expect(states.first == .sending)
    #expect(states.contains(.inProgress))
    #expect(states.last == .completed(location: "file:/s", jobState: nil))
    #expect(playback.published.contains { $0.at == .seconds(30.3) })
  }

  @Test("what the screen shows is asked for anew when an operation is over, whatever its cadence")
  func refreshed() throws {
    var playback = Playback(.running(2))
    playback.send(.start)
    let question = AnyQuestion(ExceptionsQuestion(job))
    playback.send(.demand(Demand(openJob: job, questions: [question])))
    playback.run(until: .seconds(31))
    let asked = try #require(playback.asked(question).last)
    #expect(playback.now - asked < .seconds(3))
    playback.status = { _, _ in .success(.completed(location: "file:/s")) }
    playback.send(.perform(request()))
    playback.run(until: asked + .seconds(8))
    #expect(playback.operations.first?.state.isSettled == true)
    #expect(playback.asked(question).count { $0 > asked } == 1)
  }

  @Test("while paused nothing but the outcome of operations is asked for")
  func paused() {
    var playback = Playback.jobsScreen(.running(5), rows: 5)
    playback.status = { _, now in
      now < .seconds(50) ? .success(.inProgress) : .success(.completed(location: "file:/s"))
    }
    playback.run(until: .seconds(30.5))
    playback.send(.demand(Demand(visibleJobs: [job], isPaused: true)))
    playback.send(
      .perform(request(.stop(drain: false, targetDirectory: nil, format: nil))))
    playback.run(until: .seconds(55))
    playback.cluster.jobs[job]?.state = .finished
    playback.run(until: .seconds(60))
    #expect(
      playback.operations.first?.state == .completed(location: "file:/s", jobState: .finished))
    let asked = playback.asked.filter { $0.at > .seconds(30.5) }
    #expect(asked.allSatisfy { $0.question == .jobs })
    let before = playback.requests(in: .zero..<(.seconds(60)))
    playback.run(until: .seconds(120))
    #expect(playback.requests(in: .zero..<(.seconds(120))) == before)
  }

  @Test("a cancel asks for the job list each second until the job has ended")
  func cancel() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(30.5))
    playback.send(.perform(request(.cancel)))
    playback.cluster.jobs[job]?.state = .cancelling
    playback.run(until: .seconds(40.5))
    #expect((9...12).contains(playback.asked(.jobs).count { $0 > .seconds(30.5) }))
    playback.cluster.jobs[job]?.state = .canceled
    playback.run(until: .seconds(42))
    #expect(playback.operations.first?.state == .completed(location: nil, jobState: .canceled))
    playback.run(until: .seconds(62))
    #expect(playback.asked(.jobs).count { $0 > .seconds(42) } == 10)
  }

  @Test("the tick goes on while an operation waits for a job's end")
  func tickGoesOn() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(30))
    playback.send(.perform(request(.cancel)))
    playback.run(until: .seconds(90))
    #expect(playback.count(.overview, in: .seconds(30)..<(.seconds(90))) >= 29)
    #expect(playback.askedTwiceAtOnce.isEmpty)
  }

  @Test("an operation is followed while the cluster is gone, and settles when it is back")
  func outage() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(30))
    playback.send(.perform(request()))
    playback.run(until: .seconds(32))
    playback.override = { _, now in now < .seconds(100) ? .failure(.refused) : nil }
    playback.status = { _, now in
      now < .seconds(100) ? .failure(.refused) : .success(.completed(location: "file:/s"))
    }
    playback.run(until: .seconds(99))
    #expect(playback.operations.first?.state == .waiting(.refused))
    playback.run(until: .seconds(106))
    #expect(
      playback.operations.first?.state == .completed(location: "file:/s", jobState: nil))
    #expect(playback.triggered.count == 1)
  }

  @Test("a second operation of the same job is refused and says why, and nothing is sent")
  func refused() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(30))
    playback.send(.perform(request()))
    playback.send(.perform(request(id: "b")))
    playback.run(until: .seconds(32))
    #expect(playback.triggered.count == 1)
    #expect(playback.operations.map(\.id) == ["b", "a"])
    #expect(
      playback.operations.first?.state
        == .failed(cause: "A savepoint of this job is under way; wait for its outcome."))
  }

  @Test("the same request twice is one operation")
  func sameRequest() {
    var playback = Playback.jobsScreen(.running(5), rows: 0)
    playback.run(until: .seconds(30))
    playback.send(.perform(request()))
    playback.send(.perform(request()))
    playback.run(until: .seconds(32))
    #expect(playback.triggered.count == 1)
    #expect(playback.operations.count == 1)
  }

  @Test("what is looked for after a lost answer is newer than the checkpoints on the screen")
  func newerThanKnown() {
    let now = Playback.epoch.advanced(by: .seconds(29))
    let old = Checkpoint.numbered(
      3, status: .completed(path: "file:/old", isDiscarded: false), isSavepoint: true,
      triggeredAt: now)
    var cluster = FakeCluster()
    cluster.add(job, .init(name: "orders", checkpoints: [old]))
    var playback = Playback.jobScreen(cluster, vertices: 0)
    playback.trigger = { _, _ in .failure(.answerLost(.refused)) }
    playback.status = { _, _ in .success(.unknown) }
    playback.run(until: .seconds(30))
    playback.send(.perform(request()))
    playback.run(until: .seconds(90))
    guard case .uncertain = playback.operations.first?.state else {
      Issue.record("\(String(describing: playback.operations.first?.state))")
      return
    }
    #expect(playback.operations.first?.state.location == nil)
    #expect(playback.triggered.count == 1)
  }

  @Test("the list keeps five hundred, and never drops one that is under way")
  func bounded() {
    var log = OperationLog()
    let moment = Moment(uptime: .zero, now: Playback.epoch)
    for number in 0..<600 {
      log.add(
        OperationRequest(
          in: ClusterIdentity.test.id, id: "\(number)", kind: .cancel, job: .numbered(number),
          jobName: "a"),
        of: .test, capabilities: .unknown, newestKnownCheckpoint: nil, at: moment)
      if number > 0 {
        _ = log.update("\(number)") {
          $0.triggered(.failure(.refused(.refused)), at: moment)
        }
      }
    }
    #expect(log.operations.count == 500)
    #expect(log.operations.first?.id == "599")
    #expect(log.operations.last?.id == "0")
  }
}
