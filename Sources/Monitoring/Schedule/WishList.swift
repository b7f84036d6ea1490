import StreamModel

/// Works out what the screen needs, with when each thing is due: each question once, under its greatest importance.
/// Reads, and changes nothing but itself.
struct WishList {
  let now: Duration
  let model: ClusterModel
  let demand: Demand
  let memory: PollMemory
  let interval: Duration
  /// How far all cadences are stretched.
  let stretch: Double
  /// Asked for by operations, with when.
  let urgent: [AnyQuestion: Duration]
  let inFlight: [QuestionKey]
  /// Rows that were worked out before.
  var rows: RowMemory

  private(set) var wishes: [Wish] = []
  /// When the first question is due of rows that nothing is due of, and which are therefore left out.
  private(set) var restsUntil: Duration?
  /// The rows of which a look may tell more than is known.
  private(set) var doubtful: [(job: JobID, doubt: Doubt)] = []

  /// What goes before the budget: questions of operations, the tick, the capabilities.
  mutating func addEssentials() {
    for (question, dueAt) in urgent {
      var wish = Wish(question: question, importance: .operation, dueAt: dueAt)
      wish.lastAskedAt = dueAt
      add(wish)
    }
    guard !demand.isPaused else { return }
    add(repeated(.jobs, .tick))
    add(repeated(.overview, .tick, rank: 1))
    add(once(.capabilities, .capabilities, era: memory.serverEra))
  }

  /// While the server as a whole does not answer: the job list, which says when it does again.
  mutating func addProbe(at time: Duration) {
    guard !demand.isPaused || !urgent.isEmpty else { return }
    wishes.append(Wish(question: AnyQuestion(.jobs), importance: .tick, dueAt: time))
  }

  /// What the open job and the visible rows need.
  mutating func addFigures() {
    guard !demand.isPaused, !demand.isGlance else { return }
    addAsked()
    // Nothing can be said of a job that is not listed: it may be gone, or not be there yet.
    if let open = demand.openJob, let job = model.jobsByID[open] { addOpenJob(job) }
    for (row, id) in demand.visibleJobs.enumerated() where id != demand.openJob {
      addRow(id, at: .shown(row: row, isTiming: isTiming(row))) { $0.addRow($1, at: row) }
    }
    addInquiriesOfRows()
  }

  /// Adds what is needed of a job: as it was worked out before, or anew.
  private mutating func addRow(
    _ id: JobID, at place: RowMemory.Place, workOut: (inout WishList, JobModel) -> Void
  ) {
    // What an operation wants as well stands elsewhere in the list.
    let mayRemember = urgent.isEmpty
    if mayRemember, let row = rows.row(of: id, at: place) {
      if place.isShown { note(row.doubt, of: id) }
      guard row.rests(at: now) else { return wishes += row.wishes }
      if let time = row.restsUntil { restsUntil = restsUntil.map { min($0, time) } ?? time }
      return
    }
    guard let job = model.jobsByID[id] else { return }
    let first = wishes.count
    workOut(&self, job)
    let doubt = place.isShown ? job.doubt : nil
    if place.isShown { note(doubt, of: id) }
    if mayRemember {
      rows.keep(wishes[first...], of: job, doubt: doubt, at: place, inFlight: inFlight)
    }
  }

  private mutating func note(_ doubt: Doubt?, of job: JobID) {
    if let doubt { doubtful.append((job, doubt)) }
  }

  /// What the screen asks for besides, at the cadence of each kind.
  private mutating func addAsked() {
    for (position, question) in demand.questions.enumerated() {
      let job = question.job.map { model.jobsByID[$0] }
      if case .some(nil) = job { continue }
      add(asked(question.base, of: job ?? nil, rank: Self.askedRank + position))
    }
  }

  private func asked(_ question: some Question, of job: JobModel?, rank: Int) -> Wish? {
    switch type(of: question).kind.cadence {
    case .eachTick, .repeated:
      // What a later answer contradicts does not wait for its turn.
      let period = question.isOutdated(in: model) ? PollTimes.outdated : nil
      return repeated(
        question, .openJob, every: period, rank: rank, hasMetrics: job?.state.isProcessing ?? true)
    case .whenChanged:
      let history = job.flatMap { memory.jobs[$0.id]?.history }
      let era =
        memory.serverEra + (history?.stateEra ?? 0) + (history?.restartEra ?? 0) &+ question.edition
      return once(question, .openJob, era: era, rank: rank)
    }
  }

  /// After what the open job itself needs.
  private static let askedRank = 100

  /// What is needed to judge the jobs that are not shown.
  mutating func addHidden(_ jobs: [JobID]) {
    for (place, id) in jobs.enumerated() {
      addRow(id, at: .hidden(place)) { $0.addHidden($1, at: place) }
    }
  }

  /// Adds a wish, unless the system can't answer it. What an operation wants as well keeps that importance, and the
  /// earlier time.
  mutating func add(_ wish: Wish?) {
    guard let wish else { return }
    if wish.importance != .operation, !model.capabilities.refusals.isEmpty,
      model.capabilities.refusals[wish.key.kind] != nil
    {
      return
    }
    if urgent[wish.question] != nil,
      let position = wishes.firstIndex(where: { $0.question == wish.question })
    {
      wishes[position].dueAt = min(wishes[position].dueAt, wish.dueAt)
    } else {
      wishes.append(wish)
    }
  }

  /// A question that is asked again and again, as its kind says where no `period` is given. `hasMetrics` is false for
  /// one about a job that has none now.
  func repeated(
    _ question: some Question, _ importance: Wish.Importance, every period: Duration? = nil,
    rank: Int = 0, completeAfter answers: Int = 1, hasMetrics: Bool = true
  ) -> Wish {
    var wish = Wish(question: AnyQuestion(question), importance: importance, dueAt: .zero)
    wish.rank = rank
    wish.isMetricBacked = wish.key.kind.isMetricBacked && hasMetrics
    guard let record = memory.records[wish.key] else {
      wish.isComplete = false
      wish.isOpening = true
      return wish
    }
    let usual = wish.key.kind.cadence.period(for: importance, tick: interval)
    let stretched = (period ?? usual) * stretch
    wish.dueAt = record.dueAt(after: stretched)
    wish.isComplete = record.answers >= answers
    wish.lastAskedAt = record.askedAt
    wish.period = stretched
    wish.isOpening = record.answers == 0
    return wish
  }

  /// A question that is asked `times` in an era and then no more; nil once that is done.
  func once(
    _ question: some Question, _ importance: Wish.Importance, era: Int, times: Int = 1,
    rank: Int = 0
  ) -> Wish? {
    var wish = Wish(question: AnyQuestion(question), importance: importance, dueAt: .zero)
    wish.rank = rank
    wish.era = era
    wish.isComplete = false
    wish.isOpening = true
    guard let record = memory.records[wish.key] else { return wish }
    // What there was no room for is as good as never answered, but for a failure to be waited out.
    if model.answers.hasDropped(wish.key) {
      wish.dueAt = max(record.retryAt ?? .zero, record.askedAt + PollTimes.shortestRefresh)
      wish.lastAskedAt = record.askedAt
      return wish
    }
    let answers = record.era == era ? record.answersInEra : 0
    guard answers < times || record.isForced else { return nil }
    wish.isComplete = record.answers > 0
    wish.isOpening = !wish.isComplete
    // A new era is due at once; within one, what was asked lags behind the change that began it.
    wish.dueAt =
      answers > 0 || record.isForced
      ? record.dueAt(after: PollTimes.afterChange) : record.retryAt ?? .zero
    wish.lastAskedAt = record.askedAt
    wish.period = PollTimes.afterChange
    return wish
  }
}

extension AskRecord {
  /// When the question is due again at the given cadence.
  func dueAt(after period: Duration) -> Duration {
    if isForced { return askedAt + PollTimes.shortestRefresh }
    return retryAt ?? askedAt + period
  }
}
