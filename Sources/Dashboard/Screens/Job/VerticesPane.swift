import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// The vertices of a job as a table with a cursor.
  func drawVertices(
    _ model: JobModel, in rect: Rect, frame: inout Frame
  ) {
    let table = screen.vertices
    guard !table.order.isEmpty else {
      drawReason(
        noVerticesText(model, filter: table.filter), in: rect, frame: &frame)
      return
    }
    let placement = verticesPlacement(in: rect)
    let culprits = Set(verdict(model.id).bottlenecks)
    let columns = formulaColumns(ofVerticesOf: model.id)
    verticesList.draw(
      table, at: placement, isFocused: screen.pane == .vertices, charset: settings.charset,
      in: &frame
    ) { id in
      model.vertex(id).map { vertexRow($0, of: model, culprits: culprits, columns: columns) }
    }
    drawMore(placement, offset: table.offset, count: table.order.count, rect, in: &frame)
  }

  /// The table with the columns that expressions fill.
  var verticesList: Table<VertexRow, VertexID> {
    VertexTable.table.with(formulaColumns(ofVerticesOf: screen.id))
  }

  /// Where the vertices lie inside of their pane's frame.
  func verticesPlacement(in rect: Rect) -> TablePlacement {
    verticesList.placement(
      hiding: screen.vertices.hidden.union(untoldOfVertices), in: rect)
  }
}
