import SeededRandom
import StreamModel
import Synchronization
import Testing

@testable import Monitoring

@Suite("A snapshot to judge by", .patient) struct SnapshotJudgingTests {
  private func snapshot(
    _ cluster: FakeCluster, within limit: Duration = .seconds(60), clock: ManualClock,
    failing kinds: Set<QuestionKind> = [], looks: Demand.Looks = .untilJudged
  ) async throws -> (TakenSnapshot, ScriptedSystem) {
    let system = ScriptedSystem { question, _ in
      // It has no event time.
      if let asked = question.base as? WatermarksQuestion, looks == .twiceInDoubt {
        let none = VertexWatermarks(
          lowest: .none, highest: .none, subtasks: 4, subtasksWithoutWatermark: 4)
        return .success(Reply(none, to: asked))
      }
      return kinds.contains(question.kind)
        ? .failure(.server(status: 500, message: "x"))
        : cluster.answer(question, at: Playback.epoch.advanced(by: clock.uptime))
    }
    let taker = SnapshotTaker(system: system, clock: clock, requestsInFlight: 2, limit: limit)
    let empty = ClusterModel(identity: .test, interval: .seconds(2), traits: .flink)
    // Without the alarm of the limit, which a clock that jumps would ring at once.
    let taken = await taker.takeAll(empty) { Demand(visibleJobs: $0.jobOrder, looks: looks) }
    return (try taken.get(), system)
  }

  private func verdict(_ snapshot: TakenSnapshot, at clock: ManualClock) throws -> Verdict {
    let job = try #require(snapshot.cluster.job(.numbered(0)))
    return snapshot.cluster.verdict(of: job, at: clock.now, isFinal: true)
  }

  @Test("reads the counters a second time, a step of the metrics later, and then ends")
  func twoReadings() async throws {
    let clock = ManualClock(jumps: true)
    let (taken, system) = try await snapshot(.running(2), clock: clock)
    #expect((.seconds(10)...(.seconds(14))).contains(clock.uptime), "\(clock.uptime)")
    #expect(try verdict(taken, at: clock).isComplete)
    #expect(system.log.count { $0 == AnyQuestion(.job(.numbered(1))) } == 2)
    // Every vertex, as what is wrong with one that is no sink counts as much.
    #expect(Set(system.log.filter { $0.kind == .watermarks }).count == 8)
    #expect(!taken.isCutShort)
    // What collects garbage shows in two readings too.
    #expect(system.log.count { $0.kind == .controller } == 2)
    // Its log may be long.
    #expect(system.log.count { $0.kind == .controllerErrors } == 1)
  }

  @Test(
    "twice in doubt is once where all looks calm, and twice where it does not, whatever it finds")
  func inDoubt() async throws {
    let clock = ManualClock(jumps: true)
    var cluster = FakeCluster.running(1)
    cluster.jobs[.numbered(0)]?.checkpoints = [
      .numbered(
        1, status: .completed(path: nil, isDiscarded: false),
        triggeredAt: Playback.epoch.advanced(by: .seconds(-9)))
    ]
    let (calm, system) = try await snapshot(cluster, clock: clock, looks: .twiceInDoubt)
    #expect(system.log.count { $0.kind == .job } == 1 && clock.uptime < .seconds(5))
    let job = try #require(calm.cluster.job(.numbered(0)))
    #expect(calm.cluster.verdict(of: job, at: clock.now).isFirstSight)
    let later = ManualClock(jumps: true)
    let (taken, again) = try await snapshot(
      .running(1), clock: later, failing: [.checkpoints], looks: .twiceInDoubt)
    #expect(again.log.count { $0.kind == .job } == 2 && later.uptime < .seconds(16))
    let looked = try #require(taken.cluster.job(.numbered(0)))
    #expect(!taken.cluster.verdict(of: looked, at: later.now).isFirstSight)
    let short = ManualClock(jumps: true)
    let (_, once) = try await snapshot(
      .running(1), within: .seconds(8), clock: short, failing: [.checkpoints],
      looks: .twiceInDoubt)
    #expect(once.log.count { $0.kind == .job } == 1)
  }

  @Test("records that were dropped as late are a doubt, and those that go on to be are told")
  func late() async throws {
    var cluster = FakeCluster.running(1)
    cluster.jobs[.numbered(0)]?.checkpoints = [
      .numbered(
        1, status: .completed(path: nil, isDiscarded: false),
        triggeredAt: Playback.epoch.advanced(by: .seconds(-9)))
    ]
    let answers = cluster
    let counter = "window.numLateRecordsDropped"
    /// The metrics are first told after so many answers without.
    func looks(
      dropping: Double, without empty: Int = 0
    ) async throws -> (looks: Int, verdict: Verdict) {
      let left = Mutex(empty)
      let clock = ManualClock(jumps: true)
      let system = ScriptedSystem { question, _ in
        if let asked = question.base as? WatermarksQuestion {
          let at = Watermark.at(Playback.epoch.advanced(by: clock.uptime))
          let told = VertexWatermarks(
            lowest: at, highest: at, subtasks: 4, subtasksWithoutWatermark: 0)
          return .success(Reply(told, to: asked))
        }
        if let asked = question.base as? MetricIDsQuestion {
          return .success(Reply([counter], to: asked))
        }
        guard let asked = question.base as? MetricValuesQuestion, asked.ids == [counter] else {
          return answers.answer(question, at: Playback.epoch.advanced(by: clock.uptime))
        }
        let isThere = left.withLock { left in
          left -= 1
          return left < 0
        }
        guard isThere else { return .success(Reply([], to: asked)) }
        let total = dropping * (100 + clock.uptime / .seconds(1))
        let spread = SubtaskAggregate(
          min: 0, max: total, average: total, sum: total, skewPercent: nil)
        return .success(Reply([MetricReading(counter, .spread(spread))], to: asked))
      }
      let taker = SnapshotTaker(
        system: system, clock: clock, requestsInFlight: 2, limit: .seconds(60))
      let empty = ClusterModel(identity: .test, interval: .seconds(2), traits: .flink)
      let taken = try await taker.takeAll(empty) {
        Demand(openJob: $0.jobOrder.first, looks: .twiceInDoubt)
      }.get()
      return (system.log.count { $0.kind == .job }, try verdict(taken, at: clock))
    }
    #expect(try await looks(dropping: 0).looks == 1)
    let (count, told) = try await looks(dropping: 9)
    #expect(count == 2 && told.findings.contains { $0.rule == .lateRecords })
    let (more, last) = try await looks(dropping: 9, without: 1)
    #expect(more <= 3 && last.findings.contains { $0.rule == .lateRecords })
  }

  @Test("who collects garbage is asked down to each TaskManager, of which the list tells first")
  func garbage() async throws {
    let clock = ManualClock(jumps: true)
    var cluster = FakeCluster.running(1)
    let worker = TaskManagerID("10.0.0.7:6122-a1b2c3")
    cluster.taskManagers = [TaskManager(id: worker, slots: 4, freeSlots: 0)]
    let answers = cluster
    let system = ScriptedSystem { question, _ in
      guard let asked = question.base as? MetricValuesQuestion else {
        return answers.answer(question, at: Playback.epoch.advanced(by: clock.uptime))
      }
      let readings = asked.asked.map { id in
        MetricReading(
          id,
          asked.source == .workers
            ? .spread(
              SubtaskAggregate(min: 300, max: 300, average: 300, sum: 300, skewPercent: nil))
            : .single(text: "300", number: 300))
      }
      return .success(Reply(readings, to: asked))
    }
    let taker = SnapshotTaker(
      system: system, clock: clock, requestsInFlight: 2, limit: .seconds(60))
    let empty = ClusterModel(identity: .test, interval: .seconds(2), traits: .flink)
    let taken = try await taker.takeAll(empty) {
      Demand(visibleJobs: $0.jobOrder, looks: .untilJudged)
    }.get()
    let found = try verdict(taken, at: clock).findings.first { $0.rule == .garbage }
    #expect(found?.worker == "10.0.0.7:6122" && found?.severity == .warning)
  }

  @Test("does not begin another look that would take too long, and says what is not judged")
  func noTime() async throws {
    let clock = ManualClock(jumps: true)
    let (taken, _) = try await snapshot(.running(1), within: .seconds(10), clock: clock)
    #expect(clock.uptime < .seconds(5))
    #expect(try verdict(taken, at: clock).notJudged.contains("whether a vertex hangs"))
    #expect(!taken.isCutShort)
  }

  @Test("what the cluster fails to answer is given up after three looks, however long it may take")
  func givesUp() async throws {
    let clock = ManualClock(jumps: true)
    let (taken, system) = try await snapshot(
      .running(1), within: .seconds(600), clock: clock, failing: [.checkpoints])
    #expect(try verdict(taken, at: clock).notJudged == ["checkpoints"])
    #expect(system.log.count { $0.kind == .job } == 4)
    #expect(clock.uptime < .seconds(50))
  }

  @Test("what time brings is waited for until the limit, and all that is judged stays young enough")
  func waits() async throws {
    let clock = ManualClock(jumps: true)
    var cluster = FakeCluster.running(1)
    cluster.add(.numbered(1), FakeCluster.Job(name: "starts", state: .created))
    let (taken, _) = try await snapshot(cluster, within: .seconds(200), clock: clock)
    #expect((.seconds(180)...(.seconds(200))).contains(clock.uptime), "\(clock.uptime)")
    #expect(try verdict(taken, at: clock).isComplete)
    let other = try #require(taken.cluster.job(.numbered(1)))
    #expect(!taken.cluster.verdict(of: other, at: clock.now, isFinal: true).isComplete)
  }

  @Test("jobs that have ended are not waited for")
  func ended() async throws {
    let clock = ManualClock(jumps: true)
    var cluster = FakeCluster()
    cluster.add(.numbered(0), FakeCluster.Job(name: "done", state: .finished))
    cluster.add(.numbered(1), FakeCluster.Job(name: "dead", state: .failed))
    let (taken, _) = try await snapshot(cluster, clock: clock)
    #expect(clock.uptime < .seconds(5))
    #expect(taken.cluster.job(.numbered(1))?.state == .failed)
  }
}
