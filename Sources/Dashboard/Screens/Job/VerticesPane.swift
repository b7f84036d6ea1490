import StreamModel
import TerminalUI

extension DashboardState {
  /// The vertices of a job as a table with a cursor.
  func drawVertices(
    _ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    let table = screen.vertices
    guard !table.order.isEmpty else {
      drawReason(
        noVerticesText(model, filter: table.filter), in: rect, frame: &frame)
      return
    }
    let placement = verticesPlacement(screen, in: rect)
    let culprits = Set(verdict(model.id).bottlenecks)
    VertexTable.table.draw(
      table, at: placement, isFocused: screen.pane == .vertices, charset: settings.charset,
      in: &frame
    ) { id in model.vertex(id).map { vertexRow($0, of: model, culprits: culprits) } }
    drawMore(placement, offset: table.offset, count: table.order.count, rect, in: &frame)
  }

  /// Where the vertices lie inside of their pane's frame.
  func verticesPlacement(_ screen: JobScreenState, in rect: Rect) -> TablePlacement {
    VertexTable.table.placement(
      hiding: screen.vertices.hidden.union(isHistory ? VertexTable.ofNow : []), in: rect)
  }

  /// Why no vertex is listed.
  func noVerticesText(_ model: JobModel, filter: String) -> String {
    let isKnown = model.detail.map { !$0.value.vertices.isEmpty } ?? false
    return isKnown ? noMatchText("vertex", filter) : emptyText(model, .job(model.id))
  }

  /// Says that a filter lets nothing through.
  func noMatchText(_ noun: String, _ filter: String) -> String {
    "No \(noun) matches '\(filter)'. Esc clears the filter."
  }

  /// `3-12 of 40` on the lower edge of a pane that does not show all its rows.
  func drawMore(
    _ placement: TablePlacement, offset: Int, count: Int, _ rect: Rect, in frame: inout Frame
  ) {
    guard let position = placement.position(offset: offset, count: count) else { return }
    frame.putRight([position], endColumn: rect.endColumn - 1, row: rect.endRow)
  }
}
