import StreamModel
import TerminalUI

extension ScreenPicture<ExceptionsScreen> {
  /// The causes, and below them the trace of the selected one; or that trace alone.
  func draw(in frame: inout Frame) {
    guard cluster.job(screen.job) != nil else { return drawUnknownJob(in: &frame) }
    let layout = ExceptionsLayout(size, isReading: screen.isReading)
    if !layout.list.isEmpty { drawList(layout, in: &frame) }
    guard let group = screen.selected(in: context) else {
      Box.draw(layout.trace, title: "Trace", charset: settings.charset, in: &frame)
      return
    }
    let lines = screen.lines(of: group, in: context, width: layout.inside.columns - 2)
    let rest = lines.count - screen.offset - layout.inside.rows
    Box.draw(
      layout.trace, title: group.newest.name,
      remark: screen.searchRemark(in: lines) + (rest > 0 ? "\(rest) more lines" : ""),
      isFocused: screen.isReading,
      charset: settings.charset, in: &frame)
    for (index, line) in lines.dropFirst(screen.offset).prefix(layout.inside.rows).enumerated() {
      frame.put(
        line, column: layout.inside.column + 1, row: layout.inside.row + index,
        limit: layout.inside.columns - 2, charset: settings.charset)
    }
  }

  private func drawList(_ layout: ExceptionsLayout, in frame: inout Frame) {
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Exceptions",
      remark: table.filterRemark(settings.charset) + remark(width: layout.list.columns - 16),
      isFocused: true, charset: settings.charset, in: &frame)
    let list = layout.table
    guard let answer = cluster.answers[.exceptions(screen.job)]?.value else {
      return drawReason(waitingText(.exceptions(screen.job)), in: list, frame: &frame)
    }
    guard !answer.entries.isEmpty else {
      let controller = cluster.traits.controller
      return drawReason(
        "Nothing failed since the job started, as far as the \(controller) remembers.", in: list,
        frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("exception", table.filter), in: list, frame: &frame)
    }
    let groups = screen.groups(in: context)
    let placement = ExceptionTable.table.placement(hiding: table.hidden, in: list)
    ExceptionTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { key in groups.first { $0.key == key }.map(exceptionRow) }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// How much of the history there is, and why it is old where it is.
  private func remark(width: Int) -> String {
    guard let answer = cluster.answers[.exceptions(screen.job)] else { return "" }
    if let error = cluster.failing[.exceptions(screen.job)] {
      let age = Format.age(now.since(answer.receivedAt))
      return LinePart.first(["\(age) old: \(text(error))", "\(age) old"], width: width)
    }
    let count = answer.value.entries.count
    let whole = "\(count) failure\(count == 1 ? "" : "s")"
    // It may remember fewer than there were restarts.
    let isMore = answer.value.isTruncated || (cluster.job(screen.job)?.restartCount ?? 0) > count
    return isMore
      ? LinePart.first(["the last \(whole), there were more", "last \(count)"], width: width)
      : whole
  }
}
