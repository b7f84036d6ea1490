import StreamModel
import TerminalUI

/// The TaskManager screen: memory, JVM and work of one TaskManager. What was known of it stays when it is gone.
struct TaskManagerScreen: Screen {
  static let sign = ScreenSign(
    name: "taskmanager", title: "TaskManager", key: nil,
    summary: "One TaskManager: memory, JVM, what it runs", topic: .worker, needs: [.taskManager])
  static let bindings: [Binding<TaskManagerScreen>] = [
    .opening("open the job, or the subtasks of the task"),
    Binding(
      "logs", [.character("l")], "its logs", footer: "logs", rank: 1,
      refusal: noneLeft("its logs")
    ) { screen, _ in
      screen.hold()
      return [.go(Place(LogsScreen.self, screen.subject))]
    },
    Binding(
      "stdout", [.character("O")], "what it printed to standard output", footer: "stdout",
      refusal: noneLeft("what it printed")
    ) { screen, _ in
      screen.hold()
      return [.go(Place(LogsScreen.self, .logFile(screen.id, LogFile.ownOutput.name)))]
    },
    Binding(
      "threads", [.character("T")], "what its threads do", footer: "threads", rank: 1,
      refusal: noneLeft("its threads")
    ) { screen, _ in
      screen.hold()
      return [.go(Place(ThreadDumpScreen.self, screen.subject))]
    },
    ProfilesScreen.opening(from: TaskManagerScreen.self) { screen, _ in screen.subject },
  ]

  /// Of one that is gone nothing can be asked any more.
  private static func noneLeft(_ what: String) -> @Sendable (TaskManagerScreen, Context) -> String?
  {
    { screen, context in context.standingText(of: screen.owner, "\(what) can't be had any more") }
  }

  private(set) var id: TaskManagerID
  var table = TableState<WorkRow.ID>()
  /// As last told, with when: it stays when the TaskManager goes.
  private(set) var listed: Observed<TaskManager>?
  private(set) var detail: Observed<TaskManagerDetail>?

  init?(_ subject: Subject, in context: Context) {
    guard case .taskManager(let id) = subject else { return nil }
    self.id = id
  }

  var subject: Subject { .taskManager(id) }
  var owner: LogOwner { .worker(id) }

  /// Its metrics are those of the process, wherever the cursor is.
  func pointed(in context: Context) -> Subject? { subject }

  func job(in context: Context) -> JobID? { table.cursor?.job }

  func vertex(in context: Context) -> VertexID? {
    if case .vertex(_, let vertex) = table.cursor { vertex } else { nil }
  }

  mutating func settle(in context: Context) {
    if listed == nil, case .worker(let meant) = context.resolved(owner) { id = meant }
    if let list = context.cluster.answers[.taskManagers],
      let manager = list.value.first(where: { $0.id == id })
    {
      listed = Observed(manager, receivedAt: list.receivedAt)
    }
    detail = context.cluster.answers[.taskManager(id)] ?? detail
    table.arrange(context.workRows(on: id, of: detail), in: WorkTable.table)
    table.scroll(height: TaskManagerLayout(context.size).table.rows - 1)
  }

  /// Its row as on the screen of all of them; nil until it was listed.
  func row(in context: Context) -> TaskManagerRow? {
    listed.map {
      TaskManagerRow(
        taskManager: $0.value, listedAt: $0.receivedAt, detail: detail, now: context.now,
        serverNow: context.serverKnownAt)
    }
  }

  /// The list, which tells when it goes, and itself; then, of the rows that are seen, where the subtasks of a vertex are,
  /// and which vertices a job has that nothing is known of.
  func demand(in context: Context) -> Demand {
    var questions = [AnyQuestion(.taskManagers)]
    guard context.standing(of: owner) == .there else { return Demand(questions: questions) }
    questions.append(AnyQuestion(.taskManager(id)))
    for row in table.visible(height: TaskManagerLayout(context.size).table.rows - 1) {
      switch row {
      case .vertex(let job, let vertex): questions.append(AnyQuestion(.vertexWorkers(job, vertex)))
      case .job(let job):
        guard context.cluster.job(job)?.detail?.value.vertices.isEmpty ?? true else { continue }
        questions.append(AnyQuestion(.jobPlan(job)))
      }
    }
    return Demand(questions: questions)
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Work", WorkTable.table, table,
      at: WorkTable.table.placement(
        hiding: table.hidden, in: TaskManagerLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool {
    table.cursor.map { context.cluster.job($0.job) != nil } ?? false
  }

  mutating func open(in context: Context) -> [ScreenEffect] {
    switch table.cursor {
    case .job(let job): [.go(Place(JobScreen.self, .job(job)))]
    case .vertex(let job, let vertex): [.go(Place(SubtasksScreen.self, .vertex(job, vertex)))]
    case nil: []
    }
  }

  func copied(in context: Context) -> String? { id.text }
}

/// Where the parts of the TaskManager screen lie: memory and JVM beside each other where there is room.
struct TaskManagerLayout {
  /// With its frame.
  var memory: Rect
  /// With its frame; empty where rows are scarce.
  var process: Rect
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let isWide = body.columns >= 156
    // The bar and six parts.
    let memoryRows = max(0, min(9, body.rows - 6))
    memory = Rect(column: body.column, row: body.row, columns: body.columns, rows: memoryRows)
    process = memory
    if isWide {
      memory.columns = body.columns / 2
      process = memory
      process.column = memory.endColumn
      process.columns = body.columns - memory.columns
      list = body.inset(top: memoryRows)
    } else {
      let rows = body.rows < 19 ? 0 : body.rows < 26 ? 4 : body.rows < 34 ? 6 : 9
      process.row = memory.endRow
      process.rows = rows
      list = body.inset(top: memoryRows + rows)
    }
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
  }
}
