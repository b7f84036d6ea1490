import StreamModel
import TerminalUI

/// The history of checkpoints, which the Checkpoints screen and a pane of the Job screen show.
extension ContextReader {
  /// The history as a table with its head, inside of `box`; used by the pane and by the Checkpoints screen.
  func drawHistory(
    _ state: TableState<CheckpointID>, of model: JobModel, isFocused: Bool, in rect: Rect,
    box: Rect, frame: inout Frame
  ) {
    guard rect.rows >= 2 else { return }
    guard !state.order.isEmpty else {
      drawReason(noMatchText("checkpoint", state.filter), in: rect, frame: &frame)
      return
    }
    let history = model.checkpoints?.history ?? []
    let table = historyTable(of: model, in: rect)
    let placement = table.placement(hiding: state.hidden, in: rect)
    table.draw(
      state, at: placement, isFocused: isFocused, charset: settings.charset, in: &frame
    ) { id in history.first { $0.id == id }.map { checkpointRow($0, of: model) } }
    drawMore(placement, offset: state.offset, count: state.order.count, box, in: &frame)
  }

  /// The columns of a history that is drawn in `rect`.
  func historyTable(of model: JobModel, in rect: Rect) -> Table<CheckpointRow, CheckpointID> {
    CheckpointTable.fitted(
      model.checkpoints?.history ?? [], width: rect.columns - 2, clock: settings.clock, now: now)
  }

  /// Why there is no checkpoint to list.
  func noCheckpointsText(_ model: JobModel) -> String {
    if model.hasNoCheckpoints { return "Checkpointing is off for this job." }
    guard let log = model.checkpoints else { return emptyText(model, .checkpoints(model.id)) }
    if let before = restoreBeforeText(model) { return "No checkpoint yet; \(before)" }
    let failed = log.latest.value.counts.failed
    return failed > 0
      ? "\(failed) triggered without success; none was taken." : "No checkpoint yet."
  }

  /// What was there to restore from before the JobManager was restarted, while the new one has told of nothing:
  /// `before the JobManager was restarted there was checkpoint 77 (2m 10s old): s3://...`
  func restoreBeforeText(_ model: JobModel) -> String? {
    guard let before = model.restoreBefore?.value else { return nil }
    let kind = before.isSavepoint ? "savepoint" : "checkpoint"
    let age = Format.age(max(.zero, now.since(model.onOurClock(before.endedAt))))
    let path = before.restorePath.map { ": \($0)" } ?? "."
    return "before the \(cluster.traits.controller) was restarted there was "
      + "\(kind) \(before.id.number) (\(age) old)" + path
  }
}
