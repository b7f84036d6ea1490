import StreamModel
import TerminalUI

extension ScreenPicture<JarsScreen> {
  /// What keeps us from the cluster, else how many jars there are.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    guard let listed = cluster.answers[.jars] else { return }
    let count = listed.value.count
    var spans = [Span("\(count) jar\(count == 1 ? "" : "s")", .title)]
    if let error = cluster.failing[.jars] {
      let age = Format.age(now.since(listed.receivedAt))
      spans.append(Span("   \(age) old: \(text(error))", .warning))
    }
    drawHeadLines([spans], in: &frame)
  }

  func draw(in frame: inout Frame) {
    let layout = JarsLayout(size, hasPlan: screen.plan != nil)
    drawList(layout, in: &frame)
    guard let shown = screen.plan, !layout.plan.isEmpty else { return }
    let inside = Box.draw(
      layout.plan, title: "Plan of \(shown.jar): \(shown.plan.name)",
      remark: "\(shown.plan.nodes.count) vertices", charset: settings.charset, in: &frame)
    guard let graph = shown.graph else { return }
    let nodes = Dictionary(
      shown.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    Dashboard.drawGraph(
      graph.layout,
      appearance: { id in
        let node = nodes[id]
        let parallelism = node?.parallelism.map { "parallelism \($0)" } ?? "parallelism -"
        let short = node?.parallelism.map { "x\($0)" } ?? "x-"
        return GraphNodeAppearance(
          title: node.map { Vertex.shortName(of: $0.name) } ?? id.text,
          details: [parallelism, short], figures: [short], role: .text)
      }, in: inside, viewport: graph.viewport, frame: &frame, charset: settings.charset)
  }

  private func drawList(_ layout: JarsLayout, in frame: inout Frame) {
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Jars",
      remark: table.filterRemark(settings.charset) + JarTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard let listed = cluster.answers[.jars] else {
      return drawReason(waitingText(.jars), in: layout.table, frame: &frame)
    }
    guard !listed.value.isEmpty else {
      return drawReason(
        settings.isReadOnly ? "No jar was uploaded." : "No jar was uploaded. u uploads one.",
        in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("jar", table.filter), in: layout.table, frame: &frame)
    }
    let rows = Dictionary(jarRows.map { ($0.jar.id, $0) }, uniquingKeysWith: { $1 })
    let placement = JarTable.table.placement(hiding: table.hidden, in: layout.table)
    JarTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }
}
