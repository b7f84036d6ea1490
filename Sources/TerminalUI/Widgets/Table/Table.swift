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
  /// The row that a row is a part of, where rows form a tree: given before its parts, it stays above them, and is shown
  /// where one of them is. Nil for a plain list.
  package var parent: (@Sendable (ID) -> ID?)?

  package init(
    columns: [TableColumn<Row>], givenOrder: String = "", id: @escaping @Sendable (Row) -> ID,
    searched: @escaping @Sendable (Row) -> [String], tie: (@Sendable (Row) -> String)? = nil,
    parent: (@Sendable (ID) -> ID?)? = nil
  ) {
    self.columns = columns
    heads = columns.map(\.head)
    self.givenOrder = givenOrder
    self.id = id
    self.searched = searched
    self.tie = tie
    self.parent = parent
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
    var kept: [Arranged] = []
    // In a tree a row may have to stay for the sake of its parts.
    var passed: [Arranged] = []
    for row in rows {
      total += 1
      let isMatch = filter.isEmpty || filter.matches(searched(row))
      guard isMatch || parent != nil else { continue }
      let arranged = Arranged(key: key?(row) ?? .number(nil), tie: tie?(row) ?? "", id: id(row))
      if isMatch { kept.append(arranged) }
      if parent != nil { passed.append(arranged) }
    }
    if let parent {
      let tree = withParents(kept, of: passed, parent)
      return (flattened(tree, parent, isSorted: key != nil, isReversed: isReversed), total)
    }
    return (sorted(kept, isSorted: key != nil, isReversed: isReversed).map(\.id), total)
  }

  /// A row, as far as its place hangs on it.
  private struct Arranged {
    var key: SortKey
    var tie: String
    var id: ID
  }

  private func sorted(_ kept: [Arranged], isSorted: Bool, isReversed: Bool) -> [Arranged] {
    guard isSorted else { return isReversed ? kept.reversed() : kept }
    let isGivenKept = tie == nil
    let order = kept.indices.sorted { left, right in
      if let isAbove = kept[left].key.isAbove(kept[right].key, isReversed: isReversed) {
        return isAbove
      }
      if isGivenKept { return left < right }
      return kept[left].tie == kept[right].tie
        ? kept[left].id < kept[right].id : kept[left].tie < kept[right].tie
    }
    return order.map { kept[$0] }
  }

  /// The rows that match and all that they are parts of, as given.
  private func withParents(
    _ kept: [Arranged], of all: [Arranged], _ parent: (ID) -> ID?
  ) -> [Arranged] {
    var wanted: Set<ID> = []
    for row in kept {
      var next: ID? = row.id
      while let id = next, wanted.insert(id).inserted { next = parent(id) }
    }
    return all.filter { wanted.contains($0.id) }
  }

  /// Each row with its parts below it, those of one row in order among themselves.
  private func flattened(
    _ rows: [Arranged], _ parent: (ID) -> ID?, isSorted: Bool, isReversed: Bool
  ) -> [ID] {
    let listed = Set(rows.map(\.id))
    var parts: [ID?: [Arranged]] = [:]
    for row in rows {
      let above = parent(row.id).flatMap { listed.contains($0) ? $0 : nil }
      parts[above, default: []].append(row)
    }
    var order: [ID] = []
    order.reserveCapacity(rows.count)
    func add(below id: ID?) {
      guard let rows = parts.removeValue(forKey: id) else { return }
      for row in sorted(rows, isSorted: isSorted, isReversed: isReversed) {
        order.append(row.id)
        add(below: row.id)
      }
    }
    add(below: nil)
    return order
  }
}

extension Table {
  /// The order of a column in words, or that in which rows are given.
  package func orderWords(_ name: String?) -> String {
    name.flatMap { column($0) }?.head.orderWords ?? givenOrder
  }
}
