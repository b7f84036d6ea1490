import StreamModel
import TerminalUI

/// The Subtasks screen: every figure of a vertex by subtask, and how evenly its work lies on them.
struct SubtasksScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "subtasks", title: "Subtasks", key: "5",
    summary: "Subtasks of a vertex: load, records, watermark, host", topic: .vertex,
    actsOnJobs: true, needs: [.subtasks])
  static let bindings: [Binding<SubtasksScreen>] = [
    .opening("attempts and accumulators of the subtask", footer: "attempts"),
    FlameGraphScreen.opening(from: SubtasksScreen.self),
    TimelineScreen.opening(from: SubtasksScreen.self),
    tool(.jstack, "J"), tool(.histo, "H"), tool(.pid, "i"), heapDump("M"),
    Binding(
      "taskmanager", [.character("w")], "the TaskManager of the subtask", footer: "TaskManager",
      rank: 2,
      refusal: { screen, context in
        if let reason = context.refusal(of: TaskManagersScreen.self) { return reason }
        guard let id = screen.selected(in: context)?.subtask.taskManager else {
          return "No TaskManager has this subtask."
        }
        return context.goneText(of: .taskManager(id))
      }
    ) { screen, context in
      screen.hold()
      let manager = screen.selected(in: context)?.subtask.taskManager
      return manager.map { [.go(Place(TaskManagersScreen.self, .taskManager($0)))] } ?? []
    },
    Binding(
      "threads", [.character("T")], "what the subtask's thread does", footer: "thread", rank: 1,
      refusal: { screen, context in
        if let reason = context.refusal(of: ThreadDumpScreen.self) { return reason }
        guard let row = screen.selected(in: context), let thread = screen.thread(in: context) else {
          return "No TaskManager has this subtask."
        }
        return context.noThreadText(row.later)
          ?? context.goneText(of: thread, "its threads can't be asked for")
      }
    ) { screen, context in
      screen.hold()
      return screen.thread(in: context).map { [.go(Place(ThreadDumpScreen.self, $0))] } ?? []
    },
  ]

  var job: JobID
  var vertex: VertexID
  var table = TableState<Int>(sort: SubtaskTable.worstFirst)

  init?(_ subject: Subject, in context: Context) {
    guard case .vertex(let job, let vertex) = subject else { return nil }
    self.job = job
    self.vertex = vertex
  }

  var subject: Subject { .vertex(job, vertex) }

  func trail(in context: Context) -> [String] {
    [context.cluster.job(job)?.vertex(vertex)?.shortName ?? vertex.text]
  }

  /// With the columns that expressions fill.
  func list(of reader: some ContextReader) -> Table<SubtaskRow, Int> {
    SubtaskTable.table.without(reader.untoldOfSubtasks)
      .with(reader.formulaColumns(ofSubtasksOf: vertex, in: job))
  }

  func selected(in context: Context) -> SubtaskRow? {
    context.subtaskRows(of: vertex, in: job).first { $0.index == table.cursor }
  }

  /// The thread that runs the subtask under the cursor: `orders (1/4)#0` on its TaskManager.
  func thread(in context: Context) -> Subject? {
    selected(in: context).flatMap { context.thread(of: $0.subtask, of: vertex, in: job) }
  }

  func subtask(in context: Context) -> Int? { table.cursor }

  mutating func settle(in context: Context) {
    table.arrange(context.subtaskRows(of: vertex, in: job), in: list(of: context))
    table.scroll(height: SubtasksLayout(context.size).table.rows - 1)
  }

  /// All subtasks in one answer, however many are seen.
  func demand(in context: Context) -> Demand {
    // Of the vertex the verdict goes by the worst subtask, as the rows do.
    Demand(
      openJob: job, visibleVertices: [vertex],
      questions: [
        AnyQuestion(.subtasks(job, vertex)), AnyQuestion(.subtaskWatermarks(job, vertex)),
      ])
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    let list = list(of: context)
    return CurrentList(
      "Subtasks", list, table,
      at: list.placement(hiding: table.hidden, in: SubtasksLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    table.cursor.map { [.go(Place(SubtaskScreen.self, .subtask(job, vertex, $0)))] } ?? []
  }

  func copied(in context: Context) -> String? {
    let subtask = selected(in: context)?.subtask
    return subtask?.taskManager?.text ?? subtask?.host
  }
}

/// Where the parts of the Subtasks screen lie.
struct SubtasksLayout {
  /// With its frame.
  var strip: Rect
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let stripRows = body.rows < 12 ? 0 : body.rows < 24 ? 4 : 5
    let detailRows = body.rows < 18 ? 0 : 8
    strip = Rect(column: body.column, row: body.row, columns: body.columns, rows: stripRows)
    list = body.inset(top: stripRows, bottom: detailRows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - detailRows)
  }
}
