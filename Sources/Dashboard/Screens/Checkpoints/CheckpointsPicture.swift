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
    let whole =
      kept > listed ? ["\(kept) kept in this run, \(cluster.traits.shortName) keeps \(listed)"] : []
    return whole + ["\(kept) kept"]
  }
}
