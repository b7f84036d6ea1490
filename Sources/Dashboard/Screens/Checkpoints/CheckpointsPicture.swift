import StreamModel
import TerminalUI

extension ScreenPicture<CheckpointsScreen> {
  /// The list, or what is open of it.
  func draw(in frame: inout Frame) {
    guard let model = cluster.job(screen.job) else { return drawUnknownJob(in: &frame) }
    if let open = screen.open {
      if let vertex = screen.openVertex {
        drawSubtasks(open, vertex, model, frame: &frame)
      } else {
        drawVertices(open, model, frame: &frame)
      }
      return
    }
    let layout = CheckpointsLayout(size)
    let list = Box.draw(
      layout.history, title: "History",
      remark: screen.history.filterRemark(settings.charset)
        + LinePart.first(historyRemarks(model), width: size.columns - "History".count - 9),
      isFocused: true,
      charset: settings.charset, in: &frame)
    drawSummary(model, in: layout.summary, frame: &frame)
    guard let log = model.checkpoints, !log.history.isEmpty else {
      drawReason(noCheckpointsText(model), in: layout.table.list, frame: &frame)
      return
    }
    drawHistory(
      screen.history, of: model, isFocused: true, in: layout.table.list, box: list, frame: &frame)
    if let selected = log.history.first(where: { $0.id == screen.history.cursor }) {
      drawDetail(checkpointRow(selected, of: model).note, in: layout.table.detail, frame: &frame)
    }
  }

  private func historyRemarks(_ model: JobModel) -> [String] {
    guard let log = model.checkpoints else { return [] }
    let kept = log.history.count
    let listed = log.latest.value.history.count
    let bySpans = log.history.count(where: \.isOfSpan)
    let name = cluster.traits.shortName
    let whole =
      bySpans > 0
      ? ["\(kept) known, \(bySpans) of them by spans; \(name) keeps \(listed)"]
      : kept > listed ? ["\(kept) kept in this run, \(name) keeps \(listed)"] : []
    let spans = spanRemark(log).map { [$0] } ?? []
    return spans + whole + ["\(kept) kept"]
  }

  /// What has come of looking for spans, where nothing has.
  private func spanRemark(_ log: CheckpointLog) -> String? {
    guard screen.asksForSpans else { return nil }
    guard cluster.answers[.recoveryTrace()] != nil else {
      return cluster.failing[.recoveryTrace()].map { "no spans: \(text($0))" } ?? "reading the log"
    }
    let hasSpans = log.history.contains { $0.isOfSpan || $0.span != nil }
    return hasSpans ? nil : "no span of its checkpoints in the log"
  }
}
