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

extension ContextReader {
  /// A history of checkpoints as the list that has the keys, where it is drawn in `rect`.
  func historyList(
    _ state: TableState<CheckpointID>, of model: JobModel, in rect: Rect
  ) -> CurrentList {
    let table = historyTable(of: model, in: rect)
    return CurrentList(
      "Checkpoints", table, state, at: table.placement(hiding: state.hidden, in: rect))
  }
}
