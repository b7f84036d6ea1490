import StreamModel
import TerminalUI

extension ScreenPicture<ClustersScreen> {
  /// A row each, and below what is wrong at the selected one.
  func draw(in frame: inout Frame) {
    let layout = ClustersLayout(size)
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Clusters",
      remark: table.filterRemark(settings.charset) + ClusterTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("cluster", table.filter), in: layout.table, frame: &frame)
    }
    let rows = Dictionary(
      clusterRows.map { ($0.model.identity.id, $0) }, uniquingKeysWith: { $1 })
    let placement = ClusterTable.table.placement(hiding: table.hidden, in: layout.table)
    ClusterTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = table.cursor.flatMap({ rows[$0] }), !layout.detail.isEmpty {
      drawDetail(of: row, in: layout.detail, frame: &frame)
    }
  }

  private func drawDetail(of row: ClusterRow, in rect: Rect, frame: inout Frame) {
    let inside = Box.draw(
      rect, title: row.model.identity.name, remark: row.model.identity.endpoint,
      charset: settings.charset, in: &frame)
    if let trouble = row.context.troubleSpans ?? row.context.restartSpans {
      let cell = CellText(trouble.map(\.text).joined(), trouble.first?.style.role ?? .warning)
      return drawDetail(cell, in: inside, frame: &frame)
    }
    guard row.model.jobsReceivedAt != nil else {
      return drawReason("Waiting for the first answer.", in: inside, frame: &frame)
    }
    guard !row.troubled.isEmpty else {
      // Of one that is not shown little more is asked than which jobs there are.
      let isShown = row.model.identity.id == context.watched.id
      return drawReason(
        isShown
          ? "No trouble seen."
          : "No trouble seen. While it is not shown, only the states of its jobs are asked for.",
        in: inside, frame: &frame)
    }
    var line = inside.row
    for id in row.troubled where line < inside.endRow {
      guard let job = row.model.job(id) else { continue }
      let verdict = row.context.verdict(id)
      let text = "\(job.shownName): " + verdict.findings.map(\.sentence).joined(separator: " ")
      let lines = Wrapping.lines(
        text, width: inside.columns - 4, limit: inside.endRow - line,
        isASCII: settings.charset.isASCII)
      frame.put(
        verdict.severity.sign(settings.charset), column: inside.column + 1, row: line,
        style: Style(verdict.severity.role, isBold: true))
      for text in lines {
        frame.put(
          text, column: inside.column + 3, row: line, style: Style(verdict.severity.role))
        line += 1
      }
    }
  }
}
