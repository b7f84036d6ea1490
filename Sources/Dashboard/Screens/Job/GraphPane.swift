import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// The graph of a job, coloured by pressure.
  func drawGraph(_ model: JobModel, in rect: Rect, frame: inout Frame) {
    if let detail = model.detail?.value, !detail.areEdgesTold, !detail.vertices.isEmpty {
      let reason = "Not provided by \(cluster.traits.shortName): which vertex feeds which."
      return drawReason(reason, in: rect, frame: &frame)
    }
    guard let graph = screen.graph else {
      drawReason(emptyText(model, .job(model.id)), in: rect, frame: &frame)
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
        return appearance(
          vertexRow(vertex, of: model, culprits: culprits), isSelected: id == screen.vertex)
      }, in: rect, viewport: graph.viewport, frame: &frame, charset: settings.charset)
  }

  /// A box: name, what the vertex mostly does, and how much flows through it.
  private func appearance(_ row: VertexRow, isSelected: Bool) -> GraphNodeAppearance {
    let vertex = row.vertex
    let pressure = row.pressure
    let role = pressure?.role ?? .dim
    let isHeldUp = (pressure?.backpressured?.value ?? 0) > 0.5
    return GraphNodeAppearance(
      title: vertex.shortName, details: details(row, role), figures: figures(row, role),
      role: row.isOld ? .dim : role, stateRole: vertex.state == .failed ? .critical : nil,
      isBottleneck: row.isCulprit, isSelected: isSelected,
      lineRole: isHeldUp && !row.isOld ? .backpressured : .border)
  }

  /// `backp. 88%  9.3k/s` in all the forms it can take, the longest first.
  private func details(_ row: VertexRow, _ role: Role) -> [String] {
    let pressure = row.pressure
    let shares: [String] =
      switch role {
      case .busy: ["busy " + percent(pressure?.busy)]
      case .backpressured:
        ["backp. ", "bp "].map { $0 + percent(pressure?.backpressured) }
      case .idle: ["idle " + percent(pressure?.idle)]
      default: [row.vertex.state.name.lowercased()]
      }
    guard let rate = row.flow.map({ Format.count($0.perSecond) + "/s" }) else { return shares }
    return shares.map { "\($0)  \(rate)" } + shares.suffix(1).map { "\($0) \(rate)" } + shares
  }

  /// The figure that matters most, alone: one without a word is the busy share.
  private func figures(_ row: VertexRow, _ role: Role) -> [String] {
    let pressure = row.pressure
    return switch role {
    case .busy: ["busy " + percent(pressure?.busy), percent(pressure?.busy)]
    case .backpressured: ["bp " + percent(pressure?.backpressured), "bp"]
    case .idle: ["idle " + percent(pressure?.idle), "idle"]
    default: row.vertex.state == .running ? [] : [row.vertex.state.name.lowercased()]
    }
  }

  private func percent(_ ratio: Ratio?) -> String { ratio.map { Format.percent($0.value) } ?? "-" }
}
