package import StreamModel
package import TerminalUI

/// A TaskManager, with what is needed to draw it.
package struct TaskManagerRow: FormulaRow {
  package var taskManager: TaskManager
  /// When it was listed.
  var listedAt: Timestamp
  /// Nil until it was asked about.
  package var detail: Observed<TaskManagerDetail>?
  var now: Timestamp
  /// On the JobManager's clock.
  var serverNow: Timestamp
  package internal(set) var formulas: [String: FormulaFigure] = [:]

  var id: TaskManagerID { taskManager.id }
  var metrics: TaskManagerMetrics? { detail?.value.metrics }
  /// Nil where the clocks do not tell.
  var heartbeatAge: Duration? {
    let age = taskManager.lastHeartbeatAt.map { serverNow.since($0) }
    return age.flatMap { $0 < .seconds(-1) ? nil : max(.zero, $0) }
  }
  var usedSlots: Int { max(0, taskManager.slots - taskManager.freeSlots) }

  /// The part of each second that goes into collecting garbage.
  var garbageShare: Ratio? {
    detail?.value.garbage.timePerSecond.flatMap { Ratio($0.inSeconds) }
  }

  /// What the list tells, as far as it is of now: dim once it is old.
  fileprivate func listed(_ cell: CellText) -> CellText {
    switch FigureAge(of: listedAt, at: now) {
    case .current: return cell
    case .old:
      var old = cell
      old.role = .dim
      return old
    case .expired: return .unknown
    }
  }

  /// A figure of the metrics as far as it is drawn: by its age plain, dim or not at all.
  fileprivate func shown<Value>(_ value: Value?) -> Value? {
    guard let value, let detail, FigureAge(of: detail.receivedAt, at: now) != .expired else {
      return nil
    }
    return value
  }

  fileprivate func cell<Value>(_ value: Value?, _ cell: (Value) -> CellText) -> CellText {
    guard let value = shown(value), let detail else { return .unknown }
    var shown = cell(value)
    if FigureAge(of: detail.receivedAt, at: now) == .old { shown.role = .dim }
    return shown
  }
}

/// The table of the TaskManagers.
package enum TaskManagerTable {
  static let byName = "taskmanager"

  package static let table = Table<TaskManagerRow, TaskManagerID>(
    columns: [
      TableColumn(
        byName, ColumnSpec("TASKMANAGER", minimum: 20, maximum: 44), canBeHidden: false,
        cell: { row, _ in
          CellText(row.id.text, row.taskManager.isBlocked ? .warning : .title)
        }, key: { .text($0.id.text) }),
      TableColumn(
        "slots", ColumnSpec("SLOTS", minimum: 7, alignment: .right),
        cell: { row, _ in row.listed(CellText("\(row.usedSlots)/\(row.taskManager.slots)")) },
        key: { .number(Double($0.usedSlots)) }),
      TableColumn(
        "tasks", ColumnSpec("TASKS", minimum: 5, alignment: .right, dropOrder: 5),
        cell: { row, _ in
          row.taskManager.assignedTasks.map { row.listed(CellText(String($0))) } ?? .unknown
        }, key: { .number($0.taskManager.assignedTasks.map(Double.init)) }),
      share("heap", "HEAP", dropOrder: 0) { $0.heap.share },
      TableColumn(
        "heaplimit", ColumnSpec("OF", minimum: 8, alignment: .right, dropOrder: 4),
        cell: { row, _ in row.cell(row.metrics?.heap.limit) { .size($0) } },
        key: { .size($0.shown($0.metrics?.heap.limit)) }),
      share("managed", "MANAGED", dropOrder: 2) { $0.managed.share },
      share("network", "NETWORK", dropOrder: 3) { $0.network.share },
      TableColumn(
        "gc", ColumnSpec("GC", minimum: 5, alignment: .right, dropOrder: 6),
        cell: { row, _ in
          row.cell(row.garbageShare) { CellText(Format.percent($0.value), role(ofGarbage: $0)) }
        }, key: { .share($0.shown($0.garbageShare)) }),
      share("cpu", "CPU", dropOrder: 1) { $0.cpuLoad },
      TableColumn(
        "heartbeat", ColumnSpec("HEARTBEAT", minimum: 9, alignment: .right, dropOrder: 7),
        cell: { row, _ in
          row.heartbeatAge.map { row.listed(CellText(Format.age($0), role(ofHeartbeat: $0))) }
            ?? .unknown
        }, key: { .age($0.heartbeatAge) }),
    ], givenOrder: "as listed", id: \.id,
    searched: { row in
      [row.id.text, row.taskManager.host ?? "", row.taskManager.isBlocked ? "blocked" : ""]
    })

  private static func share(
    _ name: String, _ title: String, dropOrder: Int,
    _ value: @escaping @Sendable (TaskManagerMetrics) -> Ratio?
  ) -> TableColumn<TaskManagerRow> {
    TableColumn(
      name,
      ColumnSpec(title, minimum: max(5, title.count), alignment: .right, dropOrder: dropOrder),
      cell: { row, _ in
        row.cell(row.metrics.flatMap(value)) { CellText(Format.percent($0.value)) }
      }, key: { .share($0.shown($0.metrics.flatMap(value))) })
  }

  /// A tenth of the time is what tuning guides call too much; at a third little else gets done.
  static func role(ofGarbage share: Ratio) -> Role {
    share.value >= 0.33 ? .critical : share.value >= 0.1 ? .warning : .text
  }

  /// A heartbeat comes every 10 s (`heartbeat.interval`), and after 50 s without one the TaskManager is given up.
  static func role(ofHeartbeat age: Duration) -> Role {
    age > .seconds(25) ? .warning : .text
  }
}

extension ContextReader {
  /// The table with the columns that expressions fill.
  var taskManagerList: Table<TaskManagerRow, TaskManagerID> {
    TaskManagerTable.table(of: cluster.traits).with(formulaColumnsOfWorkers)
  }

  /// The TaskManagers as last listed, with what is known of each.
  var taskManagerRows: [TaskManagerRow] {
    guard let listed = cluster.answers[.taskManagers] else { return [] }
    let columns = formulaColumnsOfWorkers
    return listed.value.map { taskManager in
      TaskManagerRow(
        taskManager: taskManager, listedAt: listed.receivedAt,
        detail: cluster.answers[.taskManager(taskManager.id)], now: now,
        serverNow: serverKnownAt, formulas: columns.figures(of: .taskManager(taskManager.id)))
    }
  }
}
