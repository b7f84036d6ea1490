import SeededRandom
import StreamModel
import Synchronization
import Testing

@testable import Monitoring

/// The monitor as its users see it: tasks, streams and an alarm, with a clock moved by hand.
@Suite(.patient) struct ClusterMonitorTests {
  private let clock = ManualClock()

  private func monitor(_ system: ScriptedSystem) -> ClusterMonitor {
    ClusterMonitor(
      system: system, identity: .test, clock: clock, random: SeededGenerator(seed: 1))
  }

  @Test("the first snapshot has the jobs, without any time passing")
  func firstSnapshot() async throws {
    let monitor = monitor(ScriptedSystem(.running(3)))
    monitor.start()
    let snapshot = await monitor.snapshots.first { $0.cluster.jobsReceivedAt != nil }
    #expect(snapshot?.cluster.jobs.count == 3)
    #expect(snapshot?.cluster.connection == .live)
    monitor.stop()
  }

  @Test("the alarm brings the next tick")
  func tick() async {
    let system = ScriptedSystem(FakeCluster())
    let monitor = monitor(system)
    monitor.start()
    for lists in 1...3 {
      // Time goes on when all is answered that was asked, as it would make slow answers of the others, and ticks rare.
      let snapshot = await monitor.snapshots.first {
        $0.cluster.jobsReceivedAt == clock.now && $0.cluster.overview?.receivedAt == clock.now
          && $0.cluster.capabilities.version != nil
      }
      #expect(snapshot != nil)
      #expect(system.log.count { $0 == .jobs } == lists)
      clock.advance(by: .seconds(2))
    }
    monitor.stop()
  }

  @Test("a new demand is asked about at once")
  func demand() async {
    let system = ScriptedSystem(.running(1))
    let monitor = monitor(system)
    monitor.start()
    _ = await monitor.snapshots.first { $0.cluster.capabilities.version != nil }
    monitor.setDemand(Demand(openJob: .numbered(0)))
    _ = await system.questions.first { $0 == .checkpoints(.numbered(0)) }
    #expect(clock.uptime == .zero)
    monitor.stop()
  }

  @Test("the stop cancels what is under way and ends the snapshots; starting again does nothing")
  func stop() async {
    let system = ScriptedSystem { _, _ in nil }
    let monitor = monitor(system)
    monitor.start()
    monitor.start()
    _ = await system.questions.first { $0 == .overview }
    monitor.stop()
    for await _ in monitor.snapshots {}
    var cancelled: Set<AnyQuestion> = []
    for await question in system.cancellations {
      cancelled.insert(question)
      if cancelled.count == 2 { break }
    }
    #expect(cancelled == [.jobs, .overview])
    #expect(system.log.count == 2)
    monitor.start()
    #expect(system.log.count == 2)
  }

  @Test("a monitor that nobody holds any more stops by itself")
  func released() async {
    let system = ScriptedSystem { _, _ in nil }
    do {
      let monitor = monitor(system)
      monitor.start()
      _ = await system.questions.first { $0 == .overview }
    }
    let cancelled = await system.cancellations.first { _ in true }
    #expect(cancelled != nil)
  }

  @Test("an operation is sent once and shows its outcome")
  func operation() async {
    let system = ScriptedSystem(.running(1))
    let monitor = monitor(system)
    monitor.start()
    let request = OperationRequest(
      in: ClusterIdentity.test.id, id: "a", kind: .savepoint(targetDirectory: nil, format: nil),
      job: .numbered(0),
      jobName: "orders")
    monitor.perform(request)
    var states: [OperationState] = []
    for await snapshot in monitor.snapshots {
      guard let state = snapshot.operations.first?.state else { continue }
      states.append(state)
      if state == .inProgress { clock.advance(by: .seconds(1)) }
      if state.isSettled { break }
    }
    #expect(states.last == .completed(location: "file:/s", jobState: nil))
    #expect(system.triggers == [request])
    monitor.stop()
  }

  @Test("an interval that is changed shows in the next snapshot")
  func interval() async {
    let monitor = monitor(ScriptedSystem(.running(1)))
    monitor.start()
    monitor.setInterval(.seconds(7))
    let snapshot = await monitor.snapshots.first {
      $0.cluster.polling.configuredInterval == .seconds(7)
    }
    #expect(snapshot != nil)
    monitor.stop()
  }
}

@Suite(.patient) struct DispatchClockTests {
  @Test("an alarm goes off at its time, and not at one set before")
  func alarm() async {
    let clock = DispatchClock()
    let (rings, ring) = AsyncStream<Duration>.makeStream()
    let alarm = clock.makeAlarm { ring.yield(clock.uptime) }
    let start = clock.uptime
    alarm.set(to: start + .seconds(3600))
    alarm.set(to: start + .milliseconds(20))
    let rang = await rings.first { _ in true }
    #expect(rang.map { $0 >= start + .milliseconds(20) } ?? false)
    alarm.cancel()
  }

  @Test("an alarm for a time that has passed goes off at once")
  func past() async {
    let clock = DispatchClock()
    let (rings, ring) = AsyncStream<Void>.makeStream()
    let alarm = clock.makeAlarm { ring.yield() }
    alarm.set(to: clock.uptime - .seconds(5))
    #expect(await rings.first { true } != nil)
    alarm.cancel()
  }

  @Test("sleeping ends with its task")
  func sleep() async {
    let clock = DispatchClock()
    let sleeper = Task { await clock.sleep(until: clock.uptime + .seconds(3600)) }
    sleeper.cancel()
    await sleeper.value
    await clock.sleep(until: clock.uptime + .milliseconds(5))
  }

  @Test("the wall clock is in milliseconds since 1970")
  func wallClock() {
    let now = DispatchClock().now.milliseconds
    // 2024 to 2100.
    #expect(now > 1_704_000_000_000 && now < 4_102_000_000_000)
  }
}
