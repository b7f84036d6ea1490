import StreamModel
import TerminalUI

extension DashboardState {
  func drawCheckpointsPane(
    _ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    guard let log = model.checkpoints else {
      frame.put(
        emptyText(model, .checkpoints(model.id)), column: rect.column + 1, row: rect.row,
        limit: rect.columns - 2, style: .dim)
      return
    }
    guard !log.history.isEmpty else {
      let text =
        model.hasNoCheckpoints
        ? "Checkpoints are off for this job."
        : log.latest.value.counts.failed > 0
          ? "\(log.latest.value.counts.failed) triggered without success; none was taken."
          : "No checkpoint yet."
      frame.put(text, column: rect.column + 1, row: rect.row, limit: rect.columns - 2, style: .dim)
      return
    }
    var row = rect.row
    if rect.rows >= 6 {
      drawCheckpointBars(log.history, rect, in: &frame)
      row += rect.rows >= 9 ? 3 : 2
    }
    let last = lastSavepointLine(log)
    let listEnd = rect.endRow - (last == nil || rect.endRow - row < 5 ? 0 : 1)
    drawCheckpointRows(
      log.history, selected: screen.checkpoint, offset: 0,
      isFocused: screen.pane == .checkpoints, of: model,
      in: Rect(column: rect.column, row: row, columns: rect.columns, rows: listEnd - row),
      frame: &frame)
    if let last, listEnd < rect.endRow {
      frame.put(
        CellWidth.truncate(last, to: rect.columns - 2, isASCII: settings.charset.isASCII),
        column: rect.column + 1, row: listEnd, style: .dim)
    }
  }

  /// One column a checkpoint, newest at the right: duration and size; failed `✗`, savepoints `S`.
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
        limit: rect.endColumn - start - shown.count - 2)
    }
  }

  private func sign(of entry: Checkpoint) -> Span? {
    switch entry.status {
    case .failed: Span(String(settings.charset.failed), .critical, isBold: true)
    case .inProgress: Span(settings.charset.isASCII ? "?" : "…", .accent)
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

  private func lastSavepointLine(_ log: CheckpointLog) -> String? {
    guard let savepoint = log.latest.value.latestSavepoint,
      case .completed(let path, _) = savepoint.status
    else { return nil }
    let age = serverNow.since(savepoint.lastAcknowledgedAt ?? savepoint.triggeredAt)
    return "last savepoint \(Format.age(age)) ago  \(path ?? "")"
  }
}
