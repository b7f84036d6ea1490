package import StreamModel
package import TerminalUI

/// Something said to the user in the line above the keys.
package struct Notice: Hashable, Sendable {
  package var text: String
  package var severity: Severity
  package var at: Timestamp
  /// About what was typed: gone with the next key, as that was taken.
  var isAboutInput = false
  /// The cluster that it tells of jobs of that turned bad: for as long as that is so.
  var worseningOf: ClusterID?

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
  /// What is searched for in a text.
  case search(TextField)
  case commandLine(CommandLineState)
  case dialog(ActionDialog)
  case form(FormDialog)
  /// The columns of the list that has the keys, to leave out or take back in; the one at `cursor` is under it.
  case columns(cursor: Int)
  /// The metrics of something, to be chosen from.
  case picker(MetricPicker)
  /// An expression that is typed.
  case formula(FormulaEntry)
  /// All about one operation, whatever becomes of it meanwhile.
  case operation(id: String, offset: Int)
  /// A text that a row has no room for.
  case text(title: String, body: String, offset: Int)
  /// What a tool says of a process, once it has.
  case tool(ProcessToolQuestion, offset: Int)

  /// The same text read from another line on.
  func scrolled(to offset: Int) -> Overlay {
    switch self {
    case .help: .help(offset: offset)
    case .operation(let id, _): .operation(id: id, offset: offset)
    case .text(let title, let body, _): .text(title: title, body: body, offset: offset)
    case .tool(let question, _): .tool(question, offset: offset)
    case .filter, .search, .commandLine, .dialog, .form, .columns, .picker, .formula: self
    }
  }
}

/// Everything that is drawn: what is known, and where the user is in it. Changed by `reduce` alone.
package struct DashboardState: Sendable, ContextReader {
  package var context: Context
  /// The screens that the user came through, of each cluster.
  var ways: [Visits]
  /// Places of the clusters that were shown before this one, to go back to.
  var formerClusters: [Int] = []
  package var overlay: Overlay?
  package var notice: Notice?
  /// True within an input that changed what is listed, until it is arranged anew.
  var isListStale = false
  /// A TaskManager that was typed and is waited for; any key gives it up.
  var awaitedWorker: AwaitedWorker?
  /// How many dialogs were opened in this run.
  var dialogsOpened = 0

  /// `clusters` is not empty, and the first of them is shown. `wallRotation` is how long the wall shows one job; nil for
  /// the screens with keys.
  package init(
    settings: Settings, clusters: [ClusterModel], size: Size, now: Timestamp,
    wallRotation: Duration? = nil
  ) {
    context = Context(settings: settings, clusters: clusters, size: size, now: now)
    let root: any Screen = wallRotation.map { WallScreen(rotation: $0) } ?? JobsScreen()
    ways = clusters.map { _ in Visits(root: root) }
  }

  /// The screens that the user came through, of the cluster that is shown.
  var visits: Visits {
    get { ways[context.shown] }
    _modify { yield &ways[context.shown] }
  }

  package var settings: Settings {
    get { context.settings }
    set { context.settings = newValue }
  }

  var cluster: ClusterModel {
    get { context.watched.model }
    set { context.watched.model = newValue }
  }
  var size: Size {
    get { context.size }
    set { context.size = newValue }
  }
  var operations: [Operation] { context.watched.operations }

  /// What the visible screen needs to be polled. The other running jobs are asked about now and then all the same.
  package var demand: Demand {
    var demand = visits.top.demand(in: context)
    if case .picker(let picker) = overlay {
      demand.questions.append(AnyQuestion(.metricIDs(picker.source)))
    }
    if case .formula(let entry) = overlay {
      demand.questions += entry.suggestions(in: context).questions
    }
    demand.questions += formQuestions
    if case .tool(let question, _) = overlay { demand.questions.append(AnyQuestion(question)) }
    if awaitedWorker != nil, !demand.questions.contains(AnyQuestion(.taskManagers)) {
      demand.questions.append(AnyQuestion(.taskManagers))
    }
    // A question is asked once, whoever names it.
    demand.questions += context.boardQuestions.filter { !demand.questions.contains($0) }
    demand.isPaused = isPaused
    return demand
  }

  /// What is needed of each cluster: a glance at those that are not shown.
  package var demands: [(cluster: ClusterID, demand: Demand)] {
    context.clusters.enumerated().map { place, cluster in
      (cluster.id, place == context.shown ? demand : Demand(isGlance: true, isPaused: isPaused))
    }
  }

  /// The cluster that is shown.
  package var shownCluster: ClusterID { context.watched.id }

  /// The table that has the keys; nil where none has, as in the graph.
  var list: CurrentList? { visits.top.list(in: context) }

  /// The job that acting keys are about: the open one, else the selected row.
  var currentJob: JobModel? { visits.top.job(in: context).flatMap { cluster.job($0) } }

  /// Jobs whose sentences can be read now, ages and all: rows have a sign only.
  private var readJobs: Set<JobID> {
    let screen = visits.top
    let read = [screen.job(in: context), screen.subject.job].compactMap { $0 }
    return Set(read + (screen.sign.showsSentences ? screen.demand(in: context).visibleJobs : []))
  }

  /// True where the screen fills the terminal and nobody stands in front of it.
  var isBare: Bool { visits.top.sign.isBare }

  /// Judges the jobs of a cluster by what is known of them now, and says which turned bad while no list of them is on the
  /// screen.
  mutating func updateVerdicts(of place: Int) {
    let (clock, now) = (settings.clock, now)
    let isShown = place == context.shown
    let wasJudged = !context.clusters[place].judgements.held.isEmpty
    let moment = context.showing(place).knownAt
    let changes = context.clusters[place].judge(at: moment, seen: isShown ? readJobs : []) {
      clock.brief($0, now: now)
    }
    let told = context.clusters[place].noteWorsening(
      changes, wasJudged: wasJudged, at: now, isSeen: isShown && visits.top.sign.tellsOfAllJobs,
      except: isShown ? currentJob?.id : nil)
    let id = context.clusters[place].id
    let isTold = notice?.worseningOf == id
    // What was told before is told for as long as it is so, and goes when its time is over.
    guard let said = told ?? (isTold ? context.clusters[place].worsening.told : nil) else {
      if isTold { notice = nil }
      return
    }
    let whose = isShown ? "" : "\(context.clusters[place].model.identity.name): "
    let since = told == nil ? notice?.at ?? now : now
    notice = Notice(whose + said.text, severity: said.severity, at: since)
    notice?.worseningOf = id
  }
}

extension WatchedCluster {
  /// What there is to say of jobs that turned bad by their new judgements; nil where nothing is, or where the screen tells of all
  /// jobs itself.
  mutating func noteWorsening(
    _ changes: [Judgements.Change], wasJudged: Bool, at now: Timestamp, isSeen: Bool,
    except open: JobID?
  ) -> (text: String, severity: Severity)? {
    for change in changes where model.jobsByID[change.job.id] != nil {
      // What was not known before may have been so all along, unless the state says that it is new.
      let wasKnown =
        change.former.map { $0.verdict.isComplete || $0.job.state != change.job.state } ?? wasJudged
      worsening.take(
        change.job.id, name: change.job.shownName, change.verdict, wasKnown: wasKnown, at: now)
    }
    let held = judgements.held
    worsening.forget(where: { held[$0] == nil }, isListed: { model.jobsByID[$0] != nil })
    guard !isSeen else {
      worsening.wasSeen()
      return nil
    }
    return worsening.news(at: now, except: open)
  }
}
