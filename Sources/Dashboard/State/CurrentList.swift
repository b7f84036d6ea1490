import StreamModel
import TerminalUI

/// The table that has the keys, whatever its rows are.
struct CurrentList {
  /// What its rows are, in the plural: `Vertices`.
  var title: String
  var placement: TablePlacement
  var givenOrder: String
  /// All columns, in the order they stand in.
  var heads: [ColumnHead]
  var sort: String?
  var isReversed: Bool
  var filter: String
  var hidden: Set<String>
  var offset: Int
  /// Rows that are listed, and all.
  var count: Int
  var total: Int
  /// The place of the cursor's row among those listed.
  var place: Int?

  init<Row, ID>(
    _ title: String, _ table: Table<Row, ID>, _ state: TableState<ID>, at placement: TablePlacement
  ) {
    self.title = title
    self.placement = placement
    givenOrder = table.givenOrder
    heads = table.heads
    sort = state.sort
    isReversed = state.isReversed
    filter = state.filter
    hidden = state.hidden
    offset = state.offset
    count = state.order.count
    total = state.total
    place = state.place
  }

  /// The columns on the screen that rows can be ordered by.
  var sortable: [ColumnHead] { placement.shown.filter(\.isSortable) }

  /// The order in words: `by LAG`, `newest first`.
  var orderWords: String {
    heads.first { $0.name == sort }?.orderWords ?? givenOrder
  }
}

extension DashboardState {
  /// The table that has the keys; nil where none has, as in the graph.
  var list: CurrentList? {
    switch screen {
    case .jobs:
      return CurrentList("Jobs", JobTable.table, jobs.table, at: jobsLayout.placement)
    case .job: return listInJob
    case .checkpoints: return listInCheckpoints
    case .operations:
      let columns = OperationTable.fitted(operations, clock: settings.clock, now: now)
      let state = operationsScreen.table
      return CurrentList(
        "Operations", columns, state,
        at: columns.placement(hiding: state.hidden, in: OperationsLayout(size).table.list))
    }
  }

  private var listInJob: CurrentList? {
    guard let screen = job, let model = cluster.job(screen.id),
      let rect = jobLayout.panes.first(where: { $0.pane == screen.pane })?.rect
    else { return nil }
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    switch screen.pane {
    case .graph: return nil
    case .vertices:
      return CurrentList(
        "Vertices", VertexTable.table, screen.vertices, at: verticesPlacement(screen, in: inside))
    case .watermarks:
      return CurrentList(
        "Watermarks", WatermarkTable.table, screen.watermarks,
        at: WatermarkTable.table.placement(hiding: screen.watermarks.hidden, in: inside))
    case .checkpoints:
      return history(
        screen.checkpoints, of: model, in: CheckpointsPaneLayout(framed: rect).table.list)
    }
  }

  private var listInCheckpoints: CurrentList? {
    guard let screen = checkpoints, let model = cluster.job(screen.job) else { return nil }
    guard let open = screen.open else {
      return history(screen.history, of: model, in: CheckpointsLayout(size).table.list)
    }
    let inside = checkpointBox(open, of: model).inset(left: 1, top: 1, right: 1, bottom: 1)
    if screen.openVertex == nil {
      let table = CheckpointVertexTable.table
      return CurrentList(
        "Vertices", table, screen.vertices,
        at: table.placement(hiding: screen.vertices.hidden, in: inside))
    }
    let table = CheckpointSubtaskTable.fitted(width: inside.columns - 2)
    return CurrentList(
      "Subtasks", table, screen.subtasks,
      at: table.placement(hiding: screen.subtasks.hidden, in: inside))
  }

  private func history(
    _ state: TableState<CheckpointID>, of model: JobModel, in rect: Rect
  ) -> CurrentList {
    let table = historyTable(of: model, in: rect)
    return CurrentList(
      "Checkpoints", table, state, at: table.placement(hiding: state.hidden, in: rect))
  }

  /// Does something to the table that has the keys.
  mutating func inList(_ action: TableAction) {
    switch action {
    case .sort, .filter: isListStale = true
    case .move, .go, .mark, .toggle: break
    }
    switch screen {
    case .jobs: jobs.table.take(action)
    case .job:
      switch job?.pane {
      case .vertices:
        job?.vertices.take(action)
        job?.followVertex(\.vertices)
      case .watermarks:
        job?.watermarks.take(action)
        job?.followVertex(\.watermarks)
      case .checkpoints: job?.checkpoints.take(action)
      case .graph, nil: break
      }
    case .checkpoints:
      if checkpoints?.open == nil {
        checkpoints?.history.take(action)
      } else if checkpoints?.openVertex == nil {
        checkpoints?.vertices.take(action)
      } else {
        checkpoints?.subtasks.take(action)
      }
    case .operations: operationsScreen.table.take(action)
    }
  }
}
