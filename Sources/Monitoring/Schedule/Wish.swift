import StreamModel

/// A question that is wanted, with when and how much.
struct Wish: Sendable {
  /// Lower goes first.
  enum Importance: Int, Comparable, Sendable {
    /// The outcome of something the user asked for.
    case operation
    /// The job list and the overview.
    case tick
    case capabilities
    /// The job whose screen is open.
    case openJob
    /// Vertices of it.
    case openVertex
    /// Rows of the job list.
    case row
    /// Jobs that run and are not shown, so that they are judged all the same.
    case background

    static func < (lhs: Importance, rhs: Importance) -> Bool { lhs.rawValue < rhs.rawValue }

    /// Whether it counts against the budget of requests per second.
    var isBudgeted: Bool { self >= .openJob }
  }

  var question: AnyQuestion
  var importance: Importance
  /// Monotonic time; `.zero` for what was never asked.
  var dueAt: Duration
  /// False as long as what it is for cannot be shown at all; those go first within their importance.
  var isComplete = true
  /// True where it may be paid from what was saved up for a screen that opens.
  var isOpening = false
  /// Of a job that is not shown: what is asked only while nothing else of those is due.
  var isExtra = false
  /// Among what cannot be shown yet: kinds of figures in order of worth, then rows from the top.
  var rank = 0
  /// When it was last asked; nil for never.
  var lastAskedAt: Duration?
  /// How long after that it is due in general.
  var period: Duration = .seconds(1)
  /// Needs the JobManager's metrics to be fresh.
  var isMetricBacked = false
  /// Era that an answer settles, where that matters.
  var era = 0

  var key: QuestionKey { question.key }

  /// How often its time has passed since it was last asked: 1 when just due. The most overdue goes first.
  func urgency(at now: Duration) -> Double {
    lastAskedAt.map { (now - $0).inSeconds / period.inSeconds } ?? 0
  }

  /// By importance; but jobs that are not shown, whose share is small, go before what is shown already and merely due.
  private var turn: Int {
    let last = Importance.background.rawValue
    switch importance {
    case .operation, .tick, .capabilities, .openJob, .background: return importance.rawValue
    case .openVertex, .row: return isComplete ? last + importance.rawValue : importance.rawValue
    }
  }

  /// True where this wish goes before `other`.
  func precedes(_ other: Wish, at now: Duration) -> Bool {
    if turn != other.turn { return turn < other.turn }
    if isExtra != other.isExtra { return !isExtra }
    if isComplete != other.isComplete { return !isComplete }
    if !isComplete, rank != other.rank { return rank < other.rank }
    return urgency(at: now) > other.urgency(at: now)
  }
}

extension Cadence {
  /// The time between two questions that are asked for `importance`, where `tick` passes between two ticks.
  func period(for importance: Wish.Importance, tick: Duration) -> Duration {
    switch self {
    case .eachTick: tick
    case .whenChanged: PollTimes.afterChange
    case .repeated(let open, let row, let hidden):
      switch importance {
      case .row: row ?? open
      case .background: hidden ?? row ?? open
      case .operation, .tick, .capabilities, .openJob, .openVertex: open
      }
    }
  }
}

extension Demand {
  /// Whether anything on the screen still needs the answer to `question`. Jobs that are not shown are
  /// `PollSchedule.keepsHidden`'s.
  func wants(_ question: QuestionKey) -> Bool {
    if isPaused { return false }
    if names(question) { return true }
    if question.kind.isLookedInto, isJudged(question.job) { return true }
    // One of a screen's own goes with the screen.
    guard question.kind.isStanding else { return false }
    switch question.subject {
    case .cluster, .taskManager, .moment, .thread, .logFile: return true
    case .job(let job): return wantsRow(job) || openJob == job
    case .vertex(let job, let vertex), .subtask(let job, let vertex, _):
      return wantsRow(job) || (openJob == job && visibleVertices.contains(vertex))
    // Those of jobs that are judged are looked into.
    case .checkpoint: return false
    }
  }

  /// Whether the screen asks for it by itself.
  func names(_ question: QuestionKey) -> Bool { questions.contains { $0.key == question } }

  /// True for a job of which a verdict is shown; of none in particular where one is open.
  private func isJudged(_ job: JobID?) -> Bool {
    job.map { openJob == $0 || wantsRow($0) } ?? (openJob != nil)
  }

  private func wantsRow(_ job: JobID) -> Bool { visibleJobs.contains(job) }
}
