import Locking
import SeededRandom
import StreamModel
import Testing

@testable import Monitoring

@Suite(.patient) struct SnapshotTakerTests {
  private func snapshot(
    _ system: ScriptedSystem, clock: ManualClock = ManualClock(jumps: true),
    _ choosing: @escaping @Sendable (ClusterModel) -> Demand
  ) async throws(SourceError) -> ClusterModel {
    let monitor = ClusterMonitor(
      system: system, identity: .test, clock: clock,
      random: SeededGenerator(seed: 1))
    return try await monitor.snapshotOnce(choosing: choosing).cluster
  }

  @Test("a snapshot of all jobs has their details, however many there are")
  func allJobs() async throws {
    let system = ScriptedSystem(.running(40))
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.jobs.count == 40)
    #expect(model.capabilities.version == "2.3.0")
    #expect(model.overview != nil)
    #expect(model.connection == .live)
    for job in model.jobs {
      #expect(job.detail != nil)
      #expect(job.checkpoints != nil)
      #expect(job.checkpointConfiguration != nil)
      #expect(job.metrics?.value.restarts == 0)
      #expect(job.vertices.values.count { $0.load != nil } == 4)
    }
  }

  @Test("a snapshot of one job asks for each vertex, and of no other job")
  func oneJob() async throws {
    let system = ScriptedSystem(.running(3, vertices: 5))
    _ = try await snapshot(system) { _ in Demand(openJob: .numbered(1)) }
    let asked = system.log.filter { $0.job != nil }
    #expect(asked.allSatisfy { $0.job == .numbered(1) })
    #expect(asked.count { $0.kind == .load } == 5)
    #expect(asked.count { $0.kind == .watermarks } == 5)
    #expect(asked.allSatisfy { ($0.base as? LoadQuestion)?.site != nil || $0.kind != .load })
  }

  @Test("questions that are named are asked, and then those that are named once they are answered")
  func named() async throws {
    let system = ScriptedSystem(.running(3))
    let model = try await snapshot(system) { cluster in
      let listed = cluster.answers[.taskManagers]?.value.map(\.id) ?? []
      return Demand(
        questions: [AnyQuestion(.exceptions(.numbered(1))), AnyQuestion(.taskManagers)]
          + listed.map { AnyQuestion(.taskManager($0)) })
    }
    #expect(model.answers[.exceptions(.numbered(1))] != nil)
    #expect(model.answers[.taskManager(TaskManagerID("b"))] != nil)
    // The exceptions and the list, once more when rates were waited for, and nothing of any job besides.
    let kinds = system.log.map(\.kind)
    #expect(kinds.count { $0 == .exceptions } == 2 && kinds.count { $0 == .taskManagers } == 2)
    #expect(Set(system.log.filter { $0.job != nil }.map(\.kind)) == [.exceptions])
    let last = try #require(kinds.lastIndex(of: .taskManager))
    #expect(try #require(kinds.lastIndex(of: .taskManagers)) > last)
  }

  @Test("what has no rates to tell is not waited for, and nothing of it is asked twice")
  func withoutRates() async throws {
    let clock = ManualClock(jumps: true)
    let system = ScriptedSystem(.running(3))
    _ = try await snapshot(system, clock: clock) { _ in
      Demand(
        questions: [AnyQuestion(.exceptions(.numbered(1))), AnyQuestion(.taskManagers)],
        measuresRates: false)
    }
    #expect(system.log.count { $0.kind == .exceptions } == 1)
    #expect(clock.uptime < .metricStep)
  }

  @Test("what is a difference of metrics is asked again until a step of them has passed")
  func rates() async throws {
    let clock = ManualClock(jumps: true)
    let cluster = FakeCluster.running(1)
    let question = SubtasksQuestion(.numbered(0), .numbered(1))
    let system = ScriptedSystem { question, _ in
      cluster.answer(question, at: Playback.epoch.advanced(by: clock.uptime))
    }
    let model = try await snapshot(system, clock: clock) { _ in
      Demand(questions: [AnyQuestion(question)])
    }
    let figures = try #require(model.answers[question]?.value.figures(of: 0)?.value)
    #expect(figures.pressure?.busy == Ratio(1))
    #expect(figures.recordsIn?.perSecond == 100)
    #expect((.seconds(10)...(.seconds(15))).contains(clock.uptime))
  }

  @Test("nothing is asked twice without need, and two things at a time at most")
  func economy() async throws {
    let system = ScriptedSystem(.running(10))
    _ = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(Set(system.log).count == system.log.count)
    #expect(system.mostInFlight <= 2)
    // 3 for the cluster; a job: 4 of its own, 4 loads, 1 sink.
    #expect(system.log.count == 3 + 10 * 9)
  }

  @Test("metrics are asked for when the JobManager has had time to fetch them")
  func metricsLater() async throws {
    let clock = ManualClock(jumps: true)
    let cluster = FakeCluster.running(2)
    let system = ScriptedSystem { question, _ in
      let isFetched = clock.uptime >= .milliseconds(500)
      if !isFetched, [.jobMetrics, .load, .watermarks].contains(question.kind) {
        Issue.record("\(question) at \(clock.uptime)")
      }
      return cluster.answer(question, at: Playback.epoch)
    }
    _ = try await snapshot(system, clock: clock) { Demand(visibleJobs: $0.jobOrder) }
    #expect(system.log.contains { $0.kind == .load })
  }

  @Test("metrics that are not there at first are asked for again")
  func lazyMetrics() async throws {
    let cluster = FakeCluster.running(1, vertices: 2)
    let system = ScriptedSystem { question, before in
      if before == 0, question.kind == .load { return question.reply(to: LoadQuestion.self, nil) }
      if before == 0, question.kind == .jobMetrics {
        return question.reply(to: JobMetricsQuestion.self, nil)
      }
      return cluster.answer(question, at: Playback.epoch)
    }
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.jobs.first?.metrics != nil)
    #expect(model.jobs.first?.vertices.values.allSatisfy { $0.load != nil } ?? false)
  }

  @Test("the failure of a job that had restarted is read")
  func failure() async throws {
    var cluster = FakeCluster()
    let failure = JobFailure(cause: "boom", at: nil, task: nil, location: nil)
    cluster.add(.numbered(0), .init(name: "flaky", restarts: 3, failure: failure))
    cluster.add(.numbered(1), .init(name: "dead", state: .failed, failure: failure))
    cluster.add(.numbered(2), .init(name: "well"))
    let system = ScriptedSystem(cluster)
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.job(.numbered(0))?.failure?.value == failure)
    #expect(model.job(.numbered(1))?.failure?.value == failure)
    #expect(!system.log.contains(.failure(.numbered(2))))
    #expect(!system.log.contains { $0.job == .numbered(1) && $0.kind == .load })
  }

  @Test("a cluster that cannot be reached is an error, and nothing more is asked")
  func unreachable() async {
    let system = ScriptedSystem { _, _ in .failure(.refused) }
    await #expect(throws: SourceError.refused) {
      _ = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    }
    #expect(system.log.allSatisfy { $0.job == nil })
  }

  @Test("what fails besides the job list leaves a snapshot that says so")
  func partial() async throws {
    let cluster = FakeCluster.running(2)
    let error = SourceError.server(status: 500, message: "x")
    let system = ScriptedSystem { question, _ in
      question.kind == .checkpoints ? .failure(error) : cluster.answer(question, at: Playback.epoch)
    }
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.connection == .degraded(error))
    #expect(model.jobs.allSatisfy { $0.detail != nil && $0.checkpoints == nil })
  }

  @Test("a job that ends between two questions degrades nothing")
  func jobGone() async throws {
    let cluster = FakeCluster.running(2)
    let system = ScriptedSystem { question, _ in
      question.job == .numbered(1)
        ? .failure(.notFound("Job not found")) : cluster.answer(question, at: Playback.epoch)
    }
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.connection == .live)
    #expect(model.job(.numbered(0))?.detail != nil)
  }

  @Test("when the time is up, what was answered is the snapshot, and the rest is unknown")
  func timeIsUp() async throws {
    let cluster = FakeCluster.running(3)
    let clock = ManualClock()
    let system = ScriptedSystem { question, _ in
      question.kind == .checkpoints ? nil : cluster.answer(question, at: Playback.epoch)
    }
    let monitor = ClusterMonitor(system: system, identity: .test, clock: clock)
    async let taken = monitor.snapshotOnce(within: .seconds(60)) {
      Demand(visibleJobs: $0.jobOrder)
    }
    for await question in system.questions where question.kind == .checkpoints { break }
    clock.advance(by: .seconds(60))
    let snapshot = try await taken
    #expect(snapshot.isCutShort)
    // 3 for the cluster and each job's detail; the six about checkpoints hang or were never sent.
    #expect(snapshot.progress.asked == 12)
    #expect(snapshot.progress.answered < 12)
    #expect(snapshot.cluster.jobs.allSatisfy { $0.detail != nil && $0.checkpoints == nil })
    #expect(snapshot.cluster.connection == .live)
  }

  @Test(
    "the limit holds though what is under way can't be given up; what was there before is printed")
  func deaf() async throws {
    let (gate, opening) = AsyncStream<Void>.makeStream()
    let (asked, asking) = AsyncStream<Void>.makeStream()
    let system = DeafSystem(cluster: .running(2, vertices: 1001), gate: gate) { asking.yield() }
    let clock = ManualClock()
    let monitor = ClusterMonitor(system: system, identity: .test, clock: clock)
    async let taken = monitor.snapshotOnce(within: .seconds(60)) {
      Demand(visibleJobs: $0.jobOrder)
    }
    for await _ in asked { break }
    clock.advance(by: .seconds(61))
    let snapshot = try await taken
    opening.finish()
    #expect(snapshot.isCutShort)
    #expect(snapshot.cluster.jobs.count == 2)
    #expect(snapshot.cluster.jobs.contains { $0.detail != nil })
  }

  @Test("a cluster that does not list its jobs in time is an error")
  func timeIsUpAtOnce() async throws {
    let clock = ManualClock()
    let system = ScriptedSystem { _, _ in nil }
    let monitor = ClusterMonitor(system: system, identity: .test, clock: clock)
    async let taken = monitor.snapshotOnce(within: .seconds(60)) { _ in Demand() }
    for await _ in system.questions { break }
    clock.advance(by: .seconds(60))
    do {
      _ = try await taken
      Issue.record("there is no snapshot")
    } catch {
      #expect(error as? SourceError == .cancelled)
    }
  }

  @Test("progress is told with every answer")
  func progress() async throws {
    let last = Locked(SnapshotProgress())
    let monitor = ClusterMonitor(
      system: ScriptedSystem(.running(2)), identity: .test, clock: ManualClock(jumps: true))
    let taken = try await monitor.snapshotOnce(progress: { progress in
      last.withLock {
        #expect(progress.answered + progress.asked > $0.answered + $0.asked)
        #expect(progress.failed == 0)
        $0 = progress
      }
    }) { Demand(visibleJobs: $0.jobOrder) }
    #expect(!taken.isCutShort)
    #expect(last.withLock { $0 } == taken.progress)
    #expect(taken.progress.answered == 3 + 2 * 9)
    #expect(taken.progress.asked == taken.progress.answered)
  }

  @Test("an answer that is none does not count as one")
  func failuresAreNoAnswers() async throws {
    let cluster = FakeCluster.running(2)
    let system = ScriptedSystem { question, _ in
      question.kind == .checkpoints
        ? .failure(.server(status: 500, message: "x"))
        : cluster.answer(question, at: Playback.epoch)
    }
    let monitor = ClusterMonitor(system: system, identity: .test, clock: ManualClock(jumps: true))
    let progress = try await monitor.snapshotOnce { Demand(visibleJobs: $0.jobOrder) }.progress
    #expect(progress.failed == 2)
    #expect(progress.answered == progress.asked - 2)
  }

  @Test("a history server is not asked for slots and metrics")
  func historyServer() async throws {
    var cluster = FakeCluster()
    cluster.add(.numbered(0), FakeCluster.Job(name: "ended", state: .finished))
    var capabilities = cluster.capabilities
    capabilities.isHistoryServer = true
    capabilities.refusals = [.overview: "it has none"]
    let system = ScriptedSystem { [cluster, capabilities] question, _ in
      question == .capabilities
        ? question.reply(to: CapabilitiesQuestion.self, capabilities)
        : cluster.answer(question, at: Playback.epoch)
    }
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.connection == .live)
    #expect(model.jobs.allSatisfy { $0.detail != nil })
    #expect(
      Set(system.log.map(\.kind)).isSubset(of: [
        .jobs, .capabilities, .job, .checkpoints, .checkpointConfiguration, .failure,
      ]))
  }

  @Test("a cluster that goes away on the way is not asked a thousand things in vain")
  func goesAway() async throws {
    let cluster = FakeCluster.running(300)
    let system = ScriptedSystem { question, _ in
      question.job == nil ? cluster.answer(question, at: Playback.epoch) : .failure(.refused)
    }
    let model = try await snapshot(system) { Demand(visibleJobs: $0.jobOrder) }
    #expect(model.connection == .degraded(.refused))
    #expect(system.log.count < 20)
  }
}

/// Does not hear that a question about checkpoints is given up, like an answer that is being taken in.
private struct DeafSystem: MonitoredSystem {
  let cluster: FakeCluster
  let gate: AsyncStream<Void>
  let isAsked: @Sendable () -> Void
  let traits = SystemTraits.flink
  var requestsSent: Int { 0 }

  func answer<Q: Question>(_ question: Q) async throws(SourceError) -> Q.Answer {
    if Q.kind == .checkpoints {
      isAsked()
      // A task of its own is not cancelled with its caller.
      await Task { for await _ in gate {} }.value
    }
    guard
      let answer = try cluster.answer(AnyQuestion(question), at: Playback.epoch).get()
        .answer(to: Q.self)
    else { throw .cancelled }
    return answer
  }

  func trigger(
    _ request: OperationRequest, capabilities: Capabilities
  ) async throws(TriggerError) -> TriggerReceipt { throw .refused(.cancelled) }

  func status(
    of receipt: TriggerReceipt, for request: OperationRequest
  ) async throws(SourceError) -> TriggerStatus { .unknown }
}
