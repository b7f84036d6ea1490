import StreamModel
import TerminalUI

extension ScreenPicture<ProfilesScreen> {
  /// What keeps us from the cluster or from the process, else whose profiles they are.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    if let text = standingText(of: screen.owner, "what was known stays") {
      return drawHeadLines([[Span(text, .warning)]], in: &frame)
    }
    var spans = [Span("Profiles of \(name(of: screen.owner))", .title)]
    if let told = cluster.answers[.profiles(screen.owner)] {
      let count = told.value.count
      spans.append(Span("   \(count) kept", .dim))
      if let error = cluster.failing[.profiles(screen.owner)] {
        let age = Format.age(now.since(told.receivedAt))
        spans.append(Span("   \(age) old: \(text(error))", .warning))
      }
    }
    drawHeadLines([spans.whole(width: size.columns - 2)], in: &frame)
  }

  func draw(in frame: inout Frame) {
    if let file = screen.opened { return drawProfile(file, in: &frame) }
    let layout = ProfilesLayout(size)
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Profiles",
      remark: table.filterRemark(settings.charset) + ProfileTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard cluster.answers[.profiles(screen.owner)] != nil else {
      let gone = standingText(of: screen.owner, "it can't be asked for its profiles")
      return drawReason(
        gone ?? waitingText(.profiles(screen.owner)), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      let none = "None was made." + (settings.isReadOnly ? "" : " P makes one.")
      return drawReason(
        table.filter.isEmpty ? none : noMatchText("profile", table.filter), in: layout.table,
        frame: &frame)
    }
    let rows = Dictionary(
      profileRows(of: screen.owner).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let placement = ProfileTable.table.placement(hiding: table.hidden, in: layout.table)
    ProfileTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let profile = table.cursor.flatMap({ rows[$0]?.profile }) {
      let text = [profile.message, profile.file].compactMap(\.self).joined(separator: "  ")
      drawDetail(CellText(text, .dim), in: layout.detail, frame: &frame)
    }
  }

  private func drawProfile(_ file: String, in frame: inout Frame) {
    let layout = FlameGraphLayout(size)
    let question = ProfilePageQuestion(screen.owner, file)
    let graph = screen.graph(in: context)
    let remark = graph.map { "\($0.total) samples" + ($0.isCut ? ", cut short" : "") } ?? ""
    Box.draw(
      layout.frame, title: "Profile", remark: remark, isFocused: true, charset: settings.charset,
      in: &frame)
    if let graph {
      drawFlames(graph, screen.view, in: layout, frame: &frame)
    } else if cluster.answers[question] != nil {
      drawReason(
        "There are no samples in it that can be drawn here. W saves it for a browser.",
        in: layout.graph, frame: &frame)
    } else {
      let gone = standingText(of: screen.owner, "it can't be asked for the profile")
      let came = cluster.arrived[question].map {
        "\(Format.bytes(Double($0.bytes))) of it have come."
      }
      drawReason(gone ?? came ?? waitingText(question), in: layout.graph, frame: &frame)
    }
  }
}
