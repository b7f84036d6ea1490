import StreamModel
import TerminalUI

extension DashboardState {
  func drawJob(in frame: inout Frame) {
    guard let screen = job, let model = cluster.job(screen.id) else {
      frame.put(
        "This job is not known to the cluster. Esc goes back.", column: 2, row: 3, style: .dim)
      return
    }
    let layout = JobLayout(size, pane: screen.pane, isZoomed: screen.isZoomed)
    if let row = layout.tabs { drawPaneTabs(row: row, pane: screen.pane, in: &frame) }
    for (pane, rect) in layout.panes {
      let inside = Box.draw(
        rect, title: pane.title, remark: remark(of: pane, model), isFocused: pane == screen.pane,
        charset: settings.charset, in: &frame)
      switch pane {
      case .vertices: drawVertices(model, screen, in: inside, frame: &frame)
      case .graph: drawGraph(model, screen, in: inside, frame: &frame)
      case .watermarks: drawWatermarks(model, screen, in: inside, frame: &frame)
      case .checkpoints: drawCheckpointsPane(model, screen, in: inside, frame: &frame)
      }
    }
    if screen.isVertexOpen, let id = screen.vertex, let vertex = model.vertex(id) {
      drawVertexDetails(vertex, of: model, in: &frame)
    }
  }

  /// The second line of the Job and Checkpoints screens: the worst finding, and how many more there are.
  func drawVerdictLine(in frame: inout Frame) {
    guard let job = currentJob else { return }
    let isASCII = settings.charset.isASCII
    if let gone = cluster.vanishedAt(job.id) {
      let text =
        "The cluster does not list this job any more, since \(settings.clock.brief(gone, now: now))."
        + " What is shown is the last that was known."
      frame.put(
        CellWidth.truncate(text, to: size.columns - 2, isASCII: isASCII), column: 1, row: 1,
        style: Style(.warning, isBold: true))
      return
    }
    let verdict = verdict(job.id)
    guard !verdict.findings.isEmpty else {
      frame.put(
        CellWidth.truncate(verdict.summary, to: size.columns - 4, isASCII: isASCII), column: 3,
        row: 1, style: Style(verdict.isComplete ? .good : .dim))
      return
    }
    frame.put(
      verdict.severity.sign(settings.charset), column: 1, row: 1,
      style: Style(verdict.severity.role, isBold: true))
    // The whole sentence where it fits, else the finding in short.
    var column = 3
    for finding in verdict.findings where column < size.columns - 12 {
      let isWhole = CellWidth.of(finding.sentence) <= size.columns - column - 1
      let text = isWhole ? finding.sentence : finding.short.capitalizedFirst + "."
      let shown = CellWidth.truncate(text, to: size.columns - column - 1, isASCII: isASCII)
      column += frame.put(shown, column: column, row: 1, style: Style(finding.severity.role)) + 1
    }
  }

  private func drawPaneTabs(row: Int, pane: JobPane, in frame: inout Frame) {
    var column = 1
    for each in JobPane.allCases {
      let isShown = each == pane
      column +=
        frame.put(
          isShown ? "[\(each.title)]" : " \(each.title) ", column: column, row: row,
          style: Style(isShown ? .accent : .dim, isBold: isShown)) + 1
    }
  }

  private func remark(of pane: JobPane, _ model: JobModel) -> String {
    switch pane {
    case .vertices:
      guard let detail = model.detail else { return "" }
      let order =
        job?.vertexSort == .severity ? "worst first" : "by \(job?.vertexSort.rawValue ?? "")"
      return "\(detail.value.vertices.count), \(order)"
    case .graph: return model.detail?.value.type?.lowercased() ?? ""
    case .watermarks: return "lag, now minus watermark"
    case .checkpoints:
      if model.hasNoCheckpoints { return "off" }
      guard let counts = model.checkpoints?.latest.value.counts else { return "" }
      var parts: [String] = []
      if let interval = model.checkpointConfiguration?.value.interval {
        parts.append("every \(Format.interval(interval))")
      }
      parts.append("\(counts.completed) done")
      parts.append("\(counts.failed) failed")
      return parts.joined(separator: " \(settings.charset.separator) ")
    }
  }

  /// What a pane says instead of rows while there are none; nil where there is something to draw.
  func emptyText(_ model: JobModel, _ question: Question) -> String {
    if let error = cluster.failing[question] { return error.description }
    return model.detail == nil ? "Waiting for the first answer." : "Waiting for metrics."
  }
}
