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
      layout.box, title: "Operations",
      remark: operationsScreen.table.filterRemark(settings.charset)
        + OperationTable.table.orderWords(operationsScreen.table.sort), isFocused: true,
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
    let table = operationsScreen.table
    if table.order.isEmpty {
      drawReason(noMatchText("operation", table.filter), in: list, frame: &frame)
      return
    }
    let columns = OperationTable.fitted(operations, clock: settings.clock, now: now)
    let placement = columns.placement(hiding: table.hidden, in: list)
    columns.draw(table, at: placement, isFocused: true, charset: settings.charset, in: &frame) {
      id in
      operations.first { $0.id == id }.map(operationRow)
    }
    if let selectedOperation {
      drawDetail(
        CellText(selectedOperation.outcome, selectedOperation.role), in: layout.table.detail,
        frame: &frame)
    }
    drawMore(
      placement, offset: table.offset, count: table.order.count,
      layout.box.inset(left: 1, top: 1, right: 1, bottom: 1), in: &frame)
  }

  /// One operation in a line: what, of which job, how it stands, where or why.
  func operationLine(_ operation: Operation) -> String {
    let what = "\(operation.request.kind.name.capitalizedFirst) of \(operation.request.jobName)"
    let took = Format.duration((operation.endedAt ?? now).since(operation.startedAt))
    let outcome = operation.outcome
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
    lines.append("state      \(operation.stateWord)")
    if let trigger = operation.triggerID { lines.append("trigger    \(trigger)") }
    if let directory = operation.request.kind.targetDirectory {
      lines.append("into       \(directory)")
    }
    if let location = operation.location { lines.append("location   \(location)") }
    let reason = operation.reason
    if !reason.isEmpty, operation.triggerID.map({ !reason.hasSuffix($0) }) ?? true {
      lines += ["", reason]
    }
    return lines
  }
}
