import StreamModel
import TerminalUI

/// One vertex is under the cursor in vertices, watermarks and graph alike.
extension JobScreenState {
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
  mutating func followVertex(_ table: KeyPath<JobScreenState, TableState<VertexID>>) {
    guard let cursor = self[keyPath: table].cursor else { return }
    vertex = cursor
    hasMoved = hasMoved || self[keyPath: table].hasMoved
  }

  /// Orders the vertices in both of their tables. Until the user has moved the worst one is under the cursor; one
  /// that the pane with the keys does not list gives way to its neighbour there.
  mutating func arrange(_ rows: [VertexRow]) {
    vertices.hasMoved = hasMoved
    vertices.select(vertex)
    vertices.arrange(rows, in: VertexTable.table)
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
