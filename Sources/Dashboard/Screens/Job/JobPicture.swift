import StreamModel
import TerminalUI

extension DashboardState {
  /// The Job screen: its panes, and over them an open vertex.
  func drawJob(in frame: inout Frame) {
    guard let screen = job, let model = cluster.job(screen.id) else {
      frame.put(
        "This job is not known to the cluster. Esc goes back.", column: 2, row: 3, style: .dim)
      return
    }
    let layout = jobLayout
    if let row = layout.tabs { drawPaneTabs(row: row, pane: screen.pane, in: &frame) }
    for (pane, rect) in layout.panes {
      let inside = Box.draw(
        rect, title: pane.title, remark: filterRemark(of: pane, screen) + remark(of: pane, model),
        isFocused: pane == screen.pane,
        charset: settings.charset, in: &frame)
      switch pane {
      case .vertices: drawVertices(model, screen, in: inside, frame: &frame)
      case .graph: drawGraph(model, screen, in: inside, frame: &frame)
      case .watermarks: drawWatermarks(model, screen, in: inside, frame: &frame)
      case .checkpoints:
        drawCheckpointsPane(
          model, screen, in: CheckpointsPaneLayout(framed: rect), frame: &frame)
      }
    }
    if screen.isVertexOpen, let id = screen.vertex, let vertex = model.vertex(id) {
      drawVertexDetails(vertex, of: model, in: &frame)
    }
  }

  private func drawPaneTabs(row: Int, pane: JobPane, in frame: inout Frame) {
    for tab in JobPane.tabs(shown: pane) {
      let isShown = tab.pane == pane
      frame.put(
        tab.text, column: tab.cells.lowerBound, row: row,
        style: Style(isShown ? .accent : .dim, isBold: isShown))
    }
  }

  private func filterRemark(of pane: JobPane, _ screen: JobScreenState) -> String {
    switch pane {
    case .vertices: screen.vertices.filterRemark(settings.charset)
    case .watermarks: screen.watermarks.filterRemark(settings.charset)
    case .checkpoints: screen.checkpoints.filterRemark(settings.charset)
    case .graph: ""
    }
  }

  private func remark(of pane: JobPane, _ model: JobModel) -> String {
    switch pane {
    case .vertices:
      guard let detail = model.detail else { return "" }
      return "\(detail.value.vertices.count), \(VertexTable.table.orderWords(job?.vertices.sort))"
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
  func emptyText(_ model: JobModel, _ question: some Question) -> String {
    if let error = cluster.failing[question] { return error.description }
    if isHistory, model.detail == nil { return "The history server has told nothing of it." }
    return model.detail == nil ? "Waiting for the first answer." : "Metrics are being asked for."
  }
}

extension JobPane {
  /// The tabs as they stand in their line, where one pane is shown at a time, and the cells of each.
  static func tabs(shown: JobPane) -> [(pane: JobPane, text: String, cells: Range<Int>)] {
    var column = 1
    return allCases.map { pane in
      let text = pane == shown ? "[\(pane.title)]" : " \(pane.title) "
      let cells = column..<column + CellWidth.of(text)
      column = cells.upperBound + 1
      return (pane, text, cells)
    }
  }
}
