import StreamModel
import TerminalUI

extension DashboardState {
  /// Lays the graph out anew where its structure or its pane has changed, and brings the vertex under the
  /// cursor into view.
  mutating func normalizeGraph(_ model: JobModel) {
    guard let screen = job, let vertices = model.detail?.value.vertices, !vertices.isEmpty else {
      job?.graph = nil
      return
    }
    let panes = JobLayout(size, pane: screen.pane, isZoomed: screen.isZoomed).panes
    guard let rect = panes.first(where: { $0.pane == .graph })?.rect else { return }
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let pane = Size(columns: inside.columns, rows: inside.rows)
    let structure = GraphModel(vertices: vertices) { $0.shortName }
    if screen.graph?.layout.model != structure || screen.graph?.pane != pane {
      let layout = GraphLayout.best(for: structure, in: pane)
      job?.graph = GraphPaneState(pane: pane, layout: layout)
    }
    guard var graph = job?.graph else { return }
    graph.viewport = graph.viewport.revealing(
      screen.vertex.flatMap { graph.layout.box(of: $0) }, of: graph.layout, in: pane)
    job?.graph = graph
  }

  func drawGraph(_ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame) {
    guard let graph = screen.graph else {
      frame.put(
        emptyText(model, .job(model.id)), column: rect.column + 1, row: rect.row,
        limit: rect.columns - 2, style: .dim)
      return
    }
    let culprits = Set(verdict(model.id).bottlenecks)
    let vertices = Dictionary(
      (model.detail?.value.vertices ?? []).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    Dashboard.drawGraph(
      graph.layout,
      appearance: { id in
        guard let vertex = vertices[id] else { return GraphNodeAppearance(title: id.text) }
        let row = VertexRow(
          vertex: vertex, model: model.vertices[id], job: model, isCulprit: culprits.contains(id),
          charset: settings.charset, now: now)
        return appearance(row, isSelected: id == screen.vertex)
      }, in: rect, viewport: graph.viewport, frame: &frame, charset: settings.charset)
  }

  /// A box: name, what the vertex mostly does, and how much flows through it.
  private func appearance(_ row: VertexRow, isSelected: Bool) -> GraphNodeAppearance {
    let vertex = row.vertex
    let pressure = row.pressure
    let role = pressure?.role ?? .dim
    let word: String
    let share: Ratio?
    switch role {
    case .busy: (word, share) = ("busy", pressure?.busy)
    case .backpressured: (word, share) = ("backp.", pressure?.backpressured)
    case .idle: (word, share) = ("idle", pressure?.idle)
    default: (word, share) = (vertex.state.name.lowercased(), nil)
    }
    let percent = share.map { Format.percent($0.value) } ?? ""
    // In a box of one line a figure alone would be read as busy.
    let brief =
      role == .busy ? percent : role == .backpressured ? "bp" : role == .idle ? "idle" : ""
    let rate = row.flow.map { Format.count($0.perSecond) + "/s" } ?? ""
    let detail = [[word, percent].filter { !$0.isEmpty }.joined(separator: " "), rate]
      .filter { !$0.isEmpty }.joined(separator: "  ")
    let isHeldUp = (pressure?.backpressured?.value ?? 0) > 0.5
    return GraphNodeAppearance(
      title: vertex.shortName, detail: detail, brief: brief, role: role,
      stateRole: vertex.state == .failed ? .critical : nil, isBottleneck: row.isCulprit,
      isSelected: isSelected, lineRole: isHeldUp ? .backpressured : .border)
  }
}
