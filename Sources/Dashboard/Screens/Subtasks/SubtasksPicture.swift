import StreamModel
import TerminalUI

extension ScreenPicture<SubtasksScreen> {
  func draw(in frame: inout Frame) {
    let layout = SubtasksLayout(size)
    let rows = subtaskRows(of: screen.vertex, in: screen.job)
    if !layout.strip.isEmpty { drawStrip(rows, in: layout.strip, frame: &frame) }
    drawList(rows, layout, in: &frame)
    if !layout.detail.isEmpty, let row = rows.first(where: { $0.index == screen.table.cursor }) {
      drawSubtask(row, in: layout.detail, frame: &frame)
    }
  }

  private func drawList(_ rows: [SubtaskRow], _ layout: SubtasksLayout, in frame: inout Frame) {
    let table = screen.table
    let list = screen.list(of: self)
    let inside = Box.draw(
      layout.list, title: "Subtasks",
      remark: table.filterRemark(settings.charset)
        + ageRemark(.subtasks(screen.job, screen.vertex)) + laterRemark(rows)
        + list.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard cluster.answers[.subtasks(screen.job, screen.vertex)] != nil else {
      return drawReason(
        waitingText(.subtasks(screen.job, screen.vertex)), in: layout.table, frame: &frame)
    }
    guard !rows.isEmpty else {
      return drawReason("It has no subtasks yet.", in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("subtask", table.filter), in: layout.table, frame: &frame)
    }
    let byIndex = Dictionary(rows.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
    let placement = list.placement(hiding: table.hidden, in: layout.table)
    list.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { byIndex[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// That some of it is not so any more.
  private func laterRemark(_ rows: [SubtaskRow]) -> String {
    rows.lazy.compactMap(\.later).first.map { "\($0.of) \(settings.charset.separator) " } ?? ""
  }
}
