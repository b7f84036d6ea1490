import StreamModel
import TerminalUI

extension ScreenPicture<SubtaskScreen> {
  func draw(in frame: inout Frame) {
    let layout = SubtaskLayout(size)
    if !layout.detail.isEmpty {
      if let row = subtaskRow(screen.index, of: screen.vertex, in: screen.job) {
        drawSubtask(row, in: layout.detail, frame: &frame)
      } else {
        Box.draw(
          layout.detail, title: "Subtask \(screen.index)", charset: settings.charset, in: &frame)
      }
    }
    drawAttempts(layout, in: &frame)
    if !layout.accumulators.isEmpty { drawAccumulators(layout, in: &frame) }
  }

  private var isFocused: Bool { screen.pane == .attempts }

  private func drawAttempts(_ layout: SubtaskLayout, in frame: inout Frame) {
    let table = screen.attempts
    let question = SubtaskQuestion(screen.job, screen.vertex, screen.index)
    let inside = Box.draw(
      layout.attempts, title: "Attempts",
      remark: table.filterRemark(settings.charset) + ageRemark(question) + laterRemark
        + AttemptTable.table.orderWords(table.sort),
      isFocused: isFocused, charset: settings.charset, in: &frame)
    let rows = screen.rows(in: context)
    guard !rows.isEmpty else {
      return drawReason(waitingText(question), in: layout.attemptTable, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(
        noMatchText("attempt", table.filter), in: layout.attemptTable, frame: &frame)
    }
    let placement = AttemptTable.table.placement(hiding: table.hidden, in: layout.attemptTable)
    AttemptTable.table.draw(
      table, at: placement, isFocused: isFocused, charset: settings.charset, in: &frame
    ) { id in rows.first { $0.number == id } }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// Since when what is told is not so any more.
  private var laterRemark: String {
    let later = screen.rows(in: context).lazy.compactMap(\.later).first?.of
    return later.map { "\($0) \(settings.charset.separator) " } ?? ""
  }

  private func drawAccumulators(_ layout: SubtaskLayout, in frame: inout Frame) {
    let number = screen.attempts.cursor.map { " of attempt #\($0)" } ?? ""
    let table = screen.accumulators
    let inside = Box.draw(
      layout.accumulators, title: "Accumulators\(number)",
      remark: table.filterRemark(settings.charset)
        + (screen.accumulatorsQuestion.map(ageRemark) ?? "")
        + AccumulatorTable.table.orderWords(table.sort),
      isFocused: !isFocused, charset: settings.charset, in: &frame)
    guard let question = screen.accumulatorsQuestion else { return }
    drawAccumulatorRows(
      question, table, in: layout.accumulatorTable, edge: inside, isFocused: !isFocused,
      frame: &frame)
  }
}
