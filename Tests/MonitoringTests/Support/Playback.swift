import SeededRandom
import StreamModel

@testable import Monitoring

/// Plays the monitor's core against a fake cluster in virtual time: calls come back after `latency`, alarms go off
/// when they are due, and everything that was asked is noted.
struct Playback {
  struct Ask: Equatable {
    var at: Duration
    var question: AnyQuestion
  }

  /// Midnight of the wall clock; 1 ms before a step of the fake's counters would make tests depend on rounding.
  static let epoch = Timestamp(milliseconds: 1_700_000_000_000)

  var core: MonitorCore
  var cluster: FakeCluster
  var latency: Duration = .milliseconds(4)
  /// Of what is about one job, where that differs.
  var latencyOfFigures: Duration?
  /// Overrides the cluster's answer to a question.
  var override: (AnyQuestion, Duration) -> Result<any AnyReply, SourceError>? = { _, _ in nil }
  /// Questions that are never answered.
  var hangs: (AnyQuestion) -> Bool = { _ in false }
  var trigger: (OperationRequest, Duration) -> Result<TriggerReceipt, TriggerError> = {
    request, _ in
    .success(TriggerReceipt(triggerID: request.kind == .cancel ? nil : "trigger"))
  }
  var status: (TriggerReceipt, Duration) -> Result<TriggerStatus, SourceError> = { _, _ in
    .success(.inProgress)
  }

  private(set) var now: Duration = .zero
  private(set) var asked: [Ask] = []
  private(set) var triggered: [Duration] = []
  private(set) var statusCalls: [Duration] = []
  private(set) var cancelled: [AnyQuestion] = []
  private(set) var published: [(at: Duration, snapshot: MonitorSnapshot)] = []
  private(set) var wakes = 0
  private(set) var mostInFlight = 0
  private(set) var askedTwiceAtOnce: [AnyQuestion] = []
  private(set) var mostLoadsInFlight = 0

  private struct Call {
    var ticket: MonitorCore.Ticket
    var question: AnyQuestion?
    /// Nil where it hangs.
    var endsAt: Duration?
    var event: MonitorCore.Event
  }

  private var calls: [Call] = []
  private var alarmAt: Duration?
  private var requests = 0

  init(
    _ cluster: FakeCluster, configuration: PollConfiguration = PollConfiguration(),
    seed: UInt64 = 1,
    traits: SystemTraits = .flink
  ) {
    self.cluster = cluster
    core = MonitorCore(
      identity: .test, traits: traits, configuration: configuration,
      random: SeededGenerator(seed: seed))
  }

  /// Started, with the demand of the job list.
  static func jobsScreen(
    _ cluster: FakeCluster, rows: Int, configuration: PollConfiguration = PollConfiguration()
  ) -> Playback {
    var playback = Playback(cluster, configuration: configuration)
    playback.send(.start)
    playback.send(.demand(Demand(visibleJobs: Array(cluster.order.prefix(rows)))))
    return playback
  }

  /// Started, with the demand of one job's screen and all of its vertices.
  static func jobScreen(
    _ cluster: FakeCluster, vertices: Int, configuration: PollConfiguration = PollConfiguration()
  ) -> Playback {
    var playback = Playback(cluster, configuration: configuration)
    playback.send(.start)
    playback.send(
      .demand(
        Demand(
          openJob: cluster.order.first, visibleVertices: (0..<vertices).map(VertexID.numbered))))
    return playback
  }

  var wallClock: Timestamp { Self.epoch.advanced(by: now) }
  var model: ClusterModel { core.model }
  var operations: [Operation] { core.operations.operations }

  func asked(_ question: AnyQuestion) -> [Duration] {
    asked.filter { $0.question == question }.map(\.at)
  }

  func count(
    _ kind: QuestionKind, in range: Range<Duration> = .zero..<(.seconds(1_000_000))
  ) -> Int {
    asked.count { $0.question.kind == kind && range.contains($0.at) }
  }

  /// Requests of any kind in a span of time.
  func requests(in range: Range<Duration>) -> Int {
    asked.count { range.contains($0.at) }
      + (statusCalls + triggered).count { range.contains($0) }
  }

  mutating func send(_ event: MonitorCore.Event) {
    let moment = Moment(uptime: now, now: wallClock)
    for effect in core.handle(event, at: moment, requests: requests) { perform(effect) }
    mostInFlight = max(mostInFlight, calls.count)
    mostLoadsInFlight = max(mostLoadsInFlight, calls.count { $0.question?.kind == .load })
  }

  private mutating func perform(_ effect: MonitorCore.Effect) {
    switch effect {
    case .ask(let ticket, let question):
      if calls.contains(where: { $0.question == question }) { askedTwiceAtOnce.append(question) }
      asked.append(Ask(at: now, question: question))
      requests += 1
      let result = override(question, now) ?? cluster.answer(question, at: wallClock)
      let latency = question.job == nil ? latency : latencyOfFigures ?? latency
      calls.append(
        Call(
          ticket: ticket, question: question, endsAt: hangs(question) ? nil : now + latency,
          event: .replied(ticket, result, after: latency)))
    case .trigger(let ticket, let request, _):
      triggered.append(now)
      requests += 1
      calls.append(
        Call(
          ticket: ticket, endsAt: now + latency, event: .triggered(ticket, trigger(request, now))))
    case .status(let ticket, let receipt, _):
      statusCalls.append(now)
      requests += 1
      calls.append(
        Call(ticket: ticket, endsAt: now + latency, event: .status(ticket, status(receipt, now))))
    case .cancel(let ticket):
      guard let index = calls.firstIndex(where: { $0.ticket == ticket }) else { return }
      if let question = calls.remove(at: index).question { cancelled.append(question) }
    case .publish(let snapshot): published.append((now, snapshot))
    case .wake(let time): alarmAt = time
    }
  }

  /// Lets a call that hangs be answered after all.
  mutating func release(_ question: AnyQuestion) {
    guard let index = calls.firstIndex(where: { $0.question == question }) else { return }
    send(calls.remove(at: index).event)
  }

  /// Lets time pass.
  mutating func run(until end: Duration) {
    while true {
      let nextCall = calls.indices.filter { calls[$0].endsAt != nil }
        .min { (calls[$0].endsAt ?? end) < (calls[$1].endsAt ?? end) }
      let callAt = nextCall.flatMap { calls[$0].endsAt }
      guard let next = [callAt, alarmAt].compactMap(\.self).min(), next <= end else { break }
      now = max(now, next)
      if let nextCall, callAt == next {
        send(calls.remove(at: nextCall).event)
      } else {
        alarmAt = nil
        wakes += 1
        send(.alarm)
      }
    }
    now = max(now, end)
  }

  mutating func run(for span: Duration) { run(until: now + span) }
}
