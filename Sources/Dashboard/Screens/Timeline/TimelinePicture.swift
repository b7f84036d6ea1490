import StreamModel
import TerminalUI

extension ScreenPicture<TimelineScreen> {
  func draw(in frame: inout Frame) {
    guard let model = cluster.job(screen.job) else { return drawUnknownJob(in: &frame) }
    let layout = TimelineLayout(size)
    let table = screen.table
    let window = timelineWindow(of: screen)
    let inside = Box.draw(
      layout.frame, title: "Timeline",
      remark: table.filterRemark(settings.charset) + remark(window),
      isFocused: true, charset: settings.charset, in: &frame)
    guard model.detail != nil, let window else {
      return drawReason(emptyText(model, .job(model.id)), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("row", table.filter), in: layout.table, frame: &frame)
    }
    let placement = screen.placement(in: context)
    let seen = Set(table.visible(height: placement.height))
    let rows = Dictionary(
      screen.rows(in: context).lazy.filter { seen.contains($0.id) }.map { ($0.id, $0) },
      uniquingKeysWith: { $1 })
    TimelineTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    if let bar = placement.columns.last {
      let start = placement.start(of: bar)
      drawAxis(window, column: start, width: bar.width, row: placement.rect.row, frame: &frame)
      for (line, id) in table.visible(height: placement.height).enumerated() {
        guard let row = rows[id] else { continue }
        draw(
          row.segments, window, column: start, width: bar.width, row: placement.line(line).row,
          frame: &frame)
      }
    }
    if let bar = placement.columns.last {
      TimelineTracks(context: context, job: model, window: window).draw(
        in: layout.tracks, barsAt: placement.start(of: bar), width: bar.width, frame: &frame)
    }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = table.cursor.flatMap({ rows[$0] }) {
      drawDetail(of: row, in: layout.detail, frame: &frame)
    }
    drawLegend(in: layout.legend, frame: &frame)
  }

  /// How much time is seen, and where it ends.
  private func remark(_ window: TimeWindow?) -> String {
    guard let window else { return "" }
    let length = Format.duration(window.duration)
    guard screen.span != nil else { return length }
    let separator = " \(settings.charset.separator) "
    let end =
      screen.end.map { "to \(settings.clock.brief($0, now: serverKnownAt))" } ?? "to the end"
    return "zoomed to \(length)\(separator)\(end)\(separator)Esc shows all"
  }

  private func drawAxis(
    _ window: TimeWindow, column: Int, width: Int, row: Int, frame: inout Frame
  ) {
    var free = width
    let isNow =
      screen.end == nil && cluster.lostAt(screen.job) == nil
      && cluster.job(screen.job).map { !$0.state.isTerminal } ?? false
    if isNow {
      frame.put("now", column: column + width - 3, row: row, style: Style(.accent))
      free -= 4
    }
    for tick in window.ticks(width: width, clock: settings.clock)
    where tick.column + tick.label.count <= free {
      frame.put(tick.label, column: column + tick.column, row: row, style: Style(.tableHead))
    }
  }

  /// Later stretches over earlier ones, where two share a column; moments are seen as one column.
  private func draw(
    _ segments: [TimelineSegment], _ window: TimeWindow, column: Int, width: Int, row: Int,
    frame: inout Frame
  ) {
    for segment in segments {
      guard let columns = window.columns(from: segment.from, to: segment.to, width: width) else {
        continue
      }
      let fill = String(
        repeating: segment.look.fill(settings.charset), count: columns.count)
      frame.put(
        fill, column: column + columns.lowerBound, row: row, style: Style(segment.look.role))
    }
  }

  // MARK: The row under the cursor

  private func drawDetail(of row: TimelineRow, in rect: Rect, frame: inout Frame) {
    let clock = settings.clock
    func at(_ time: Timestamp?) -> String { time.map { clock.brief($0, now: row.now) } ?? "-" }
    let place = row.host.map { "   on \($0)" } ?? ""
    let end = row.end.map { ", ended \(at($0))" } ?? ""
    var lines: [[Span]] = [
      [
        Span(SafeText.plain(wholeName(of: row)), .title),
        Span("   started \(at(row.start))\(end)\(SafeText.plain(place))", .dim),
      ]
    ]
    lines.append([Span(times(of: row))])
    if let reason = missing(row.id) { lines.append([Span(reason, .dim)]) }
    for (index, line) in lines.suffix(rect.rows).enumerated() {
      frame.put(
        line, column: rect.column + 1, row: rect.row + index, limit: rect.columns - 2,
        charset: settings.charset)
    }
  }

  /// `fraud score, subtask 2, attempt #1`.
  private func wholeName(of row: TimelineRow) -> String {
    guard let vertex = row.id.vertex else { return cluster.job(screen.job)?.name ?? row.name }
    let name = cluster.job(screen.job)?.vertex(vertex)?.shortName ?? vertex.text
    let subtask = row.id.subtask.map { ", subtask \($0)" } ?? ""
    return name + subtask + (row.id.attempt.map { ", attempt #\($0)" } ?? "")
  }

  /// How long it was in each state; of a job, when it entered each, as only the last time of each is told.
  private func times(of row: TimelineRow) -> String {
    switch row.course {
    case .states(let times):
      guard !times.entries.isEmpty else { return "No times are known of it." }
      guard row.id.subtask != nil else { return "Open it to see the states of its subtasks." }
      return times.durations(now: row.now).map {
        "\($0.state.name.lowercased()) \(Format.duration($0.duration))"
      }.joined(separator: "   ")
    case .job(_, let failures):
      let entered = row.times.map {
        "\($0.state) \(settings.clock.brief($0.at, now: row.now))"
      }
      let failed = failures.isEmpty ? [] : ["\(failures.count) failures are known"]
      return (entered + failed).joined(separator: "   ")
    }
  }

  /// Why what is opened shows nothing.
  private func missing(_ id: TimelineID) -> String? {
    guard let vertex = id.vertex else { return nil }
    func reason(_ question: some Question, _ isTold: Bool) -> String? {
      isTold && cluster.failing[question] == nil ? nil : waitingText(question)
    }
    if let subtask = id.subtask, let attempt = id.attempt {
      let current = cluster.answers[.subtask(screen.job, vertex, subtask)]?.value.subtasks.first
      guard let number = current?.attempt, attempt < number else { return nil }
      let question = AttemptQuestion(screen.job, vertex, subtask, attempt: attempt)
      return reason(question, cluster.answers[question] != nil)
    }
    guard screen.opened.contains(id) else { return nil }
    if let subtask = id.subtask {
      let question = SubtaskQuestion(screen.job, vertex, subtask)
      return reason(question, cluster.answers[question] != nil)
    }
    let question = SubtaskTimesQuestion(screen.job, vertex)
    return reason(question, cluster.answers[question] != nil)
  }

  private func drawLegend(in rect: Rect, frame: inout Frame) {
    guard !rect.isEmpty else { return }
    frame.put(
      TimelineLook.legend(width: rect.columns - 2, settings.charset), column: rect.column + 1,
      row: rect.row, limit: rect.columns - 2, charset: settings.charset)
  }
}
