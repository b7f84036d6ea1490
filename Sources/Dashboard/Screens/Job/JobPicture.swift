import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// The panes, and over them an open vertex.
  func draw(in frame: inout Frame) {
    guard let model = cluster.job(screen.id) else { return drawUnknownJob(in: &frame) }
    let layout = screen.layout(in: context)
    if let row = layout.tabs { drawPaneTabs(row: row, pane: screen.pane, in: &frame) }
    for (pane, rect) in layout.panes {
      let inside = Box.draw(
        rect, title: pane.title, remark: filterRemark(of: pane) + remark(of: pane, model),
        isFocused: pane == screen.pane,
        charset: settings.charset, in: &frame)
      switch pane {
      case .vertices: drawVertices(model, in: inside, frame: &frame)
      case .graph: drawGraph(model, in: inside, frame: &frame)
      case .watermarks: drawWatermarks(model, in: inside, frame: &frame)
      case .checkpoints:
        drawCheckpointsPane(
          model, in: CheckpointsPaneLayout(framed: rect), frame: &frame)
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

  private func filterRemark(of pane: JobPane) -> String {
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
      return "\(detail.value.vertices.count), \(verticesList.orderWords(screen.vertices.sort))"
    case .graph: return model.detail?.value.type?.lowercased() ?? ""
    case .watermarks: return "lag behind the clock when measured"
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
