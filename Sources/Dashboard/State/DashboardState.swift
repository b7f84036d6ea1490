package import StreamModel
package import TerminalUI

/// Something said to the user in the line above the keys.
package struct Notice: Hashable, Sendable {
  package var text: String
  package var severity: Severity
  package var at: Timestamp
  /// About what was typed: gone with the next key, as that was taken.
  var isAboutInput = false

  package init(_ text: String, severity: Severity = .note, at: Timestamp) {
    self.text = text
    self.severity = severity
    self.at = at
  }

  /// How long it stays: what went wrong longer than what went well.
  var lifetime: Duration { severity >= .warning ? .seconds(20) : .seconds(6) }
}

/// What lies over the screen and takes the keys.
package enum Overlay: Hashable, Sendable {
  case help(offset: Int)
  case filter(TextField)
  case commandLine(CommandLineState)
  case dialog(ActionDialog)
  /// All about one operation, whatever becomes of it meanwhile.
  case operation(id: String, offset: Int)

  /// The same text read from another line on.
  func scrolled(to offset: Int) -> Overlay {
    switch self {
    case .help: .help(offset: offset)
    case .operation(let id, _): .operation(id: id, offset: offset)
    case .filter, .commandLine, .dialog: self
    }
  }
}

/// Everything that is drawn: the model, and where the user is in it. Changed by `reduce` alone.
package struct DashboardState: Sendable {
  package var settings: Settings
  package var cluster: ClusterModel
  package var operations: [Operation] = []
  package var size: Size
  package var now: Timestamp
  package var isPaused = false

  package var screen = ScreenKind.jobs
  package var jobs = JobsScreenState()
  /// The job that the Job and Checkpoints screens are about.
  package var job: JobScreenState?
  package var checkpoints: CheckpointsScreenState?
  package var operationsScreen = OperationsScreenState()
  package var overlay: Overlay?
  package var notice: Notice?
  /// Settled operations whose outcome the user has seen off with a key.
  package var dismissedOperations: Set<String> = []
  /// Ids of operations that one dialog asked for together, two or more each.
  package var operationGroups: [[String]] = []
  /// True within an input that changed what is listed, until it is arranged anew.
  var isListStale = false
  /// How many dialogs were opened in this run.
  var dialogsOpened = 0
  package var wall: WallState?

  private(set) var judgements = Judgements()
  /// Which jobs turned bad, and what was said of it.
  private var worsening = Worsening()

  package init(settings: Settings, cluster: ClusterModel, size: Size, now: Timestamp) {
    self.settings = settings
    self.cluster = cluster
    self.size = size
    self.now = now
  }

  /// What is wrong with a job, as of the last snapshot.
  package func verdict(_ job: JobID) -> Verdict {
    judgements.held[job]?.verdict
      ?? Verdict(findings: [], summary: "Nothing is known yet.", isComplete: false)
  }

  /// As of when jobs are judged and told of: now, or while nothing comes the last answer. Silence makes none of them
  /// better or worse, and nobody knows what became of them since.
  var knownAt: Timestamp {
    let isSilent: Bool =
      switch cluster.connection {
      case .stale, .unreachable: true
      case .connecting, .live, .degraded: isPaused
      }
    return isSilent ? min(now, cluster.lastAnswerAt ?? now) : now
  }

  /// Judges the jobs by what is known of them now.
  mutating func updateVerdicts() {
    let (clock, now) = (settings.clock, now)
    let former = judgements.held
    judgements.update(cluster, at: knownAt) { clock.brief($0, now: now) }
    noteWorsening(from: former)
  }

  /// Says which jobs turned bad while no list of them is on the screen.
  private mutating func noteWorsening(from former: [JobID: Judgements.Held]) {
    for job in cluster.jobs {
      guard let held = judgements.held[job.id] else { continue }
      let before = former[job.id]
      // What was not known before may have been so all along, unless the state says that it is new.
      let wasKnown =
        before.map { $0.verdict.isComplete || $0.job.state != held.job.state } ?? !former.isEmpty
      worsening.take(job.id, name: job.shownName, held.verdict, wasKnown: wasKnown, at: now)
    }
    let held = judgements.held
    worsening.forget { held[$0] == nil }
    guard screen != .jobs, wall == nil else { return worsening.wasSeen() }
    if let told = worsening.news(at: now, except: currentJob?.id) {
      notice = Notice(told.text, severity: told.severity, at: now)
    }
  }

  /// The job that acting keys are about: the open one, else the selected row.
  package var currentJob: JobModel? {
    switch screen {
    case .jobs: jobs.table.cursor.flatMap { cluster.job($0) }
    case .job: job.flatMap { cluster.job($0.id) }
    case .checkpoints: checkpoints.flatMap { cluster.job($0.job) }
    case .operations: nil
    }
  }

  /// False where the terminal is smaller than any screen: then nothing but that is shown.
  var isLargeEnough: Bool {
    size.columns >= ScreenLayout.smallest.columns && size.rows >= ScreenLayout.smallest.rows
  }

  /// How far the reading of a clock-dependent figure may be trusted: two intervals, at least 5 s.
  package var freshness: Duration { max(.seconds(5), cluster.polling.interval * 2) }
}
