import StreamModel
import TerminalUI

extension ScreenPicture<ApplicationsScreen> {
  /// What keeps us from the cluster, else how many applications there are.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    guard let listed = cluster.answers[.applications] else { return }
    let count = listed.value.count
    let alive = listed.value.count { !$0.state.isTerminal }
    var spans = [
      Span("\(count) application\(count == 1 ? "" : "s")", .title),
      Span("   \(alive) not ended", .dim),
    ]
    if let error = cluster.failing[.applications] {
      let age = Format.age(now.since(listed.receivedAt))
      spans.append(Span("   \(age) old: \(text(error))", .warning))
    }
    drawHeadLines([spans], in: &frame)
  }

  func draw(in frame: inout Frame) {
    switch screen.pane {
    case .applications: drawApplications(in: &frame)
    case .jobs(let id):
      let rows = applicationJobRows(of: id)
      drawWhole(
        "Jobs", screen.jobs, ApplicationTable.jobs, rows, noun: "job",
        nothing: waitingText(.application(id)), in: &frame)
    case .settings(let id):
      let rows = settingRows(of: id)
      drawWhole(
        "Configuration", screen.settings, SettingTable.table, rows, noun: "setting",
        nothing: waitingText(.applicationConfiguration(id)), in: &frame)
    }
  }

  private func drawApplications(in frame: inout Frame) {
    let layout = ApplicationsLayout(size)
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Applications",
      remark: table.filterRemark(settings.charset)
        + ApplicationTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard let listed = cluster.answers[.applications] else {
      return drawReason(waitingText(.applications), in: layout.table, frame: &frame)
    }
    guard !listed.value.isEmpty else {
      return drawReason("The cluster knows no application.", in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("application", table.filter), in: layout.table, frame: &frame)
    }
    let rows = Dictionary(
      applicationRows.map { ($0.application.id, $0) }, uniquingKeysWith: { $1 })
    let placement = ApplicationTable.table.placement(hiding: table.hidden, in: layout.table)
    ApplicationTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if !layout.detail.isEmpty { drawApplication(in: layout.detail, frame: &frame) }
  }

  /// A list that has the whole screen.
  private func drawWhole<Row, ID: Hashable>(
    _ title: String, _ table: TableState<ID>, _ columns: Table<Row, ID>, _ rows: [Row],
    noun: String, nothing: String, in frame: inout Frame
  ) {
    let layout = ApplicationsLayout(size)
    let name = screen.selected(in: context)?.name ?? screen.id(in: context)?.text ?? ""
    let inside = Box.draw(
      ScreenLayout(size).body,
      title: "\(title) \(settings.charset.separator) \(SafeText.plain(name))",
      remark: table.filterRemark(settings.charset) + columns.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard !rows.isEmpty else { return drawReason(nothing, in: layout.whole, frame: &frame) }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText(noun, table.filter), in: layout.whole, frame: &frame)
    }
    let placement = columns.placement(hiding: table.hidden, in: layout.whole)
    let byID = Dictionary(rows.map { (columns.id($0), $0) }, uniquingKeysWith: { $1 })
    columns.draw(table, at: placement, isFocused: true, charset: settings.charset, in: &frame) {
      byID[$0]
    }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
  }

  /// The application under the cursor: its course, what failed, its jobs.
  private func drawApplication(in rect: Rect, frame: inout Frame) {
    guard let application = screen.selected(in: context) else { return }
    let inside = Box.draw(
      rect, title: SafeText.plain(application.name), remark: application.id.text,
      charset: settings.charset, in: &frame)
    guard let detail = cluster.answers[.application(application.id)]?.value else {
      return drawReason(waitingText(.application(application.id)), in: inside, frame: &frame)
    }
    var lines: [[Span]] = [[Span("states   ", .dim), Span(course(of: detail))]]
    if let newest = screen.failures(in: context).first {
      lines.append(failure(newest.cause, at: newest.at))
    } else if let job = screen.troubledJob(in: context), let known = job.failure?.value {
      lines.append(failure(known.cause, at: known.at))
    }
    for (index, row) in applicationJobRows(of: application.id).enumerated() {
      let job = row.job
      let lasted = row.duration.map { "  \(Format.duration($0))" } ?? ""
      lines.append([
        Span(index == 0 ? "jobs     " : "         ", .dim),
        Span(SafeText.plain(job.name), .title), Span("  "),
        Span(SafeText.plain(job.state.name), job.state.role), Span(lasted, .dim),
        Span("  \(job.id.text)", .dim),
      ])
    }
    if lines.count > inside.rows, inside.rows > 1 {
      let hidden = lines.count - inside.rows + 1
      lines = lines.prefix(inside.rows - 1) + [[Span("         and \(hidden) more", .dim)]]
    }
    for (index, line) in lines.prefix(inside.rows).enumerated() {
      frame.put(
        line, column: inside.column + 1, row: inside.row + index, limit: inside.columns - 2,
        charset: settings.charset)
    }
  }

  private func failure(_ cause: String, at time: Timestamp?) -> [Span] {
    let at = time.map { "\(settings.clock.brief($0, now: serverKnownAt))  " } ?? ""
    return [Span("failed   ", .dim), Span(at + SafeText.plain(cause), .critical)]
  }

  /// `CREATED 14:38:30   RUNNING 14:38:30`.
  private func course(of detail: ApplicationDetail) -> String {
    detail.times.map { entry in
      "\(SafeText.plain(entry.state.name)) \(settings.clock.brief(entry.at, now: serverKnownAt))"
    }.joined(separator: "   ")
  }
}
