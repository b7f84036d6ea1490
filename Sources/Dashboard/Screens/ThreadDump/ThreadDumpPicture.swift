import StreamModel
import TerminalUI

extension ScreenPicture<ThreadDumpScreen> {
  /// What keeps us from the cluster or the process, else how many threads there are and when that was.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    if let text = standingText(of: screen.owner, "what was known of its threads stays") {
      return drawHeadLines([[Span(text, .warning)]], in: &frame)
    }
    guard let dump = screen.history.dump, let takenAt = screen.history.takenAt else { return }
    drawHeadLines([headWordings(dump, takenAt).first(width: size.columns - 2)], in: &frame)
  }

  /// How many threads there are and when that was, in fewer and fewer words.
  private func headWordings(_ dump: ThreadDump, _ takenAt: Timestamp) -> [[Span]] {
    var counts = [Span("\(dump.threads.count) threads", .title)]
    for (state, role) in [(JVMThread.State.blocked, Role.critical), (.runnable, .text)] {
      let count = dump.threads.count { $0.state == state }
      if count > 0 { counts.append(Span("   \(count) \(state.name)", role)) }
    }
    if let error = cluster.failing[screen.question] {
      counts.insert(Span("No newer one: \(text(error))   ", .warning), at: 0)
    }
    let age = Format.age(now.since(takenAt))
    let taken = [
      "taken \(settings.clock.brief(takenAt, now: now)), \(age) ago", "\(age) ago",
    ]
    let hints: [String]
    if let former = screen.history.formerAt {
      let gone = screen.history.gone.count
      let span = Format.age(takenAt.since(former)) + " before"
      let went = gone > 0 ? ", \(gone) gone" : ""
      hints = ["compared with \(span)\(went)", "\(span)\(went)"]
    } else {
      hints = ["r takes another and compares", "r takes another"]
    }
    func words(_ taken: String, _ hint: String?) -> [Span] {
      counts + ([taken, hint].compactMap(\.self)).map { Span("   \($0)", .dim) }
    }
    return [
      words(taken[0], hints[0]), words(taken[0], hints[1]), words(taken[1], hints[0]),
      words(taken[1], hints[1]), words(taken[0], nil), words(taken[1], nil), counts,
    ]
  }

  func draw(in frame: inout Frame) {
    let layout = ThreadDumpLayout(size, isReading: screen.isReading)
    if !layout.list.isEmpty { drawList(layout, in: &frame) }
    if !layout.stack.isEmpty { drawStack(layout, in: &frame) }
  }

  private func drawList(_ layout: ThreadDumpLayout, in frame: inout Frame) {
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Threads of \(name(of: screen.owner))",
      remark: table.filterRemark(settings.charset) + ThreadTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard screen.history.dump != nil else {
      let gone = standingText(of: screen.owner, "it can't be asked for its threads")
      return drawReason(gone ?? waitingText(screen.question), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      let text =
        table.filter.isEmpty ? "It told of no thread." : noMatchText("thread", table.filter)
      return drawReason(text, in: layout.table, frame: &frame)
    }
    let placement = screen.placement(in: layout)
    ThreadTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { screen.rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  private func drawStack(_ layout: ThreadDumpLayout, in frame: inout Frame) {
    guard let row = screen.selected else {
      Box.draw(layout.stack, title: "Stack", charset: settings.charset, in: &frame)
      return
    }
    let lines = stackLines(of: row, width: layout.inside.columns - 2)
    let rest = lines.count - screen.offset - layout.inside.rows
    Box.draw(
      layout.stack, title: row.name, remark: rest > 0 ? "\(rest) more lines" : "",
      isFocused: screen.isReading, charset: settings.charset, in: &frame)
    for (index, line) in lines.dropFirst(screen.offset).prefix(layout.inside.rows).enumerated() {
      frame.put(
        line, column: layout.inside.column + 1, row: layout.inside.row + index,
        limit: layout.inside.columns - 2, charset: settings.charset)
    }
  }
}
