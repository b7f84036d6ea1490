import StreamModel
import TerminalUI

extension ScreenPicture<JobsScreen> {
  /// Where its parts lie now.
  var layout: JobsLayout {
    JobsLayout(size, hiding: screen.table.hidden.union(untoldOfJobs))
  }

  /// The table, and the selected job below it.
  func draw(in frame: inout Frame) {
    let layout = layout
    let placement = layout.placement
    Box.rule(row: layout.head - 1, columns: size.columns, charset: settings.charset, in: &frame)
    // An error in full: the line above the table cuts it.
    if screen.table.order.isEmpty {
      drawReason(emptyJobsText, in: layout.table.inset(left: 1, right: 1), frame: &frame)
    }
    JobTable.table.draw(
      screen.table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { id in cluster.job(id).map(jobRow) }
    drawPosition(layout, placement, in: &frame)
    if layout.detail.rows > 0 { drawSelectedJob(layout.detail, in: &frame) }
  }

  private var emptyJobsText: String {
    if cluster.jobsReceivedAt == nil {
      return cluster.connection.error.map { "No data yet. \(text($0).asSentence)" }
        ?? "Waiting for the first answer."
    }
    if !screen.table.filter.isEmpty {
      return "No job matches '\(screen.table.filter)'. Esc clears the filter."
    }
    return screen.tab == .all
      ? "No jobs on this cluster." : "No \(screen.tab.rawValue) jobs. Tab shows the others."
  }

  /// On the rule above the table: figures that are on their way, and which rows are seen of more.
  private func drawPosition(
    _ layout: JobsLayout, _ placement: TablePlacement, in frame: inout Frame
  ) {
    var spans: [Span] = []
    let isWaiting = screen.table.visible(height: layout.table.rows).contains { id in
      guard let job = cluster.job(id), cluster.failing[.job(id)] == nil,
        cluster.vanishedAt(id) == nil
      else { return false }
      return job.state == .running && job.detail == nil
    }
    if isWaiting, cluster.connection.error == nil, !isPaused {
      spans.append(Span(" metrics are being asked for ", .accent))
    }
    let (offset, count) = (screen.table.offset, screen.table.order.count)
    if let position = placement.position(offset: offset, count: count) {
      spans.append(position)
    }
    frame.putRight(spans, endColumn: size.columns - 2, row: layout.head - 1)
  }

  /// The selected job in a few lines, so that most questions need no further key.
  private func drawSelectedJob(_ rect: Rect, in frame: inout Frame) {
    guard let id = screen.table.selected, let job = cluster.job(id),
      screen.table.cursor != nil || cluster.vanishedAt(id) != nil
    else {
      Box.rule(row: rect.row, columns: size.columns, charset: settings.charset, in: &frame)
      return
    }
    Box.rule(
      row: rect.row, title: job.name, remark: job.id.text, columns: size.columns,
      charset: settings.charset, in: &frame)
    guard cluster.vanishedAt(id) == nil || !verdict(id).findings.isEmpty else {
      drawDetail(
        CellText(vanishedText(job), .warning), in: rect.inset(top: 1), frame: &frame)
      return
    }
    var row = rect.row + 1
    let chartRows = rect.rows >= 9 ? 3 : rect.rows >= 6 ? 1 : 0
    let room = rect.rows - 1 - (chartRows > 0 ? chartRows + 1 : 0)
    row += drawVerdict(
      of: id, column: 1, row: row, width: min(size.columns - 2, 150), limit: room, in: &frame)
    guard chartRows > 0 else { return }
    let first = max(row + 1, rect.endRow - chartRows)
    let charts = Rect(column: 1, row: first, columns: size.columns - 2, rows: chartRows)
    drawJobCharts(job, in: charts, frame: &frame)
  }

  /// What there is to say of a job that is not in the list any more.
  private func vanishedText(_ job: JobModel) -> String {
    let seen = job.summary.receivedAt
    return "The \(cluster.traits.controller) no longer knows this job. It was last seen"
      + " \(Format.age(now.since(seen))) ago, at \(settings.clock.brief(seen, now: now)), as \(job.state.name)."
  }
}
