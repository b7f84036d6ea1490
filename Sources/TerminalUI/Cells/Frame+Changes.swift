/// A stretch of one row.
package struct CellRun: Hashable, Sendable {
  package var row: Int
  package var columns: Range<Int>

  package init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

extension Frame {
  /// What has to be drawn again to turn `previous` into this frame: at most one stretch a row, which cuts no wide
  /// character of either. Everything, if there was no frame or one of another size.
  package func changes(from previous: Frame?) -> [CellRun] {
    guard size.columns > 0 else { return [] }
    guard let previous, previous.size == size else {
      return (0..<size.rows).map { CellRun(row: $0, columns: 0..<size.columns) }
    }
    var runs: [CellRun] = []
    for row in 0..<size.rows {
      if let columns = changedColumns(row: row, from: previous) {
        runs.append(CellRun(row: row, columns: columns))
      }
    }
    return runs
  }

  private func changedColumns(row: Int, from previous: Frame) -> Range<Int>? {
    let start = row * size.columns
    let end = start + size.columns
    var first = start
    while first < end, isSame(first, in: previous) { first += 1 }
    if first == end { return nil }
    var last = end - 1
    while last > first, isSame(last, in: previous) { last -= 1 }
    if first > start, cells[first].width == 0 || previous.cells[first].width == 0 { first -= 1 }
    if last < end - 1, cells[last].width == 2 || previous.cells[last].width == 2 { last += 1 }
    return (first - start)..<(last - start + 1)
  }

  private func isSame(_ index: Int, in previous: Frame) -> Bool {
    guard cells[index] == previous.cells[index] else { return false }
    if !hasMarks, !previous.hasMarks { return true }
    let column = index % size.columns
    let row = index / size.columns
    return marks(column: column, row: row) == previous.marks(column: column, row: row)
  }
}
