/// A kind of table: its columns, what tells one row from another, and what a filter looks into.
package struct Table<Row, ID: Hashable & Comparable & Sendable>: Sendable {
  package var columns: [TableColumn<Row>] { didSet { heads = columns.map(\.head) } }
  package private(set) var heads: [ColumnHead]
  /// The order that rows are given in, in words: `newest first`.
  package var givenOrder: String
  package var id: @Sendable (Row) -> ID
  /// The texts of a row that a filter looks into.
  package var searched: @Sendable (Row) -> [String]
  /// What rows are ordered by that a column does not tell apart, and by their ids where this does not either; nil
  /// leaves those as they are given.
  package var tie: (@Sendable (Row) -> String)?

  package init(
    columns: [TableColumn<Row>], givenOrder: String = "", id: @escaping @Sendable (Row) -> ID,
    searched: @escaping @Sendable (Row) -> [String], tie: (@Sendable (Row) -> String)? = nil
  ) {
    self.columns = columns
    heads = columns.map(\.head)
    self.givenOrder = givenOrder
    self.id = id
    self.searched = searched
    self.tie = tie
  }

  /// The column of a name.
  package func column(_ name: String) -> TableColumn<Row>? {
    columns.first { $0.head.name == name }
  }

  /// The rows that a filter lets through, in the order of the column of a name (as given where there is none), and how
  /// many there were.
  package func arranged(
    _ rows: some Sequence<Row>, by name: String?, isReversed: Bool = false, filter text: String = ""
  ) -> (order: [ID], total: Int) {
    let filter = TableFilter(text)
    let key = name.flatMap { column($0) }?.key
    var total = 0
    var kept: [(key: SortKey, tie: String, id: ID)] = []
    for row in rows {
      total += 1
      guard filter.isEmpty || filter.matches(searched(row)) else { continue }
      kept.append((key?(row) ?? .number(nil), tie?(row) ?? "", id(row)))
    }
    guard key != nil else {
      let ids = kept.map(\.id)
      return (isReversed ? ids.reversed() : ids, total)
    }
    let isGivenKept = tie == nil
    let order = kept.indices.sorted { left, right in
      if let isAbove = kept[left].key.isAbove(kept[right].key, isReversed: isReversed) {
        return isAbove
      }
      if isGivenKept { return left < right }
      return kept[left].tie == kept[right].tie
        ? kept[left].id < kept[right].id : kept[left].tie < kept[right].tie
    }
    return (order.map { kept[$0].id }, total)
  }
}

extension Table {
  /// The order of a column in words, or that in which rows are given.
  package func orderWords(_ name: String?) -> String {
    name.flatMap { column($0) }?.head.orderWords ?? givenOrder
  }
}
