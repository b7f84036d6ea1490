import StreamModel
import TerminalUI

/// The TaskManagers screen: the processes that run the tasks, with their slots and memory.
struct TaskManagersScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "taskmanagers", title: "TaskManagers", key: "7",
    summary: "TaskManagers: slots, memory, garbage collection", topic: .cluster,
    needs: [.taskManagers])
  static let bindings: [Binding<TaskManagersScreen>] = [
    .opening("open the TaskManager"),
    Binding(
      "logs", [.character("l")], "its logs", footer: "logs", rank: 1,
      refusal: { screen, _ in screen.table.cursor == nil ? "Nothing is listed." : nil }
    ) { screen, _ in
      screen.table.hasMoved = true
      return screen.table.cursor.map { [.go(Place(LogsScreen.self, .taskManager($0)))] } ?? []
    },
    Binding(
      "threads", [.character("T")], "what its threads do", footer: "threads", rank: 1,
      refusal: { screen, context in
        context.refusal(of: ThreadDumpScreen.self)
          ?? (screen.table.cursor == nil ? "Nothing is listed." : nil)
      }
    ) { screen, _ in
      screen.table.hasMoved = true
      return screen.table.cursor.map { [.go(Place(ThreadDumpScreen.self, .taskManager($0)))] } ?? []
    },
    Binding(
      "restart-container", [.character("R")], "restart the container (Heron)", footer: "restart",
      group: .act, rank: 2, pace: .alone,
      refusal: { screen, context in
        if let reason = context.cluster.traits.refusal(of: TopologyControl.Kind.restart.plain) {
          return reason
        }
        return screen.selected(in: context)?.container == nil ? "No container is listed." : nil
      }
    ) { screen, context in
      screen.table.hasMoved = true
      guard let container = screen.selected(in: context)?.container else { return [] }
      let name = context.cluster.job(container.job)?.shownName ?? container.job.text
      return [
        .form(
          .control(container.job, name: name, .restart, container: container.number), savepoint: "")
      ]
    }.offered { $0.cluster.traits.refusal(of: TopologyControl.Kind.restart.plain) == nil },
    ProfilesScreen.opening(from: TaskManagersScreen.self) { screen, _ in
      screen.table.cursor.map { .taskManager($0) }
    },
  ]

  var table = TableState<TaskManagerID>(sort: TaskManagerTable.byName)

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  mutating func reach(_ subject: Subject, in context: Context) {
    guard case .taskManager(let id) = subject else { return }
    table.hasMoved = true
    table.selected = id
  }

  func selected(in context: Context) -> TaskManagerRow? {
    context.taskManagerRows.first { $0.id == table.cursor }
  }

  func pointed(in context: Context) -> Subject? { table.cursor.map { .taskManager($0) } }

  mutating func settle(in context: Context) {
    table.arrange(context.taskManagerRows, in: context.taskManagerList)
    table.scroll(height: TaskManagersLayout(context.size).table.rows - 1)
  }

  /// The list, then those whose rows are seen, the one under the cursor first.
  func demand(in context: Context) -> Demand {
    let seen = table.visible(height: TaskManagersLayout(context.size).table.rows - 1)
    let selected = table.cursor.map { [$0] } ?? []
    let asked = selected + seen.filter { $0 != table.cursor }
    return Demand(
      questions: [AnyQuestion(.taskManagers)] + asked.map { AnyQuestion(.taskManager($0)) })
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    let list = context.taskManagerList
    return CurrentList(
      "TaskManagers", list, table,
      at: list.placement(hiding: table.hidden, in: TaskManagersLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func canOpen(in context: Context) -> Bool { table.cursor != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    let isContainer = context.refusal(of: TaskManagerScreen.self) != nil
    return table.cursor.map { id in
      [
        // Of a container there is no more to tell than its files.
        .go(
          isContainer
            ? Place(LogsScreen.self, .taskManager(id))
            : Place(TaskManagerScreen.self, .taskManager(id)))
      ]
    } ?? []
  }

  func copied(in context: Context) -> String? { table.cursor?.text }
}

/// Where the parts of the TaskManagers screen lie.
struct TaskManagersLayout {
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// With its frame; empty where rows are scarce.
  var detail: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let rows = body.rows < 14 ? 0 : min(15, body.rows / 2)
    list = body.inset(bottom: rows)
    table = list.inset(left: 1, top: 1, right: 1, bottom: 1)
    detail = body.inset(top: body.rows - rows)
  }
}
