import StreamModel
import TerminalUI

extension ScreenPicture<LogsScreen> {
  /// The files of the process, or the text of the one that is open.
  func draw(in frame: inout Frame) {
    if let reader = screen.reader { return draw(reader, in: &frame) }
    let layout = LogsLayout(size)
    let table = screen.table
    Box.draw(
      layout.frame, title: "Logs of \(name(of: screen.owner))",
      remark: table.filterRemark(settings.charset) + LogFileTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    let question = LogFilesQuestion(screen.owner)
    if let text = screen.standingText(in: context) {
      return drawReason(text, in: layout.inside, frame: &frame)
    }
    guard let files = cluster.answers[question]?.value else {
      return drawReason(waitingText(question), in: layout.inside, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("file", table.filter), in: layout.inside, frame: &frame)
    }
    let rows = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let placement = LogFileTable.table.placement(hiding: table.hidden, in: layout.inside)
    LogFileTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0].map { LogFileRow(file: $0, now: serverKnownAt) } }
    drawMore(
      placement, offset: table.offset, count: table.order.count, layout.inside, in: &frame)
  }

  private func draw(_ reader: LogReader, in frame: inout Frame) {
    let layout = LogsLayout(size)
    let whole = "\(reader.file) of \(name(of: screen.owner))"
    let remark = sizeRemark(reader)
    let room = layout.frame.columns - CellWidth.of(remark) - 8
    Box.draw(
      layout.frame, title: CellWidth.of(whole) <= room ? whole : reader.file, remark: remark,
      isFocused: true, charset: settings.charset, in: &frame)
    guard reader.text != nil else {
      return drawReason(unreadText(reader), in: layout.inside, frame: &frame)
    }
    if reader.count == 0 {
      let text =
        reader.filter.isEmpty
        ? "The file is empty." : noMatchText("line", reader.filter)
      drawReason(text, in: layout.text, frame: &frame)
    } else {
      drawLines(reader, in: layout.text, frame: &frame)
    }
    drawFoot(reader, in: layout.foot, frame: &frame)
  }

  /// Why there is no text yet, and how much of it has come.
  private func unreadText(_ reader: LogReader) -> String {
    if let refusal = screen.refusal(to: reader, in: context) { return refusal }
    if let arrived = arrived(reader) { return "Reading, \(arrived) so far." }
    return waitingText(screen.question(reader))
  }

  private func arrived(_ reader: LogReader) -> String? {
    cluster.arrived[screen.question(reader)].map { LogsScreen.text($0) }
  }

  /// Rows from the top of the window on, as many as fit: what is not seen is not made.
  private func drawLines(_ reader: LogReader, in rect: Rect, frame: inout Frame) {
    var row = rect.row
    var hidden = reader.hiddenRows
    var place = reader.top
    while place < reader.count, row < rect.endRow {
      let spans = reader.spans(at: place)
      let rows =
        reader.isWrapped ? spans.rows(width: rect.columns) : [spans.dropping(cells: reader.column)]
      for line in rows.dropFirst(hidden).prefix(rect.endRow - row) {
        frame.put(
          line, column: rect.column, row: row, limit: rect.columns, charset: settings.charset)
        if place == reader.cursor { select(row: row, in: rect, frame: &frame) }
        row += 1
      }
      hidden = 0
      place += 1
    }
  }

  private func select(row: Int, in rect: Rect, frame: inout Frame) {
    frame.restyle(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1)) { style in
      style.isReversed = true
      if ![.critical, .warning, .match].contains(style.role) { style.role = .selection }
    }
    frame.put(
      String(settings.charset.selected), column: rect.column - 1, row: row,
      style: Style(.accent, isBold: true))
  }

  /// `last 2.0 MiB of 312 MiB`, and how old that is.
  private func sizeRemark(_ reader: LogReader) -> String {
    guard let text = reader.text, let receivedAt = reader.receivedAt else { return "" }
    let size = LogsScreen.text(ByteCount(bytes: Int64(text.end)))
    let kept = LogsScreen.text(ByteCount(bytes: Int64(text.bytes.count)))
    let part = text.start > 0 ? "last \(kept) of \(size)" : size
    let age = now.since(receivedAt)
    let separator = " \(settings.charset.separator) "
    if let arrived = arrived(reader) { return "reading, \(arrived)\(separator)\(part)" }
    return age >= .seconds(5) ? "read \(Format.age(age)) ago\(separator)\(part)" : part
  }

  /// What there is to say on the left, where one is on the right.
  private func drawFoot(_ reader: LogReader, in rect: Rect, frame: inout Frame) {
    let isThere = context.standing(of: screen.owner) == .there
    let following =
      !isThere ? "gone" : reader.isFollowing ? "following" : "not following: G follows"
    let place = "\(min(reader.count, reader.cursor + 1)) of \(reader.count)"
    let right = [Span("\(place) \(settings.charset.separator) \(following)", .dim)]
    let start = frame.putRight(right, endColumn: rect.endColumn, row: rect.row)
    frame.put(
      footSpans(reader, width: start - rect.column - 2), column: rect.column, row: rect.row,
      limit: start - rect.column - 2,
      charset: settings.charset)
  }

  private func footSpans(_ reader: LogReader, width: Int) -> [Span] {
    if let text = screen.standingText(in: context) {
      let short = "This \(cluster.traits.worker) is not there any more."
      return [Span(LinePart.first([text, short, "gone"], width: width), .warning)]
    }
    if let error = cluster.failing[screen.question(reader)] { return [Span(text(error), .warning)] }
    if let note = reader.note { return [Span(note, .warning)] }
    if reader.target != nil { return [Span("Waiting for the list, which tells its clock.", .dim)] }
    var spans: [Span] = []
    if !reader.search.isEmpty {
      let count = reader.matches.count
      let position = reader.matches.firstIndex(of: reader.cursor).map { "\($0 + 1) of " } ?? ""
      spans.append(
        Span(
          "\(position)\(count) line\(count == 1 ? "" : "s") with '\(reader.searchText)'   ", .match)
      )
    }
    if !reader.filter.isEmpty {
      let all = reader.text?.lines.count ?? 0
      spans.append(Span("only '\(reader.filter)', \(reader.count) of \(all)", .match))
    }
    return spans
  }
}
