import StreamModel
import TerminalUI

/// The Thread dump screen: what each thread of one process does, and since the dump before.
struct ThreadDumpScreen: Screen {
  static let sign = ScreenSign(
    name: "threads", title: "Thread dump", key: nil,
    summary: "Threads of the JobManager or a TaskManager", topic: .process, needs: [.threadDump])

  var owner: LogOwner
  var table = TableState<Int64>()
  /// Threads that do the same are one row.
  var isTogether = true
  private(set) var history = ThreadHistory()
  /// When the process that was dumped began anew, as far as that was seen.
  private var restartedAt: Timestamp?
  private(set) var rows: [Int64: ThreadRow] = [:]
  /// Which dump is wanted.
  private var edition = 0
  /// A thread to go to once there is a dump.
  private var target: String?
  /// What was arranged last.
  private var arranged: Arrangement?
  /// The calls of the row under the cursor fill the screen and have the keys.
  var isReading = false
  /// The first line of them that is seen.
  var offset = 0

  /// All that the order of the rows hangs on.
  private struct Arrangement: Equatable {
    var takenAt: Timestamp?
    var isTogether: Bool
    var sort: String?
    var isReversed: Bool
    var filter: String
  }

  init?(_ subject: Subject, in context: Context) {
    guard let owner = LogOwner(subject) else { return nil }
    self.owner = owner
  }

  var subject: Subject { owner.subject }

  func trail(in context: Context) -> [String] { isReading ? ["stack"] : [] }

  var question: ThreadDumpQuestion { .threadDump(owner, edition: edition) }

  var selected: ThreadRow? { table.cursor.flatMap { rows[$0] } }

  /// Coming here asks for a dump; one that is there from before is what it is compared with.
  mutating func reach(_ subject: Subject, in context: Context) {
    edition = Int(context.now.milliseconds)
    guard case .thread(_, let name) = subject else { return }
    target = name
    isReading = false
  }

  mutating func settle(in context: Context) {
    if history.dump == nil { owner = context.resolved(owner) }
    // Another process gives its threads the names and numbers of the one before.
    if owner == .controller, restartedAt != context.cluster.restartedAt {
      if restartedAt != nil || history.takenAt != nil { history = ThreadHistory() }
      restartedAt = context.cluster.restartedAt
    }
    if let answer = context.cluster.answers[question], answer.receivedAt != history.takenAt {
      history.take(answer.value, at: answer.receivedAt)
    }
    arrange()
    if let target, history.dump != nil { go(to: target) }
    table.scroll(height: ThreadDumpLayout(context.size, isReading: false).table.rows - 1)
    guard isReading, let row = selected else {
      isReading = false
      offset = 0
      return
    }
    table.hasMoved = true
    let inside = ThreadDumpLayout(context.size, isReading: true).inside
    let lines = context.stackLines(of: row, width: inside.columns - 2).count
    offset = offset.clamped(to: 0...max(0, lines - inside.rows))
  }

  /// Once for each dump and each order: there may be thousands of threads.
  private mutating func arrange() {
    let wanted = Arrangement(
      takenAt: history.takenAt, isTogether: isTogether, sort: table.sort,
      isReversed: table.isReversed, filter: table.filter)
    guard wanted != arranged else { return }
    let all = history.rows(together: isTogether)
    rows = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    table.arrange(all, in: ThreadTable.table)
    arranged = wanted
  }

  /// Puts the cursor on the thread of a name, or on those of the same task in another attempt.
  private mutating func go(to name: String) {
    target = nil
    let task = JVMThread(name: name, id: 0, state: .new).task?.name
    func row(where fits: (JVMThread) -> Bool) -> ThreadRow? {
      rows.values.first { $0.threads.contains(where: fits) && !$0.isGone }
    }
    let found =
      row { $0.name == name } ?? row { $0.purpose == .task && task != nil && $0.task?.name == task }
    guard let found else { return }
    table.hasMoved = true
    table.select(found.id)
  }

  func demand(in context: Context) -> Demand {
    var questions: [AnyQuestion] = []
    if case .worker = owner { questions.append(AnyQuestion(.taskManagers)) }
    if context.standing(of: owner) == .there { questions.append(AnyQuestion(question)) }
    return Demand(questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  // MARK: Keys

  static let bindings: [Binding<ThreadDumpScreen>] = [
    .opening("read the calls of the thread", footer: "stack"),
    Binding(
      "another-dump", [.character("r")], "another dump, compared with this one",
      footer: "another dump", group: .look, rank: 0,
      // Before there is one a refresh asks for it as well.
      isThere: { $0.history.dump != nil },
      refusal: { screen, context in
        if context.isPaused { return "Paused: nothing is asked." }
        return context.standingText(of: screen.owner, "it can't be asked for its threads")
      }
    ) { screen, context in
      screen.edition = Int(context.now.milliseconds)
      return [.say("Another dump is asked for.", .well)]
    },
    Binding(
      "together", [.character("u")], "each thread by itself, or those that do the same as one",
      footer: "each alone", group: .look, rank: 1
    ) { screen, _ in
      screen.isTogether.toggle()
      screen.isReading = false
      return [
        .say(
          screen.isTogether
            ? "Threads that do the same are one row." : "Each thread has a row of its own.", .well)
      ]
    },
    Binding(
      "logs", [.character("l")], "its logs", footer: "logs", rank: 2,
      refusal: { screen, context in
        context.standingText(of: screen.owner, "its logs can't be read any more")
      }
    ) { screen, _ in
      [.go(Place(LogsScreen.self, screen.subject))]
    },
  ]

  func list(in context: Context) -> CurrentList? {
    guard !isReading else { return nil }
    return CurrentList(
      "Threads", ThreadTable.table, table,
      at: placement(in: ThreadDumpLayout(context.size, isReading: false)))
  }

  /// Without a dump before there is no change to tell of.
  func placement(in layout: ThreadDumpLayout) -> TablePlacement {
    let unknown: Set<String> = history.formerAt == nil ? [ThreadTable.change] : []
    return ThreadTable.table.placement(hiding: table.hidden.union(unknown), in: layout.table)
  }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("A stack", "Esc leads back to the threads")
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func move(_ move: CursorMove, in context: Context) {
    guard isReading else { return moveInList(move, in: context) }
    let rows = ThreadDumpLayout(context.size, isReading: true).inside.rows
    offset = move.applied(to: offset, rows: rows)
  }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { !isReading && selected != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    isReading = true
    offset = 0
    return []
  }

  mutating func back(in context: Context) -> Bool {
    guard isReading else { return clearFilter(in: context) }
    isReading = false
    return true
  }

  func copied(in context: Context) -> String? { selected?.first.name }
}

/// Where the parts of the Thread dump screen lie.
struct ThreadDumpLayout {
  /// With its frame; empty while a stack is read.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var stack: Rect
  /// The text of the stack.
  var inside: Rect

  init(_ size: Size, isReading: Bool) {
    let body = ScreenLayout(size).body
    let below = isReading ? body.rows : body.rows < 14 ? 0 : body.rows * 2 / 5
    list = body.inset(bottom: below)
    stack = body.inset(top: body.rows - below)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    inside = stack.inset(left: 1, top: 1, right: 1, bottom: 1)
  }
}
