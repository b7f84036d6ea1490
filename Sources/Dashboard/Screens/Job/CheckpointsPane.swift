import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// Bars, list and last savepoint of a job.
  func drawCheckpointsPane(
    _ model: JobModel, in layout: CheckpointsPaneLayout,
    frame: inout Frame
  ) {
    if let reason = cluster.capabilities.refusals[.checkpoints] {
      drawReason(reason.capitalizedFirst.asSentence, in: layout.table.list, frame: &frame)
      return
    }
    guard let log = model.checkpoints, !log.history.isEmpty else {
      drawReason(noCheckpointsText(model), in: layout.table.list, frame: &frame)
      return
    }
    if !layout.bars.isEmpty { drawCheckpointBars(log.history, layout.bars, in: &frame) }
    let isFocused = screen.pane == .checkpoints
    drawHistory(
      screen.checkpoints, of: model, isFocused: isFocused, in: layout.table.list,
      box: layout.inside, frame: &frame)
    let selected = isFocused ? log.history.first { $0.id == screen.checkpoints.cursor } : nil
    let note = selected.map { checkpointRow($0, of: model).note } ?? CellText("")
    drawDetail(
      note.text.isEmpty ? CellText(lastSavepointText(log) ?? "", .dim) : note,
      in: layout.table.detail, frame: &frame)
  }

  /// One column a checkpoint, newest at the right: duration and size; failed `✗`, savepoints `S`, `○` in progress.
  private func drawCheckpointBars(_ history: [Checkpoint], _ rect: Rect, in frame: inout Frame) {
    let width = max(8, min(rect.columns - 2 - 10 - 18, 80))
    let shown = Array(history.prefix(width).reversed())
    let charset = settings.charset
    let durations = shown.map { entry -> Double? in
      if case .completed = entry.status { return entry.duration?.inSeconds }
      return nil
    }
    let sizes = shown.map { entry -> Double? in
      if case .completed = entry.status { return entry.stateSize.map { Double($0.bytes) } }
      return nil
    }
    let rows: [(String, [Double?], String, Bool)] = [
      (
        "duration", durations, ends(durations) { Format.duration(seconds: $0) },
        true
      ),
      ("size", sizes, ends(sizes) { Format.bytes($0) }, false),
    ]
    for (index, (label, values, ends, hasSigns)) in rows.enumerated() {
      let row = rect.row + index
      frame.put(label, column: rect.column + 1, row: row, style: .dim)
      let start = rect.column + 11
      frame.put(
        Sparkline.text(values, scale: .fromZero, charset: charset), column: start, row: row,
        style: Style(.graph))
      if hasSigns {
        for (offset, entry) in shown.enumerated() {
          guard let sign = sign(of: entry) else { continue }
          frame.put(sign.text, column: start + offset, row: row, style: sign.style)
        }
      }
      frame.put(
        ends, column: start + shown.count + 1, row: row,
        limit: rect.endColumn - start - shown.count - 2, charset: settings.charset)
    }
  }

  private func sign(of entry: Checkpoint) -> Span? {
    switch entry.status {
    case .failed: Span(String(settings.charset.failed), .critical, isBold: true)
    case .inProgress: Span(String(settings.charset.inProgress), .accent)
    case .completed where entry.isSavepoint: Span("S", .accent, isBold: true)
    case .completed, .other: nil
    }
  }

  private func ends(_ values: [Double?], _ format: (Double) -> String) -> String {
    let known = values.compactMap { $0 }
    guard let first = known.first, let last = known.last else { return "-" }
    let (from, to) = (format(first), format(last))
    return from == to ? to : "\(from) \(settings.charset.arrow) \(to)"
  }

  private func lastSavepointText(_ log: CheckpointLog) -> String? {
    guard let savepoint = log.latest.value.latestSavepoint,
      case .completed = savepoint.status
    else { return nil }
    let age = serverKnownAt.since(savepoint.lastAcknowledgedAt ?? savepoint.triggeredAt)
    let place = savepoint.isDiscarded ? "discarded since" : savepoint.restorePath ?? ""
    return "last savepoint \(Format.age(age)) ago  \(place)"
  }
}
