import StreamModel
import TerminalUI

/// The table of a job's checkpoints: in the pane, on the Checkpoints screen, and in the text report.
enum CheckpointTable {
  static let table = Table<CheckpointRow, CheckpointID>(
    columns: columns, givenOrder: "newest first", id: { $0.entry.id },
    searched: { row in
      [String(row.entry.id.number), row.status.text, row.type.text, row.note.text]
    })

  /// The columns, as wide as the entries need: what room there is goes to the note.
  static func fitted(
    _ history: [Checkpoint], width: Int, clock: LocalClock, now: Timestamp
  ) -> Table<CheckpointRow, CheckpointID> {
    var fitted = table
    for index in fitted.columns.indices {
      let least: Int
      switch fitted.columns[index].head.name {
      case "id": least = history.first.map { String($0.id.number).count } ?? 0
      // The oldest is told by its day, if any is.
      case "triggered":
        least = history.last.map { clock.brief($0.triggeredAt, now: now).count } ?? 0
      // What failed is told in the note: other columns go before it is cut short.
      case "note": least = (width - 40).clamped(to: 18...44)
      default: continue
      }
      let spec = fitted.columns[index].head.spec
      fitted.columns[index].head.spec.minimum = max(spec.minimum, least)
      fitted.columns[index].head.spec.maximum = max(spec.maximum, least)
    }
    return fitted
  }

  private static let columns: [TableColumn<CheckpointRow>] = [
    TableColumn(
      "id", ColumnSpec("ID", minimum: 4, alignment: .right), canBeHidden: false,
      cell: { row, _ in CellText(String(row.entry.id.number)) },
      key: { .number(Double($0.entry.id.number)) }),
    TableColumn(
      "triggered", ColumnSpec("TRIGGERED", minimum: 9),
      cell: { row, _ in CellText(row.clock.brief(row.entry.triggeredAt, now: row.now)) },
      key: { .time($0.entry.triggeredAt) }),
    TableColumn(
      "duration", ColumnSpec("DURATION", minimum: 8, alignment: .right),
      cell: { row, _ in row.durationCell }, key: { .duration($0.duration) }),
    TableColumn(
      "size", ColumnSpec("SIZE", minimum: 9, alignment: .right, dropOrder: 2),
      cell: { row, _ in .size(row.entry.stateSize) }, key: { .size($0.entry.stateSize) }),
    TableColumn(
      "written", ColumnSpec("WRITTEN", minimum: 9, alignment: .right, dropOrder: 4),
      cell: { row, _ in .size(row.entry.checkpointedSize) },
      key: { .size($0.entry.checkpointedSize) }),
    TableColumn(
      "status", ColumnSpec("STATUS", minimum: 11), cell: { row, _ in row.status },
      key: { .text($0.status.text) }),
    TableColumn(
      "type", ColumnSpec("TYPE", minimum: 10, dropOrder: 3), cell: { row, _ in row.type },
      key: { .text($0.type.text) }),
    TableColumn(
      "subtasks", ColumnSpec("SUBTASKS", minimum: 9, alignment: .right, dropOrder: 5),
      cell: { row, _ in row.subtasks }, key: { .number(Double($0.entry.acknowledgedSubtasks)) }),
    TableColumn(
      "note", ColumnSpec("NOTE", minimum: 18, maximum: 200, dropOrder: 1),
      cell: { row, _ in row.note }),
  ]
}
