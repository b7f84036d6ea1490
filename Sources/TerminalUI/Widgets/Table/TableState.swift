/// Where the user is in a table, and the order of its rows as last arranged. Keys, clicks, what is asked for and the
/// drawing all go by that order.
package struct TableState<ID: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The name of the column that rows are ordered by; nil leaves them as they are given.
  package var sort: String?
  /// Turns the natural order (largest or worst first) around.
  package var isReversed = false
  package var filter = ""
  /// Names of columns that the user does not want to see.
  package var hidden: Set<String> = []
  package var marked: Set<ID> = []
  /// The row that the cursor follows. Behind a filter that no row matches it is remembered.
  package var selected: ID?
  /// True once the user has moved the cursor or used the row under it: until then it is on the first row, so that the
  /// worst or newest is.
  package var hasMoved = false
  /// The first row that is seen.
  package var offset = 0
  /// The rows that the filter lets through, in order, as of the last input.
  package private(set) var order: [ID] = []
  /// How many rows there are without the filter.
  package private(set) var total = 0
  /// Where the cursor is, for when its row vanishes.
  package private(set) var row = 0
  /// How often rows were arranged: it costs the most, and is to happen once an input.
  package private(set) var arrangements = 0

  package init(sort: String? = nil) { self.sort = sort }

  /// The row that the cursor is seen to be on: nil while nothing is listed.
  package var cursor: ID? { order.isEmpty ? nil : selected }

  /// Orders and filters the rows there are now, and finds the cursor's row again.
  package mutating func arrange<Row>(_ rows: some Sequence<Row>, in table: Table<Row, ID>) {
    arrangements += 1
    (order, total) = table.arranged(rows, by: sort, isReversed: isReversed, filter: filter)
    settle()
  }

  /// Takes over rows that are in order already, all of them, and finds the cursor's row again.
  package mutating func adopt(_ ids: [ID]) {
    arrangements += 1
    order = ids
    total = ids.count
    settle()
  }

  /// The first row until the user has moved, then the row that was selected, else the one that is where it was.
  private mutating func settle() {
    guard let first = order.first else { return }
    if !hasMoved {
      row = 0
      selected = first
    } else if let place {
      row = place
    } else {
      row = min(row, order.count - 1)
      selected = order[row]
    }
  }

  /// The place of the cursor's row among those listed; nil where it is none of them.
  package var place: Int? { selected.flatMap { order.firstIndex(of: $0) } }

  /// Puts the cursor on the row at a place, or the nearest.
  mutating func go(to place: Int) {
    hasMoved = true
    guard !order.isEmpty else {
      // The row that is remembered is left.
      selected = nil
      return
    }
    row = place.clamped(to: 0...order.count - 1)
    selected = order[row]
  }

  /// Moves the window of `height` rows as little as keeps the cursor in it.
  package mutating func scroll(height: Int) {
    offset = Scrolling.offset(
      selected: order.isEmpty ? nil : row, count: order.count, height: height, current: offset)
  }

  /// The rows that are seen in a window of some height.
  package func visible(height: Int) -> ArraySlice<ID> {
    order.dropFirst(offset).prefix(max(0, height))
  }

  /// Puts the cursor on a row, wherever it is listed.
  package mutating func select(_ id: ID?) {
    selected = id
    if let place { row = place }
  }

  /// Begins anew at the first row, as for other rows than before; order, filter and hidden columns stay.
  package mutating func rewind() {
    selected = nil
    hasMoved = false
    offset = 0
    row = 0
  }
}
