import StreamModel
import TerminalUI

/// The JobManager screen: its JVM, what it is, and what it was started with.
struct JobManagerScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "jobmanager", title: "JobManager", key: "8",
    summary: "JobManager: memory, version, configuration", topic: .cluster,
    needs: [.controllerConfiguration])
  static let bindings: [Binding<JobManagerScreen>] = [
    Binding("logs", [.character("l")], "its logs", footer: "logs", rank: 0) { screen, _ in
      screen.table.hasMoved = true
      return [.go(Place(LogsScreen.self, .cluster))]
    },
    Binding(
      "threads", [.character("T")], "what its threads do (1.15 on)", footer: "threads", rank: 1
    ) { screen, _ in
      screen.table.hasMoved = true
      return [.go(Place(ThreadDumpScreen.self, .cluster))]
    },
    ProfilesScreen.opening(from: JobManagerScreen.self) { _, _ in .cluster },
  ]

  var table = TableState<Int>()

  init?(_ subject: Subject, in context: Context) {
    guard subject == .cluster else { return nil }
  }

  var subject: Subject { .cluster }

  func selected(in context: Context) -> SettingRow? {
    let rows = context.settingRows
    return table.cursor.flatMap { rows.indices.contains($0) ? rows[$0] : nil }
  }

  mutating func settle(in context: Context) {
    table.arrange(context.settingRows, in: SettingTable.table)
    table.scroll(height: JobManagerLayout(context.size).table.rows - 1)
  }

  func demand(in context: Context) -> Demand {
    Demand(questions: [
      AnyQuestion(.controller), AnyQuestion(.controllerConfiguration),
      AnyQuestion(.controllerEnvironment),
    ])
  }

  func draw(in context: Context, frame: inout Frame) { picture(in: context).draw(in: &frame) }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  func list(in context: Context) -> CurrentList? {
    CurrentList(
      "Configuration", SettingTable.table, table,
      at: SettingTable.table.placement(
        hiding: table.hidden, in: JobManagerLayout(context.size).table))
  }

  mutating func inList(_ action: TableAction) { table.take(action) }

  mutating func hold() { table.hasMoved = true }

  func copied(in context: Context) -> String? { selected(in: context)?.whole }
}

/// Where the parts of the JobManager screen lie.
struct JobManagerLayout {
  /// With its frame; empty where rows are scarce.
  var process: Rect
  /// With its frame.
  var list: Rect
  /// The table inside of its frame.
  var table: Rect
  /// The selected setting whole, inside of the same frame.
  var detail: Rect

  init(_ size: Size) {
    let body = ScreenLayout(size).body
    let above = body.rows < 16 ? 0 : 8
    process = Rect(column: body.column, row: body.row, columns: body.columns, rows: above)
    list = body.inset(top: above)
    let parts = TableLayout(in: list.inset(left: 1, top: 1, right: 1, bottom: 1))
    table = parts.list
    detail = parts.detail
  }
}
