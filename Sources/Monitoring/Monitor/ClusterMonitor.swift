import Locking
package import StreamModel

/// Watches one cluster: asks what the screen needs, follows operations, and publishes snapshots.
///
/// All decisions are `MonitorCore`'s. Here one task takes events from an inbox, one at a time and in order, and
/// carries out what the core says: calls to the system run as tasks of their own, an alarm (a Dispatch timer) rings
/// when something is due and at no other time. Every method returns at once and may be called from anywhere.
package final class ClusterMonitor: Sendable {
  /// The latest state, whenever it changed: gathered so that there are few, at once after a key and for first data. A
  /// reader that is slow misses old ones. For one reader; ends with `stop`.
  package let snapshots: AsyncStream<MonitorSnapshot>

  private let system: any MonitoredSystem
  private let clock: any MonitorClock
  private let identity: ClusterIdentity
  private let configuration: PollConfiguration
  private let random: any RandomNumberGenerator & Sendable
  private let events: AsyncStream<MonitorCore.Event>
  private let inbox: AsyncStream<MonitorCore.Event>.Continuation
  private let publisher: AsyncStream<MonitorSnapshot>.Continuation
  private let isStarted = Locked(false)

  package init(
    system: any MonitoredSystem, identity: ClusterIdentity,
    configuration: PollConfiguration = PollConfiguration(),
    clock: any MonitorClock = DispatchClock(),
    random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
  ) {
    self.system = system
    self.identity = identity
    self.configuration = configuration
    self.clock = clock
    self.random = random
    (events, inbox) = AsyncStream.makeStream()
    (snapshots, publisher) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  deinit { inbox.finish() }

  /// Starts asking. Does nothing if it was started before.
  package func start() {
    let isFirst = isStarted.withLock { started in
      defer { started = true }
      return !started
    }
    guard isFirst else { return }
    let core = MonitorCore(
      identity: identity, traits: system.traits, configuration: configuration, random: random)
    let loop = MonitorLoop(
      core: core, system: system, clock: clock, inbox: inbox, publisher: publisher)
    inbox.yield(.start)
    Task { [events] in await loop.run(events) }
  }

  /// Cancels everything under way and ends `snapshots`. For good.
  package func stop() {
    inbox.yield(.stop)
    inbox.finish()
    publisher.finish()
  }

  /// Says what the screen needs now. What was never asked is asked without waiting for the tick.
  package func setDemand(_ demand: Demand) { inbox.yield(.demand(demand)) }

  /// Asks for the job list, the overview and the open job now, and tries a cluster that does not answer.
  package func refreshNow() { inbox.yield(.refresh) }

  /// Changes the interval; never below `PollConfiguration.shortestInterval`.
  package func setInterval(_ interval: Duration) { inbox.yield(.interval(interval)) }

  /// Sends an operation, once, and follows it; its course shows in the snapshots. One that may not be started now
  /// (`OperationAdmission`) shows as failed, with the reason.
  package func perform(_ request: OperationRequest) { inbox.yield(.perform(request)) }

  /// Takes one complete snapshot and no more; needs no `start`.
  ///
  /// `choosing` gets the job list and says for which jobs details are wanted: `visibleJobs` for what a row shows,
  /// `openJob` for all of a job, with every vertex. After `limit` it makes do with what was answered. Throws where the
  /// job list can't be had (`.cancelled`: not within `limit`); what fails after that is in the model's `failing`, and the
  /// connection is `.degraded`.
  package func snapshotOnce(
    within limit: Duration? = nil,
    progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in },
    choosing: @escaping @Sendable (ClusterModel) -> Demand
  ) async throws(SourceError) -> TakenSnapshot {
    try await SnapshotTaker(
      system: system, clock: clock, requestsInFlight: configuration.requestsInFlight,
      limit: limit, progress: progress
    ).take(
      ClusterModel(
        identity: identity, interval: configuration.interval, traits: system.traits),
      choosing: choosing)
  }
}

/// Carries out what the core says. Confined to the task that runs it.
private struct MonitorLoop: Sendable {
  let core: MonitorCore
  let system: any MonitoredSystem
  let clock: any MonitorClock
  let inbox: AsyncStream<MonitorCore.Event>.Continuation
  let publisher: AsyncStream<MonitorSnapshot>.Continuation

  func run(_ events: AsyncStream<MonitorCore.Event>) async {
    var core = core
    var calls: [MonitorCore.Ticket: Task<Void, Never>] = [:]
    let alarm = clock.makeAlarm { [inbox] in _ = inbox.yield(.alarm) }
    for await event in events {
      if let ticket = event.ticket { calls[ticket] = nil }
      let effects = core.handle(
        event, at: clock.moment, requests: system.requestsSent)
      for effect in effects { perform(effect, calls: &calls, alarm: alarm) }
    }
    alarm.cancel()
    for call in calls.values { call.cancel() }
    publisher.finish()
  }

  private func perform(
    _ effect: MonitorCore.Effect, calls: inout [MonitorCore.Ticket: Task<Void, Never>],
    alarm: any MonitorAlarm
  ) {
    switch effect {
    case .ask(let ticket, let question):
      calls[ticket] = Task { [system, clock, inbox] in
        let sentAt = clock.uptime
        let result = await system.reply(to: question.base) {
          inbox.yield(.arrived(ticket, $0))
        }
        inbox.yield(.replied(ticket, result, after: clock.uptime - sentAt))
      }
    case .trigger(let ticket, let request, let capabilities):
      calls[ticket] = Task { [system, inbox] in
        let result = await system.outcome(of: request, capabilities: capabilities) {
          inbox.yield(.uploaded(ticket, $0))
        }
        inbox.yield(.triggered(ticket, result))
      }
    case .status(let ticket, let receipt, let request):
      calls[ticket] = Task { [system, inbox] in
        let result = await system.standing(of: receipt, for: request)
        inbox.yield(.status(ticket, result))
      }
    case .cancel(let ticket):
      calls.removeValue(forKey: ticket)?.cancel()
    case .publish(let snapshot):
      publisher.yield(snapshot)
    case .wake(let time):
      alarm.set(to: time)
    }
  }
}

extension MonitorCore.Event {
  /// The call that this event ends.
  fileprivate var ticket: MonitorCore.Ticket? {
    switch self {
    case .replied(let ticket, _, _), .triggered(let ticket, _), .status(let ticket, _): ticket
    case .start, .stop, .demand, .refresh, .interval, .perform, .arrived, .uploaded, .alarm: nil
    }
  }
}
