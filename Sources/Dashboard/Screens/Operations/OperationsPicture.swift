import StreamModel
import TerminalUI

extension ScreenPicture<OperationsScreen> {
  /// What keeps us from the cluster, else how many operations there are.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    let underWay = operations.filter { !$0.state.isSettled }.count
    let text =
      (operations.isEmpty
        ? "Operations asked for in this run."
        : "\(operations.count) in this run, \(underWay) under way")
      + elsewhere
    frame.put(text, column: 1, row: 1, style: .dim)
  }

  /// How many there are that were asked of other clusters.
  private var elsewhere: String {
    let others = context.clusters.enumerated().filter { $0.offset != context.shown }.map(\.element)
    let count = others.reduce(0) { $0 + $1.operations.count }
    return count == 0 ? "" : "   \(count) at other clusters (n)"
  }

  /// A row each, and the outcome of the selected one whole.
  func draw(in frame: inout Frame) {
    let layout = OperationsLayout(size)
    Box.draw(
      layout.box, title: "Operations",
      remark: screen.table.filterRemark(settings.charset)
        + OperationTable.table.orderWords(screen.table.sort), isFocused: true,
      charset: settings.charset, in: &frame)
    let list = layout.table.list
    guard !operations.isEmpty else {
      let keys =
        cluster.traits.cancelsOnly == nil
        ? "s savepoint, S stop, D drain, X cancel, c checkpoint"
        : cluster.traits.controls.isEmpty
          ? "X cancel" : "X kill, A activate, D deactivate, R restart, U update"
      let actingKeys = cluster.traits.operationRefusal == nil ? " On a job: \(keys)." : ""
      drawReason(
        settings.isReadOnly
          ? "Read-only: nothing can be asked for."
          : context.clusters.count > 1
            ? "Nothing was asked of this cluster yet.\(actingKeys)"
            : "Nothing was asked for yet.\(actingKeys)",
        in: list, frame: &frame)
      return
    }
    let table = screen.table
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
    if let selected = screen.selected(in: context) {
      drawDetail(
        CellText(selected.outcome, selected.role), in: layout.table.detail,
        frame: &frame)
    }
    drawMore(
      placement, offset: table.offset, count: table.order.count,
      layout.box.inset(left: 1, top: 1, right: 1, bottom: 1), in: &frame)
  }
}
