import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// Lag and spread of each vertex, in plan order until the user chooses another.
  func drawWatermarks(
    _ model: JobModel, in rect: Rect, frame: inout Frame
  ) {
    if let reason = cluster.capabilities.refusals[.watermarks] {
      drawReason(reason.capitalizedFirst.asSentence, in: rect, frame: &frame)
      return
    }
    let table = screen.watermarks
    guard !table.order.isEmpty else {
      drawReason(noVerticesText(model, filter: table.filter), in: rect, frame: &frame)
      return
    }
    let placement = WatermarkTable.table.placement(hiding: table.hidden, in: rect)
    WatermarkTable.table.draw(
      table, at: placement, isFocused: screen.pane == .watermarks, charset: settings.charset,
      in: &frame
    ) { id in model.vertex(id).map { vertexRow($0, of: model, culprits: []) } }
    drawMore(placement, offset: table.offset, count: table.order.count, rect, in: &frame)
  }
}
