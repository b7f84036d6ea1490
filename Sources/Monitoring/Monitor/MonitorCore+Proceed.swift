import StreamModel

extension MonitorCore {
  /// Sends what is due and gives up what is no longer wanted; returns when to look again.
  mutating func proceed(at moment: Moment, effects: inout [Effect]) -> Duration? {
    var wakeAt: Duration?
    let urgent = operations.questions
    giveUpUnwanted(besides: urgent, at: moment.uptime, effects: &effects, wakeAt: &wakeAt)
    sendOperations(at: moment, effects: &effects, wakeAt: &wakeAt)
    let choice = schedule.choose(
      at: moment.uptime, model: model, demand: demand, urgent: urgent,
      slots: schedule.configuration.requestsInFlight - flights.count)
    for ask in choice.asks {
      let ticket = launch(
        .question(ask.question), isHidden: ask.isHidden, metrics: ask.metrics.age(at: moment),
        at: moment.uptime)
      effects.append(.ask(ticket, ask.question.informed(by: model)))
    }
    wakeAt.meet(choice.wakeAt)
    return wakeAt
  }

  private mutating func giveUpUnwanted(
    besides urgent: [AnyQuestion: Duration], at now: Duration, effects: inout [Effect],
    wakeAt: inout Duration?
  ) {
    for (ticket, flight) in flights.sorted(by: { $0.key < $1.key }) {
      guard let question = flight.question else { continue }
      let isHiddenAndKept = flight.isHidden && schedule.keepsHidden(question.key, demand: demand)
      if demand.wants(question.key) || isHiddenAndKept || urgent[question] != nil {
        flights[ticket]?.unwantedSince = nil
        continue
      }
      let since = flight.unwantedSince ?? now
      if now - since >= Self.patience {
        giveUp(ticket, at: now, effects: &effects)
      } else {
        flights[ticket]?.unwantedSince = since
        wakeAt.meet(since + Self.patience)
      }
    }
  }

  private mutating func giveUp(_ ticket: Ticket, at now: Duration, effects: inout [Effect]) {
    guard let flight = flights.removeValue(forKey: ticket) else { return }
    if let question = flight.question {
      schedule.giveUp(question.key, at: now)
      model.arrived[question.key] = nil
    }
    effects.append(.cancel(ticket))
  }

  private mutating func sendOperations(
    at moment: Moment, effects: inout [Effect], wakeAt: inout Duration?
  ) {
    for tracker in operations.unsettled {
      guard let next = tracker.next else { continue }
      if case .ask = next.step { continue }
      guard next.dueAt <= moment.uptime else {
        wakeAt.meet(next.dueAt)
        continue
      }
      if next.step == .trigger { makeRoom(at: moment.uptime, effects: &effects) }
      guard flights.count < schedule.configuration.requestsInFlight else { return }
      let request = tracker.operation.request
      let ticket = launch(.operation(request.id), at: moment.uptime)
      _ = operations.update(request.id) { $0.began() }
      switch next.step {
      case .trigger: effects.append(.trigger(ticket, request, tracker.capabilities))
      case .status(let receipt): effects.append(.status(ticket, receipt, request))
      case .ask: break
      }
    }
  }

  /// What a person asked for does not wait behind figures: the youngest of those gives way.
  private mutating func makeRoom(at now: Duration, effects: inout [Effect]) {
    guard flights.count >= schedule.configuration.requestsInFlight else { return }
    let figures = flights.filter { $0.value.question != nil }
    if let youngest = figures.keys.max() { giveUp(youngest, at: now, effects: &effects) }
  }

  // MARK: Snapshots

  /// Brings the connection up to date and publishes a snapshot if one is due.
  mutating func publish(
    at moment: Moment, effects: inout [Effect], wakeAt: inout Duration?
  ) {
    let now = moment.uptime
    let overdue = overdueList(at: now, wakeAt: &wakeAt)
    let connection = judge.connection(at: moment, overdue: overdue)
    if !connection.isAlike(model.connection) { gate.note(.immediate, at: now) }
    model.connection = connection
    guard let dueAt = gate.dueAt(isAwaitingAnswers: !flights.isEmpty) else { return }
    guard dueAt <= now else {
      wakeAt.meet(dueAt)
      return
    }
    let isUrgent = gate.urgency > .ordinary
    gate.published(at: now)
    model.polling = PollingFigures(
      requestsPerSecond: rate.perSecond(at: now), answerTime: schedule.answerTime,
      interval: schedule.interval, configuredInterval: schedule.configuration.interval,
      nextTryAt: schedule.probeAt.map { moment.now.advanced(by: $0 - now) })
    effects.append(
      .publish(
        MonitorSnapshot(
          cluster: model, operations: operations.operations, isUrgent: isUrgent)))
  }

  /// A job list that does not come says that data is stale before the request's own time-out does.
  private func overdueList(at now: Duration, wakeAt: inout Duration?) -> SourceError? {
    guard let list = flights.values.first(where: { $0.question?.kind == .jobs }) else { return nil }
    let limit = max(.seconds(5), schedule.interval * 2)
    guard now - list.sentAt >= limit else {
      wakeAt.meet(list.sentAt + limit)
      return nil
    }
    return .timedOut(after: limit, on: "the job list")
  }
}

extension Optional where Wrapped == Duration {
  /// The earlier of both times; none counts as never.
  fileprivate mutating func meet(_ other: Duration?) {
    guard let other else { return }
    self = map { Swift.min($0, other) } ?? other
  }
}

extension MetricWarmth.Freshness {
  /// The same on the wall clock.
  fileprivate func age(at moment: Moment) -> MetricAge {
    switch self {
    case .current: .current
    case .asOf(nil): .unknown
    case .asOf(let time?): .asOf(moment.now.advanced(by: time - moment.uptime))
    }
  }
}

extension Connection {
  /// True where both would be shown by the same word.
  fileprivate func isAlike(_ other: Connection) -> Bool {
    switch (self, other) {
    case (.connecting, .connecting), (.live, .live), (.degraded, .degraded), (.stale, .stale),
      (.unreachable, .unreachable):
      true
    default: false
    }
  }
}
