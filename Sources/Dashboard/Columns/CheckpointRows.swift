import StreamModel
import TerminalUI

extension DashboardState {
  /// The columns, as wide as the entries need: what room there is goes to the note.
  private func checkpointSpecs(_ history: [Checkpoint], width: Int) -> [ColumnSpec] {
    let id = history.first.map { String($0.id.number).count } ?? 0
    // What failed is told in the note: other columns go before it is cut short.
    let note = (width - 40).clamped(to: 18...44)
    // The oldest is told by its day, if any is.
    let time = history.last.map { settings.clock.brief($0.triggeredAt, now: now).count } ?? 0
    return [
      ColumnSpec("ID", minimum: max(4, id), alignment: .right),
      ColumnSpec("TRIGGERED", minimum: max(9, time)),
      ColumnSpec("DURATION", minimum: 8, alignment: .right),
      ColumnSpec("SIZE", minimum: 9, alignment: .right, dropOrder: 2),
      ColumnSpec("WRITTEN", minimum: 9, alignment: .right, dropOrder: 4),
      ColumnSpec("STATUS", minimum: 11),
      ColumnSpec("TYPE", minimum: 10, dropOrder: 3),
      ColumnSpec("SUBTASKS", minimum: 9, alignment: .right, dropOrder: 5),
      ColumnSpec("NOTE", minimum: note, maximum: 200, dropOrder: 1),
    ]
  }

  /// The history as a table with its head, inside of `box`; used by the pane and by the Checkpoints screen.
  func drawCheckpointRows(
    _ history: [Checkpoint], selected: CheckpointID?, offset current: Int, isFocused: Bool,
    of model: JobModel, in rect: Rect, box: Rect, frame: inout Frame
  ) {
    guard rect.rows >= 2 else { return }
    let specs = checkpointSpecs(history, width: rect.columns - 2)
    let placed = ColumnLayout.place(specs, width: rect.columns - 2)
    for column in placed {
      drawHead(
        specs[column.index], column, isSorted: false, isReversed: false, origin: rect.column + 1,
        row: rect.row, in: &frame)
    }
    let rows = rect.rows - 1
    let index = history.firstIndex { $0.id == selected }
    let offset = Scrolling.offset(
      selected: index, count: history.count, height: rows, current: current)
    for (line, entry) in history.dropFirst(offset).prefix(rows).enumerated() {
      let row = rect.row + 1 + line
      for column in placed {
        drawCell(
          checkpointCell(entry, column: column.index, of: model), specs[column.index], column,
          origin: rect.column + 1, row: row, in: &frame)
      }
      if isFocused, entry.id == selected {
        select(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), in: &frame)
      }
    }
    drawMore(count: history.count, offset: offset, rows: rows, box, in: &frame)
  }

  private func checkpointCell(_ entry: Checkpoint, column: Int, of model: JobModel) -> CellText {
    switch column {
    case 0: CellText(String(entry.id.number))
    case 1: CellText(settings.clock.brief(entry.triggeredAt, now: now))
    case 2: duration(of: entry, in: model)
    case 3: entry.stateSize.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    case 4: entry.checkpointedSize.map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    case 5: checkpointStatus(entry, of: model)
    case 6: CellText(checkpointType(entry), entry.isSavepoint ? .accent : .dim)
    case 7:
      CellText(
        "\(entry.acknowledgedSubtasks)/\(entry.subtasks)",
        entry.acknowledgedSubtasks < entry.subtasks ? .warning : .dim)
    default: checkpointNote(entry, of: model)
    }
  }

  private func duration(of entry: Checkpoint, in model: JobModel) -> CellText {
    // Of a job that is gone nobody says how long it went on.
    guard
      let duration = isUnfinished(entry, of: model) ? nil : model.duration(of: entry, at: knownAt)
    else { return .unknown }
    return CellText(Format.duration(duration), entry.status == .inProgress ? .accent : .text)
  }

  /// True for one that was under way when its job was last heard of, where the job is no more.
  private func isUnfinished(_ entry: Checkpoint, of model: JobModel) -> Bool {
    entry.status == .inProgress
      && (model.state.isTerminal || cluster.vanishedAt(model.id) != nil)
  }

  /// How a checkpoint stands, in a word.
  func checkpointStatus(_ entry: Checkpoint, of model: JobModel) -> CellText {
    switch entry.status {
    case .inProgress where isUnfinished(entry, of: model): CellText("unfinished", .dim)
    case .inProgress: CellText("in progress", .accent)
    case .completed(_, true): CellText("discarded", .dim)
    case .completed: CellText("completed", .good)
    case .failed: CellText("failed", .critical)
    case .other(let name): CellText(name.lowercased(), .warning)
    }
  }

  /// In a word: `checkpoint`, `unaligned`, `savepoint`, `native sp.`.
  private func checkpointType(_ entry: Checkpoint) -> String {
    if entry.isSavepoint {
      let format = entry.savepointFormat?.lowercased()
      return format == "native" ? "native sp." : "savepoint"
    }
    return entry.type == "UNALIGNED_CHECKPOINT" ? "unaligned" : "checkpoint"
  }

  /// What there is to say about one: why it failed, what it waits for, its slowest phase, where it lies.
  func checkpointNote(_ entry: Checkpoint, of model: JobModel) -> CellText {
    switch entry.status {
    case .failed(let cause):
      if let cause { return CellText(cause, .critical) }
      let missing = entry.subtasks - entry.acknowledgedSubtasks
      return CellText(
        missing > 0 ? "\(missing) of \(entry.subtasks) subtasks did not acknowledge" : "", .dim)
    case .inProgress:
      if isUnfinished(entry, of: model) { return CellText("") }
      let missing = entry.subtasks - entry.acknowledgedSubtasks
      return CellText(
        missing > 0
          ? "waits for \(missing) of \(entry.subtasks) subtasks"
          : "all subtasks have acknowledged", .dim)
    case .completed:
      if let slowest = slowestPhase(of: entry.id, in: model) { return CellText(slowest, .dim) }
      if entry.isInJobManagerOnly, !entry.isDiscarded {
        return CellText("in the JobManager's memory: not to restore from once it is gone", .dim)
      }
      return CellText(entry.restorePath ?? "", .dim)
    case .other: return CellText("")
    }
  }
}
