import StreamModel

/// What monitoring does, without doing it: events in, effects out. A value, so that every course of events can be
/// played through in a test without tasks and without time passing.
struct MonitorCore: Sendable {
  /// Names one call to the system. A ticket that is not known any more belongs to a call that was given up: whatever
  /// still comes of it is dropped.
  typealias Ticket = Int

  enum Event: Sendable {
    case start
    case stop
    case demand(Demand)
    case refresh
    case interval(Duration)
    case perform(OperationRequest)
    /// So much of a long answer has come.
    case arrived(Ticket, ByteCount)
    case replied(Ticket, Result<any AnyReply, SourceError>, after: Duration)
    /// So much of an operation's file has gone out.
    case uploaded(Ticket, UploadProgress)
    case triggered(Ticket, Result<TriggerReceipt, TriggerError>)
    case status(Ticket, Result<TriggerStatus, SourceError>)
    case alarm
  }

  enum Effect: Sendable {
    case ask(Ticket, AnyQuestion)
    case trigger(Ticket, OperationRequest, Capabilities)
    case status(Ticket, TriggerReceipt, OperationRequest)
    /// Give up a call; closes its connection.
    case cancel(Ticket)
    case publish(MonitorSnapshot)
    /// Wake me then, and not at any time set before.
    case wake(Duration?)
  }

  /// A call under way.
  struct Flight: Sendable {
    enum Subject: Hashable, Sendable {
      case question(AnyQuestion)
      case operation(String)
    }

    var subject: Subject
    /// The JobManager it was sent to.
    var epoch: Int
    var sentAt: Duration
    /// Asked for the sake of a job that is not shown.
    var isHidden = false
    /// How old the metrics behind the answer are, where metrics are behind it.
    var metrics = MetricAge.current
    /// Since when the screen has no use for it.
    var unwantedSince: Duration?

    var question: AnyQuestion? {
      if case .question(let question) = subject { return question }
      return nil
    }
  }

  /// A call that nobody wants any more may still be answered for so long.
  static let patience: Duration = .seconds(1)
  /// After a key, answers are shown without gathering for so long.
  static let eagerFor: Duration = .seconds(1)

  var model: ClusterModel
  var demand = Demand()
  var schedule: PollSchedule
  var operations = OperationLog()
  var judge = ConnectionJudge()
  var rate = RequestRate()
  var gate: PublishGate
  var flights: [Ticket: Flight] = [:]
  /// Counts the JobManagers: answers of an earlier one are dropped.
  var epoch = 0
  private var lastTicket = 0
  private var isRunning = false
  private var eagerUntil: Duration = .zero
  private var answeredKinds: Set<QuestionKind> = []
  private var alarmAt: Duration?

  init(
    identity: ClusterIdentity, traits: SystemTraits = .flink, configuration: PollConfiguration,
    random: any RandomNumberGenerator & Sendable
  ) {
    model = ClusterModel(
      identity: identity, interval: configuration.interval, traits: traits)
    schedule = PollSchedule(
      configuration: configuration, metricStep: traits.metricStep, random: random)
    gate = PublishGate(spacing: configuration.snapshotSpacing)
  }

  /// Takes in what happened and says what is to be done. `requests` is the total sent so far.
  mutating func handle(_ event: Event, at moment: Moment, requests: Int) -> [Effect] {
    rate.note(total: requests, at: moment.uptime)
    if case .stop = event { return stop() }
    let unsettled = operations.unsettled.count
    absorb(event, at: moment)
    // What the screen shows may be what an operation that is over has changed.
    if operations.unsettled.count < unsettled { schedule.refresh(demand, at: moment.uptime) }
    guard isRunning else { return [] }
    var effects: [Effect] = []
    var wakeAt = proceed(at: moment, effects: &effects)
    publish(at: moment, effects: &effects, wakeAt: &wakeAt)
    if wakeAt != alarmAt {
      alarmAt = wakeAt
      effects.append(.wake(wakeAt))
    }
    return effects
  }

  private mutating func stop() -> [Effect] {
    isRunning = false
    alarmAt = nil
    defer { flights = [:] }
    return flights.keys.sorted().map { .cancel($0) } + [.wake(nil)]
  }

  private mutating func absorb(_ event: Event, at moment: Moment) {
    let now = moment.uptime
    switch event {
    case .start: isRunning = true
    case .stop: break
    case .alarm: alarmAt = nil
    case .demand(let demand):
      self.demand = demand
      model.answers.want(demand.questions.lazy.map(\.key))
      eagerUntil = now + Self.eagerFor
    case .refresh:
      schedule.refresh(demand, at: now)
      eagerUntil = now + Self.eagerFor
    case .interval(let interval):
      schedule.setInterval(interval)
      gate.note(.immediate, at: now)
    case .perform(let request):
      operations.add(
        request, of: model.identity, capabilities: model.capabilities,
        newestKnownCheckpoint: request.job.flatMap { model.job($0) }?.checkpoints?.history.first?
          .id, at: moment)
      gate.note(.immediate, at: now)
    case .arrived(let ticket, let count):
      guard let question = flights[ticket]?.question else { return }
      model.arrived[question.key] = count
      gate.note(.ordinary, at: now)
    case .replied(let ticket, let result, let elapsed):
      guard let question = flights[ticket]?.question,
        let flight = flights.removeValue(forKey: ticket)
      else { return }
      model.arrived[question.key] = nil
      if flight.epoch != epoch {
        // It tells of a JobManager that is no more.
        schedule.giveUp(question.key, at: now)
        return
      }
      switch result {
      case .success(let reply):
        let isShown = !flight.isHidden || demand.wants(question.key)
        take(reply, metrics: flight.metrics, after: elapsed, isShown: isShown, at: moment)
      case .failure(let error): take(error, to: question, at: moment)
      }
    case .uploaded(let ticket, let progress):
      guard case .operation(let id) = flights[ticket]?.subject else { return }
      if operations.update(id, { $0.noteUpload(progress) }) { gate.note(.ordinary, at: now) }
    case .triggered(let ticket, let result):
      update(operationOf: ticket, at: now) { $0.triggered(result, at: moment) }
    case .status(let ticket, let result):
      update(operationOf: ticket, at: now) { $0.answered(result, at: moment) }
    }
  }

  private mutating func take(
    _ reply: any AnyReply, metrics: MetricAge, after elapsed: Duration, isShown: Bool,
    at moment: Moment
  ) {
    let now = moment.uptime
    let question = reply.key
    if operations.updateUnsettled({ $0.observe(reply, at: moment) }) {
      gate.note(.immediate, at: now)
    }
    judge.answered(question, at: moment)
    let restartedAt = model.restartedAt
    reply.take(into: &model, metrics: metrics, at: moment.now)
    if model.restartedAt != restartedAt { epoch += 1 }
    schedule.answered(
      question, isEmpty: reply.isEmpty, after: elapsed, model: model, at: now)
    // What is not on the screen is seen with the next list.
    guard isShown else { return }
    let isFirst = question.job == nil && answeredKinds.insert(question.kind).inserted
    gate.note(isFirst ? .immediate : now < eagerUntil ? .eager : .ordinary, at: now)
  }

  private mutating func take(_ error: SourceError, to question: AnyQuestion, at moment: Moment) {
    if operations.updateUnsettled({ $0.observe(error, to: question.key, at: moment) }) {
      gate.note(.immediate, at: moment.uptime)
    }
    let restartedAt = model.restartedAt
    model.fail(question.base, with: error, at: moment.now)
    if model.restartedAt != restartedAt { epoch += 1 }
    judge.failed(question.key, with: error, at: moment)
    schedule.failed(question.key, with: error, at: moment.uptime)
    gate.note(.ordinary, at: moment.uptime)
  }

  private mutating func update(
    operationOf ticket: Ticket, at now: Duration, _ change: (inout OperationTracker) -> Void
  ) {
    guard case .operation(let id) = flights[ticket]?.subject else { return }
    flights[ticket] = nil
    if operations.update(id, change) { gate.note(.immediate, at: now) }
  }

  /// A new ticket for a call that goes out now.
  mutating func launch(
    _ subject: Flight.Subject, isHidden: Bool = false, metrics: MetricAge = .current,
    at now: Duration
  ) -> Ticket {
    lastTicket += 1
    flights[lastTicket] = Flight(
      subject: subject, epoch: epoch, sentAt: now, isHidden: isHidden, metrics: metrics)
    return lastTicket
  }
}
