import StreamModel
package import TerminalUI

/// The table of the threads of a process.
package enum ThreadTable {
  /// What became of a thread since the dump before.
  static let change = "change"

  package static let table = Table<ThreadRow, Int64>(
    columns: [
      TableColumn(
        "count", ColumnSpec("N", minimum: 3, alignment: .right, dropOrder: 2),
        cell: { row, _ in CellText(String(row.threads.count), isBold: row.threads.count > 1) },
        key: { .number(Double($0.threads.count)) }),
      TableColumn(
        "thread", ColumnSpec("THREAD", minimum: 12, maximum: 60), canBeHidden: false,
        cell: { row, _ in
          let isTask = row.first.purpose == .task
          return CellText(row.name, row.isGone || row.isIdle ? .dim : .title, isBold: isTask)
        }, key: { .text($0.name.lowercased()) }),
      TableColumn(
        "state", ColumnSpec("STATE", minimum: 8, maximum: 13),
        cell: { row, _ in stateCell(row) }, key: { .text($0.state.name) }),
      TableColumn(
        change, ColumnSpec("CHANGE", minimum: 15, maximum: 26, dropOrder: 1),
        order: "longest in one place first",
        cell: { row, _ in
          CellText(row.changeText, row.isStuck ? .warning : row.isIdle ? .dim : .text)
        }, key: { $0.stuckFor }),
      TableColumn(
        "where", ColumnSpec("WHERE", minimum: 12, maximum: 120),
        cell: { row, _ in
          CellText(row.place, row.state == .blocked ? .warning : row.isIdle ? .dim : .text)
        }, key: { .text($0.place) }),
    ], givenOrder: "tasks first, held up first", id: \.id,
    searched: { row in
      [
        row.name, row.first.name, row.state.name, row.changeText, row.isIdle ? "idle" : "",
        row.first.owner?.name ?? "", row.first.lock ?? "",
      ] + row.stack.frames
    })

  private static func stateCell(_ row: ThreadRow) -> CellText {
    if row.state == .blocked { return CellText(row.state.name, .critical, isBold: true) }
    return CellText(row.isIdle ? "idle" : row.state.name, row.isIdle ? .dim : .text)
  }
}
