import StreamModel
import TerminalUI

/// The tables of the panes. One vertex is under the cursor in vertices, watermarks and graph alike.
extension JobScreen {
  func list(in context: Context) -> CurrentList? {
    guard let model = context.cluster.job(id),
      let rect = layout(in: context).panes.first(where: { $0.pane == pane })?.rect
    else { return nil }
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    switch pane {
    case .graph: return nil
    case .vertices:
      return CurrentList(
        "Vertices", picture(in: context).verticesList.without(context.untoldOfVertices), vertices,
        at: picture(in: context).verticesPlacement(in: inside))
    case .watermarks:
      return CurrentList(
        "Watermarks", WatermarkTable.table, watermarks,
        at: WatermarkTable.table.placement(hiding: watermarks.hidden, in: inside))
    case .checkpoints:
      return context.historyList(
        checkpoints, of: model, in: CheckpointsPaneLayout(framed: rect).table.list)
    }
  }

  mutating func inList(_ action: TableAction) {
    switch pane {
    case .vertices:
      vertices.take(action)
      follow(vertices)
    case .watermarks:
      watermarks.take(action)
      follow(watermarks)
    case .checkpoints: checkpoints.take(action)
    case .graph: break
    }
  }

  /// The vertex that the cursor is seen to be on, in the pane that has the keys.
  var cursor: VertexID? {
    switch pane {
    case .vertices: vertices.cursor
    case .watermarks: watermarks.cursor
    case .graph: vertex
    case .checkpoints: nil
    }
  }

  /// Takes over the cursor of a table that was just moved in.
  private mutating func follow(_ table: TableState<VertexID>) {
    guard let cursor = table.cursor else { return }
    vertex = cursor
    hasMoved = hasMoved || table.hasMoved
  }

  /// Orders the vertices in both of their tables. Until the user has moved the worst one is under the cursor; one
  /// that the pane with the keys does not list gives way to its neighbour there.
  mutating func arrange(_ rows: [VertexRow], in list: Table<VertexRow, VertexID>) {
    vertices.hasMoved = hasMoved
    vertices.select(vertex)
    vertices.arrange(rows, in: list)
    let isKnown = rows.contains { $0.vertex.id == vertex }
    if !hasMoved || !isKnown || pane == .vertices { vertex = vertices.cursor ?? vertex }
    watermarks.hasMoved = true
    watermarks.select(vertex)
    watermarks.arrange(rows, in: WatermarkTable.table)
    if pane == .watermarks { vertex = watermarks.cursor ?? vertex }
    vertices.select(vertex)
    watermarks.select(vertex)
  }
}
