import StreamModel

/// Decides what is asked when: what the screen needs, and what it takes to judge the other jobs, the most important
/// first, never the same thing twice at a time, within a budget of requests per second. A value: the same history gives the same questions.
///
/// Times are monotonic. The order of importance: what an operation waits for, the tick (job list and overview),
/// the capabilities, the open job, what the screen cannot show yet, the share of jobs that are not shown, the open job's
/// vertices in turn, the visible rows in turn.
struct PollSchedule: Sendable {
  /// A question that is to be sent.
  struct Ask: Equatable, Sendable {
    var question: AnyQuestion
    /// Asked for the sake of a job that is not shown.
    var isHidden: Bool
    /// How old the metrics behind the answer will be.
    var metrics: MetricWarmth.Freshness
  }

  /// What is to be sent now, and when to look again if nothing happens before.
  struct Choice: Equatable, Sendable {
    var asks: [Ask] = []
    /// Nil where only an answer can change anything.
    var wakeAt: Duration?
  }

  private static let jobs = QuestionKey(.jobs)

  private(set) var configuration: PollConfiguration
  private var memory = PollMemory()
  /// What was worked out of rows and holds still.
  var rows = RowMemory()
  private var bucket: TokenBucket
  /// What jobs that are not shown may ask, out of the same budget.
  private var hiddenBucket = TokenBucket(capacity: 3)
  private var warmth: MetricWarmth
  private(set) var pace = AnswerPace()
  private var outage: BackOff?
  /// When the job list is tried next while the server as a whole does not answer; nothing else is asked then.
  private(set) var probeAt: Duration?
  private var inFlight: [QuestionKey] = []
  /// The jobs that are not shown, and what is; nil where who they are, or what they need, may have changed.
  private var hidden: (demand: Demand, jobs: HiddenJobs)?
  /// The one question under way for a job that is not shown.
  private var hiddenInFlight: QuestionKey?
  private var random: any RandomNumberGenerator & Sendable

  init(
    configuration: PollConfiguration, metricStep: Duration = .metricStep,
    random: any RandomNumberGenerator & Sendable
  ) {
    warmth = MetricWarmth(step: metricStep)
    self.configuration = configuration
    self.random = random
    bucket = TokenBucket(capacity: configuration.burst, savings: configuration.openingBurst)
  }

  /// The interval in force: stretched where answers are slow.
  var interval: Duration { configuration.interval * pace.stretch }
  /// Median answer time of the last answers.
  var answerTime: Duration? { pace.median }

  mutating func setInterval(_ interval: Duration) {
    configuration.interval = interval
    rows.forgetAll()
  }

  /// The questions to send now, in order; they count as sent.
  ///
  /// `urgent` is what operations wait for, with when; `slots` is how many requests may go out.
  mutating func choose(
    at now: Duration, model: ClusterModel, demand: Demand, urgent: [AnyQuestion: Duration] = [:],
    slots: Int
  ) -> Choice {
    var choice = Choice()
    // Only an answer can change anything.
    guard slots > 0 else { return choice }
    let budgetAt = bucket.readyAt(now, perSecond: budget)
    choice.wakeUp(at: budgetAt)
    let list = wishes(
      at: now, model: model, demand: demand, urgent: urgent, budgetAt: budgetAt, choice: &choice)
    var due: [Wish] = []
    for wish in list where !inFlight.contains(wish.key) {
      if wish.dueAt <= now { due.append(wish) } else { choice.wakeUp(at: wish.dueAt) }
    }
    var free = slots
    while free > 0, let index = due.indices.min(by: { due[$0].precedes(due[$1], at: now) }) {
      let wish = due.remove(at: index)
      // A row that is listed twice.
      if inFlight.contains(wish.key) { continue }
      if let obstacle = obstacle(to: wish, free: free, at: now) {
        choice.wakeUp(at: obstacle.endsAt)
        due.removeAll { obstacle.holdsBack($0) }
        continue
      }
      choice.asks.append(
        Ask(
          question: wish.question, isHidden: wish.importance == .background,
          metrics: wish.isMetricBacked ? warmth.freshness(at: now) : .current))
      send(wish, at: now)
      free -= 1
    }
    return choice
  }

  /// What is needed, due or not. The list that it is worked out with is gone afterwards: it reads the memory, which is
  /// written when something is sent and would be copied for it.
  private mutating func wishes(
    at now: Duration, model: ClusterModel, demand: Demand, urgent: [AnyQuestion: Duration],
    budgetAt: Duration?, choice: inout Choice
  ) -> [Wish] {
    var list = WishList(
      now: now, model: model, demand: demand, memory: memory, interval: configuration.interval,
      stretch: pace.stretch, urgent: urgent, inFlight: inFlight, rows: rows)
    // While it is worked out the list has the only copy.
    rows = RowMemory(isInUse: rows.isInUse)
    if let probeAt {
      list.addProbe(at: probeAt)
    } else {
      list.addEssentials()
      if budgetAt == nil || bucket.hasSavings(spending: pace.openingShare) { list.addFigures() }
      if budgetAt == nil { choice.wakeUp(at: addHidden(to: &list, at: now)) }
    }
    rows = list.rows
    choice.wakeUp(at: list.restsUntil)
    return list.wishes
  }

  /// Requests per second beyond the tick, less where answers are slow.
  private var budget: Double { configuration.requestsPerSecond / pace.stretch }

  /// Why nothing of a kind can be sent now.
  private enum Obstacle {
    case budget(until: Duration)
    /// The same, and nothing is saved up for a screen that opens either.
    case budgetAndSavings(until: Duration)
    /// A question about a job that is not shown is under way.
    case share
    /// One connection is kept for the tick where answers are so slow that figures could hold all of them.
    case reservedConnection
    case coldMetrics(until: Duration)

    /// Nil where an answer ends it.
    var endsAt: Duration? {
      switch self {
      case .budget(let time), .budgetAndSavings(let time), .coldMetrics(let time): time
      case .share, .reservedConnection: nil
      }
    }

    func holdsBack(_ wish: Wish) -> Bool {
      switch self {
      case .budget: wish.importance.isBudgeted && !wish.isOpening
      case .budgetAndSavings, .reservedConnection: wish.importance.isBudgeted
      case .share: wish.importance == .background
      case .coldMetrics: wish.isMetricBacked
      }
    }
  }

  private mutating func obstacle(to wish: Wish, free: Int, at now: Duration) -> Obstacle? {
    if wish.importance.isBudgeted {
      let reserved = pace.isQuick(for: interval) ? 0 : 1
      if free <= min(reserved, configuration.requestsInFlight - 1) { return .reservedConnection }
      if let time = bucket.readyAt(now, perSecond: budget) {
        let maySpend = bucket.hasSavings(spending: pace.openingShare)
        if !maySpend { return .budgetAndSavings(until: time) }
        if !wish.isOpening { return .budget(until: time) }
      }
    }
    if wish.importance == .background, hiddenInFlight != nil { return .share }
    if wish.isMetricBacked, case .notBefore(let time) = warmth.admission(at: now) {
      return .coldMetrics(until: time)
    }
    return nil
  }

  /// Adds what is needed of jobs that are not shown, one question at a time and within their share; returns when there
  /// is more of that.
  private mutating func addHidden(to list: inout WishList, at now: Duration) -> Duration? {
    guard hiddenInFlight == nil, !list.demand.isGlance else { return nil }
    let hidden = hiddenJobs(list.demand)
    guard !hidden.jobs.isEmpty else { return nil }
    let rate = hidden.rate(outOf: budget, stretch: pace.stretch)
    if let time = hiddenBucket.readyAt(now, perSecond: rate) { return time }
    list.addHidden(hidden.jobs)
    return nil
  }

  /// The jobs that are not shown, as long as they are the same.
  private mutating func hiddenJobs(_ demand: Demand) -> HiddenJobs {
    if rows.isInUse, let hidden, hidden.demand == demand { return hidden.jobs }
    let jobs = HiddenJobs(demand: demand, memory: memory)
    hidden = (demand, jobs)
    return jobs
  }

  /// Whether an answer to `question`, asked for the sake of a job that is not shown, is still of use.
  func keepsHidden(_ question: QuestionKey, demand: Demand) -> Bool {
    guard !demand.isPaused, let job = question.job else { return false }
    return memory.followed.contains(job)
  }

  private mutating func send(_ wish: Wish, at now: Duration) {
    if let job = wish.key.job { rows.forget(job) }
    if wish.importance.isBudgeted { bucket.take() }
    if wish.importance == .background {
      hiddenBucket.take()
      hiddenInFlight = wish.key
    }
    var record = memory.records[wish.key] ?? AskRecord(askedAt: now)
    record.askedAt = now
    record.retryAt = nil
    record.isForced = false
    record.isGivenUp = false
    record.isWaking = wish.isMetricBacked && warmth.admission(at: now) == .waking
    if record.era != wish.era {
      record.era = wish.era
      record.answersInEra = 0
    }
    memory.note(record, of: wish.key)
    inFlight.append(wish.key)
    if wish.isMetricBacked { warmth.noteAsk(at: now) }
    if wish.importance == .row, wish.key.kind == .load, let job = wish.key.job {
      memory.noteLoadAsk(of: job, at: now)
    }
  }

  // MARK: Answers

  /// Notes that a question is under way no more; false where it was not.
  @discardableResult
  private mutating func noteEnd(of question: QuestionKey) -> Bool {
    if hiddenInFlight == question { hiddenInFlight = nil }
    if let job = question.job { rows.forget(job) }
    guard let place = inFlight.firstIndex(of: question) else { return false }
    inFlight.remove(at: place)
    return true
  }

  /// Takes in an answer; `model` has it already.
  mutating func answered(
    _ question: QuestionKey, isEmpty: Bool, after elapsed: Duration, model: ClusterModel,
    at now: Duration
  ) {
    noteEnd(of: question)
    if question.kind == .jobs || question.kind == .job { hidden = nil }
    if !question.kind.isLong { pace.note(elapsed) }
    if question.kind == .jobs {
      outage = nil
      probeAt = nil
      let before = pace.stretch
      pace.adapt(to: configuration.interval)
      if pace.stretch != before { rows.forgetAll() }
    }
    if var record = memory.records[question] {
      record.backOff = BackOff(first: .seconds(2), longest: .seconds(60))
      settle(&record, isEmpty: isEmpty, at: now)
      memory.records[question] = record
    }
    memory.observe(model, after: question)
    if question.kind == .capabilities {
      rows.forgetAll()
    } else if question.job == nil {
      rows.forgetChanged(in: model)
    }
  }

  private func settle(_ record: inout AskRecord, isEmpty: Bool, at now: Duration) {
    if record.isWaking {
      record.isWaking = false
      record.retryAt = max(now, record.askedAt + MetricWarmth.fetch)
    } else if isEmpty, record.emptyAnswers < PollTimes.emptyTries {
      record.emptyAnswers += 1
      record.retryAt = now + PollTimes.emptyRetry
    } else {
      if !isEmpty { record.emptyAnswers = 0 }
      record.answers += 1
      record.answersInEra += 1
    }
  }

  /// Takes in a failure. One of the job list, or one that says that the server is not there, stops everything else
  /// until the job list is answered; any other delays that question alone.
  mutating func failed(
    _ question: QuestionKey, with error: SourceError, at now: Duration
  ) {
    guard noteEnd(of: question) else { return }
    if memory.records[question]?.isWaking == true { warmth.wakingFailed() }
    // What fails together with the server is asked as soon as the server is back.
    let isServers = outage != nil && error.isAboutTheServer
    if question.kind == .jobs {
      // The first wait is one interval; a probe that fails doubles it.
      var backOff = outage ?? BackOff(first: configuration.interval, longest: .seconds(15))
      let wait = backOff.next(using: &random)
      // What this version of flinktop cannot read it will not read soon either.
      if case .unsupported = error {
        probeAt = now + PollTimes.unsupported
      } else {
        probeAt = now + wait
      }
      outage = backOff
    } else if error.isAboutTheServer, outage == nil, !hasJobsAnswer(since: question) {
      outage = BackOff(first: configuration.interval, longest: .seconds(15))
      probeAt = now
    }
    guard var record = memory.records[question] else { return }
    record.isWaking = false
    record.retryAt = isServers ? now : now + record.backOff.next(using: &random)
    memory.records[question] = record
  }

  /// Whether the job list was asked after `question` and answered, so that the server is there all the same.
  private func hasJobsAnswer(since question: QuestionKey) -> Bool {
    guard let record = memory.records[question], let jobs = memory.records[Self.jobs] else {
      return false
    }
    return !inFlight.contains(Self.jobs) && jobs.answers > 0 && jobs.askedAt >= record.askedAt
  }

  /// Forgets that a question is under way: it was given up, or its answer is of no use. Due again at once.
  mutating func giveUp(_ question: QuestionKey, at now: Duration) {
    guard noteEnd(of: question) else { return }
    if memory.records[question]?.isWaking == true { warmth.wakingFailed() }
    memory.records[question]?.isWaking = false
    memory.records[question]?.isGivenUp = true
    memory.records[question]?.retryAt = now
  }

  /// The user wants everything on the screen that is not a row's anew, and no more waiting for a server that fails.
  mutating func refresh(_ demand: Demand, at now: Duration) {
    if probeAt != nil { probeAt = now }
    rows.forgetAll()
    for question in memory.records.keys where question.isRefreshed(for: demand) {
      memory.records[question]?.isForced = true
    }
  }
}

extension PollSchedule.Choice {
  fileprivate mutating func wakeUp(at time: Duration?) {
    guard let time else { return }
    wakeAt = wakeAt.map { min($0, time) } ?? time
  }
}

extension QuestionKey {
  /// Asked again when the user asks for a refresh: what the screen shows, without rows, and not metrics, which step
  /// once in 10 s whatever is asked.
  fileprivate func isRefreshed(for demand: Demand) -> Bool {
    guard kind.isRefreshable else { return false }
    guard kind.isStanding else { return demand.names(self) }
    return switch subject {
    case .cluster, .taskManager, .moment, .thread, .logFile: true
    case .job(let job): job == demand.openJob
    case .vertex, .subtask, .checkpoint: demand.wants(self)
    }
  }
}
