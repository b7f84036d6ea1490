import StreamModel
import TerminalUI

extension DashboardState {
  /// The second line: how many operations there are.
  func drawOperationCounts(in frame: inout Frame) {
    let underWay = operations.filter { !$0.state.isSettled }.count
    let text =
      operations.isEmpty
      ? "Operations asked for in this run."
      : "\(operations.count) in this run, \(underWay) under way"
    frame.put(text, column: 1, row: 1, style: .dim)
  }

  /// The Operations screen: a row each, and the outcome of the selected one whole.
  func drawOperations(in frame: inout Frame) {
    let layout = OperationsLayout(size)
    Box.draw(
      layout.box, title: "Operations", remark: "newest first", isFocused: true,
      charset: settings.charset, in: &frame)
    let list = layout.table.list
    guard !operations.isEmpty else {
      drawReason(
        settings.isReadOnly
          ? "Read-only: nothing can be asked for."
          : "Nothing was asked for yet. On a job: s savepoint, S stop, D drain, X cancel, c checkpoint.",
        in: list, frame: &frame)
      return
    }
    let specs = operationSpecs
    let placed = ColumnLayout.place(specs, width: list.columns - 2)
    for column in placed {
      drawHead(
        specs[column.index], column, isSorted: false, isReversed: false, origin: list.column + 1,
        row: list.row, in: &frame)
    }
    let offset = operationsScreen.offset
    let shown = operations.dropFirst(offset).prefix(layout.table.visibleRows)
    for (line, operation) in shown.enumerated() {
      let row = list.row + 1 + line
      for column in placed {
        drawCell(
          operationCell(operation, column: column.index), specs[column.index], column,
          origin: list.column + 1, row: row, in: &frame)
      }
      if operation.id == selectedOperation?.id {
        select(Rect(column: list.column, row: row, columns: list.columns, rows: 1), in: &frame)
      }
    }
    if let selectedOperation {
      drawDetail(
        CellText(outcome(selectedOperation), operationRole(selectedOperation)),
        in: layout.table.detail, frame: &frame)
    }
    drawMore(
      count: operations.count, offset: offset, rows: layout.table.visibleRows,
      layout.box.inset(left: 1, top: 1, right: 1, bottom: 1), in: &frame)
  }

  /// The columns, as wide as what is in them: what room there is goes to the outcome.
  private var operationSpecs: [ColumnSpec] {
    func widest(_ texts: [String]) -> Int { texts.map { CellWidth.of($0) }.max() ?? 0 }
    let times = operations.map { settings.clock.brief($0.startedAt, now: now) }
    return [
      ColumnSpec("TIME", minimum: max(8, widest(times))),
      ColumnSpec("OPERATION", minimum: 10),
      ColumnSpec("JOB", minimum: min(24, max(8, widest(operations.map(\.request.jobName))))),
      ColumnSpec("STATE", minimum: 11),
      ColumnSpec("TOOK", minimum: 7, alignment: .right, dropOrder: 1),
      ColumnSpec("LOCATION OR CAUSE", minimum: 20, maximum: 200),
    ]
  }

  private func operationCell(_ operation: Operation, column: Int) -> CellText {
    switch column {
    case 0: CellText(settings.clock.brief(operation.startedAt, now: now))
    case 1: CellText(operation.request.kind.name, .title)
    case 2: CellText(operation.request.jobName)
    case 3: CellText(stateWord(operation), operationRole(operation), isBold: true)
    case 4: CellText(Format.duration((operation.endedAt ?? now).since(operation.startedAt)))
    default: CellText(outcome(operation), operationRole(operation) == .good ? .text : .dim)
    }
  }

  private func stateWord(_ operation: Operation) -> String {
    switch operation.state {
    case .sending: "sending"
    case .inProgress: "in progress"
    case .waiting: "waiting"
    case .completed: operation.endedAsAsked ? "completed" : "ended"
    case .failed: "failed"
    case .uncertain: "uncertain"
    }
  }

  /// How an operation stands, as a colour.
  func operationRole(_ operation: Operation) -> Role {
    switch operation.state {
    case .sending, .inProgress: .accent
    case .waiting, .uncertain: .warning
    case .completed: operation.endedAsAsked ? .good : .warning
    case .failed: .critical
    }
  }

  /// What came of it, in one line. Where a savepoint lies comes first, however it came out: it is what is needed most,
  /// and the end of a line may be cut off.
  func outcome(_ operation: Operation) -> String {
    let reason = reason(operation)
    guard let location = operation.location, !reason.contains(location) else { return reason }
    return reason.isEmpty ? location : "\(location)  \(reason)"
  }

  /// The same without the place of a savepoint.
  private func reason(_ operation: Operation) -> String {
    switch operation.state {
    case .sending, .inProgress: return operation.triggerID.map { "trigger \($0)" } ?? ""
    case .waiting(let error): return error.description
    case .completed(_, let jobState): return jobState.map { "job is \($0.name)" } ?? ""
    case .failed(let reason, _), .uncertain(let reason, _): return reason
    }
  }

  /// One operation in a line: what, of which job, how it stands, where or why.
  func operationLine(_ operation: Operation) -> String {
    let what = "\(operation.request.kind.name.capitalizedFirst) of \(operation.request.jobName)"
    let took = Format.duration((operation.endedAt ?? now).since(operation.startedAt))
    let outcome = outcome(operation)
    switch operation.state {
    case .sending: return "\(what): sending"
    case .inProgress:
      return "\(what): in progress for \(Format.age(now.since(operation.startedAt)))"
    case .waiting:
      return "\(what): the cluster does not answer now; asking on. \(outcome)"
    case .completed where !operation.endedAsAsked:
      return "\(what): did not end as asked after \(took). \(outcome)"
    case .completed: return "\(what): completed in \(took)  \(outcome)"
    case .failed: return "\(what): failed. \(outcome)"
    case .uncertain: return "\(what): outcome not known. \(outcome)"
    }
  }

  /// Everything about one operation, for reading in full.
  func operationDetails(_ operation: Operation) -> [String] {
    var lines = [
      "job        \(operation.request.jobName)", "id         \(operation.request.job.text)",
      "cluster    \(cluster.identity.name)  \(cluster.identity.endpoint)",
      "operation  \(operation.request.kind.name)",
      "asked      \(settings.clock.full(operation.startedAt))",
    ]
    if let ended = operation.endedAt { lines.append("ended      \(settings.clock.full(ended))") }
    lines.append("state      \(stateWord(operation))")
    if let trigger = operation.triggerID { lines.append("trigger    \(trigger)") }
    if let directory = operation.request.kind.targetDirectory {
      lines.append("into       \(directory)")
    }
    if let location = operation.location { lines.append("location   \(location)") }
    let reason = reason(operation)
    if !reason.isEmpty, operation.triggerID.map({ !reason.hasSuffix($0) }) ?? true {
      lines += ["", reason]
    }
    return lines
  }
}
