import StreamModel
import TerminalUI

/// What is said of a kind of screen, once: keys, command line, help, README and tests are made from it.
struct ScreenSign: Sendable {
  /// What a screen is about.
  enum Topic: Sendable {
    /// `worker`: a TaskManager; `process`: that, or the JobManager; `thing`: any of them.
    case cluster, job, vertex, subtask, worker, process, thing

    /// The subject that such a screen has where one goes for `subject` or a part of it.
    func home(of subject: Subject) -> Subject? {
      switch self {
      case .cluster: .cluster
      case .job: subject.job.map { .job($0) }
      case .vertex:
        switch subject {
        case .vertex: subject
        case .subtask(let job, let vertex, _): .vertex(job, vertex)
        default: nil
        }
      case .worker: subject == .cluster ? nil : LogOwner(subject)?.subject
      case .subtask:
        if case .subtask = subject { subject } else { nil }
      case .process: LogOwner(subject)?.subject ?? .cluster
      case .thing:
        switch subject {
        case .checkpoint(let job, _): .job(job)
        case .moment(let id, _), .thread(let id, _), .logFile(let id, _): .taskManager(id)
        case .cluster, .job, .vertex, .subtask, .taskManager: subject
        }
      }
    }
  }

  /// The word that leads to it (`:checkpoints`), unlike that of any other.
  var name: String
  var title: String
  /// The key that leads to it; nil for none.
  var key: Character?
  /// What help says of the key.
  var summary: String
  var topic: Topic
  /// Keys act on jobs here.
  var actsOnJobs = false
  /// It has lists, which sort and filter.
  var hasLists = true
  /// Left, and shown again for the same subject, it is as it was.
  var isKept = true
  /// It tells of every job's trouble itself.
  var tellsOfAllJobs = false
  /// The sentences of all jobs that it asks about can be read in it.
  var showsSentences = false
  /// It lists what is to be seen elsewhere: whatever is shown from it lies above it, and Esc leads back to it.
  var isIndex = false
  /// It fills the terminal, without header and foot line, and takes none but its own keys.
  var isBare = false
  /// Questions that it can't do without: where the cluster refuses one, the screen says so.
  var needs: [QuestionKind] = []
  /// Questions that it can do without, but in a system that has no answer to them at all there is no such thing.
  var supposes: [QuestionKind] = []
}

/// What a screen asks for when a key was pressed on it.
enum ScreenEffect: Hashable, Sendable {
  case go(Place)
  case show(Overlay)
  case say(String, Severity)
  /// Changes which metrics are shown, and how.
  case board(MetricBoard.Change)
  /// Done outside.
  case perform(Effect)
  /// A form is opened, with a savepoint to start from where it takes one.
  case form(FormDialog.Purpose, savepoint: String)
}

/// How the cursor is moved: by rows, by what is seen at once, to an end; below zero up.
enum CursorMove: Hashable, Sendable {
  case by(Int)
  case page(Int)
  case end(Int)

  /// More lines than any text has.
  private static let mostLines = 1 << 40

  /// Where a text that is read is moved to, of which `rows` are seen at once. Past its end until the screen is settled.
  func applied(to offset: Int, rows: Int) -> Int {
    let moved =
      switch self {
      case .by(let step): offset + step
      case .page(let direction): offset + direction * max(1, rows - 1)
      case .end(let direction): direction < 0 ? 0 : Self.mostLines
      }
    return moved.clamped(to: 0...Self.mostLines)
  }
}

/// Which jobs acting keys are about.
struct ActionTargets: Hashable, Sendable {
  var jobs: [JobID] = []
  /// They were marked, and are not just under the cursor.
  var areMarked = false
  /// Those of them that the list does not show now.
  var hidden: Set<JobID> = []
}

/// One screen of the dashboard: a value on the stack of visits, which holds where the user is in it. It draws itself
/// from what it holds and the context, and nothing else.
///
/// A new one is a folder under `Screens` and a line in `Screens.all`.
protocol Screen: Sendable {
  static var sign: ScreenSign { get }
  /// Keys that are this screen's own. They go before those that all screens have.
  static var bindings: [Binding<Self>] { get }

  /// Nil where it can't be about this subject.
  init?(_ subject: Subject, in context: Context)
  var subject: Subject { get }
  /// The job that keys are about, or that is under the cursor.
  func job(in context: Context) -> JobID?
  /// The vertex that is under the cursor, or that it is about.
  func vertex(in context: Context) -> VertexID?
  /// The subtask of that vertex that is under the cursor, or that it is about.
  func subtask(in context: Context) -> Int?
  /// What is under the cursor, for a screen that may be about anything.
  func pointed(in context: Context) -> Subject?
  /// What is open in it, for the trail at the top: `12`, `Sink: ledger`.
  func trail(in context: Context) -> [String]

  /// Arranges what is listed, once after each input, and brings cursors and windows back into what there is.
  mutating func settle(in context: Context)
  /// What it needs to be asked of the cluster.
  func demand(in context: Context) -> Demand
  /// Draws what lies below the header.
  func draw(in context: Context, frame: inout Frame)
  /// Draws the lines below the bar at the top: what is wrong, or how much there is.
  func drawHead(in context: Context, frame: inout Frame)

  /// The list that has the keys; nil where none has.
  func list(in context: Context) -> CurrentList?
  /// What has the keys where no list has, and how to come to one: `The graph`, `Tab goes to the lists`.
  func noList(in context: Context) -> (thing: String, way: String)?
  mutating func inList(_ action: TableAction)
  mutating func move(_ move: CursorMove, in context: Context)
  /// The row under the cursor is being used: it stays under it.
  mutating func hold()

  /// True where Enter opens something.
  func canOpen(in context: Context) -> Bool
  mutating func open(in context: Context) -> [ScreenEffect]
  /// One step back within the screen; false where there is none.
  mutating func back(in context: Context) -> Bool
  /// Shows a part of its subject that one came for, such as one checkpoint.
  mutating func reach(_ subject: Subject, in context: Context)
  /// Another screen that was shown over this one was left.
  mutating func returned(from subject: Subject, in context: Context)
  /// What `y` copies: a path, an id.
  func copied(in context: Context) -> String?
  func targets(in context: Context) -> ActionTargets
  /// Does what a typed word of its own asks for, with what stands behind it; nil where it knows no such word now.
  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]?
  /// Takes a click, unless it is for the list that has the keys.
  mutating func click(column: Int, row: Int, in context: Context) -> ClickOutcome
}

/// What became of a click.
enum ClickOutcome: Hashable, Sendable {
  /// Done.
  case taken
  /// It is for the list that has the keys, if for anything.
  case forList
}

extension Screen {
  static var bindings: [Binding<Self>] { [] }

  var sign: ScreenSign { Self.sign }

  func job(in context: Context) -> JobID? { subject.job }
  func vertex(in context: Context) -> VertexID? {
    switch subject {
    case .vertex(_, let vertex), .subtask(_, let vertex, _): vertex
    default: nil
    }
  }
  func subtask(in context: Context) -> Int? {
    if case .subtask(_, _, let subtask) = subject { subtask } else { nil }
  }
  /// The vertex or the job under the cursor, else what the screen is about.
  func pointed(in context: Context) -> Subject? {
    guard let job = job(in: context) else { return subject == .cluster ? nil : subject }
    return vertex(in: context).map { .vertex(job, $0) } ?? .job(job)
  }
  func trail(in context: Context) -> [String] { [] }
  func noList(in context: Context) -> (thing: String, way: String)? { nil }
  mutating func move(_ move: CursorMove, in context: Context) { moveInList(move, in: context) }
  mutating func hold() {}
  func canOpen(in context: Context) -> Bool { false }
  mutating func open(in context: Context) -> [ScreenEffect] { [] }
  mutating func back(in context: Context) -> Bool { clearFilter(in: context) }
  mutating func reach(_ subject: Subject, in context: Context) {}
  mutating func returned(from subject: Subject, in context: Context) {}
  mutating func click(column: Int, row: Int, in context: Context) -> ClickOutcome { .forList }
  mutating func take(_ word: String, _ argument: String, in context: Context) -> [ScreenEffect]? {
    nil
  }

  /// The verdict of the job it is about in a line, or what keeps us from the cluster.
  func drawHead(in context: Context, frame: inout Frame) {
    let lines = subject.job.map { context.headLines(of: $0, limit: 1) }
    context.drawHeadLines(lines ?? [context.troubleSpans].compactMap { $0 }, in: &frame)
  }

  /// The job it is about, for screens that are about one.
  func targets(in context: Context) -> ActionTargets {
    ActionTargets(jobs: job(in: context).map { [$0] } ?? [])
  }

  /// Moves the cursor of the list that has the keys.
  mutating func moveInList(_ move: CursorMove, in context: Context) {
    switch move {
    case .by(let step): inList(.move(by: step))
    case .page(let direction):
      // One row stays in view.
      let seen = list(in: context)?.placement.height ?? 1
      inList(.move(by: direction * max(1, seen - 1)))
    case .end(let direction): inList(.move(by: direction * 1_000_000))
    }
  }

  /// Shows all rows of the list again; false where they were shown.
  mutating func clearFilter(in context: Context) -> Bool {
    guard let list = list(in: context), !list.filter.isEmpty else { return false }
    inList(.filter(""))
    return true
  }

  /// What it is drawn with.
  func picture(in context: Context) -> ScreenPicture<Self> {
    ScreenPicture(screen: self, context: context)
  }
}

/// A screen on its way to the terminal: what draws it reads the screen and the context, and changes neither.
struct ScreenPicture<S: Screen>: ContextReader {
  var screen: S
  var context: Context
}
