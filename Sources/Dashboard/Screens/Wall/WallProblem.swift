import StreamModel
import TerminalUI

/// The room of the wall below the verdict of the job it shows, given out so that little stays empty.
private struct WallPlan {
  /// Rows of one chart, without the blank below it.
  var chartRows = 1
  /// A blank between two charts.
  var hasGaps: Bool
  /// Vertices that are listed.
  var vertices = 0
  /// Lines that each of the other jobs may take.
  var otherLines = 1
  /// Rows of the other jobs, with a blank above them.
  var otherRows: Int

  /// `others` says how many rows the other jobs take with so many lines each.
  init(room: Int, charts: Int, vertices: Int, others: (_ lines: Int) -> Int) {
    otherRows = min(others(1), max(2, room / 3))
    hasGaps = false
    var rest = room - otherRows - charts
    if rest >= charts {
      hasGaps = true
      rest -= charts
    }
    // A head and a blank below, and not one vertex alone of many.
    if vertices > 0, rest >= min(vertices, 3) + 2 {
      self.vertices = min(vertices, rest - 2)
      rest -= self.vertices + 2
    }
    for lines in [2, 3] where others(lines) - otherRows <= rest {
      rest -= others(lines) - otherRows
      otherRows = others(lines)
      otherLines = lines
    }
    while charts > 0, chartRows < 4, rest >= charts {
      chartRows += 1
      rest -= charts
    }
  }
}

extension ScreenPicture<WallScreen> {
  /// The job that deserves attention: what is wrong in words, its course, its vertices, and the others with a
  /// problem.
  func drawProblem(_ job: JobModel, row: Int, end: Int, in frame: inout Frame) {
    let others = screen.troubled(in: context).filter { $0 != job.id }
    let limit = max(1, min(8, (end - row) / 2))
    var row = row
    row += drawVerdict(
      of: job.id, column: 1, row: row, width: min(size.columns - 4, 140), limit: limit, in: &frame)
    row += 1
    let charts = jobCharts(job).filter { !$0.series.samples.isEmpty }
    var vertices = TableState<VertexID>(sort: VertexTable.worstFirst)
    vertices.arrange(vertexRows(of: job), in: VertexTable.table)
    let plan = WallPlan(room: end - row, charts: charts.count, vertices: vertices.order.count) {
      lines in
      others.isEmpty ? 0 : others.reduce(1) { $0 + otherLines($1, limit: lines).count }
    }
    let step = plan.chartRows + (plan.hasGaps ? 1 : 0)
    for chart in charts where row + plan.chartRows <= end - plan.otherRows {
      drawChart(chart, row: row, rows: plan.chartRows, in: &frame)
      row += step
    }
    if plan.vertices > 0 {
      let rect = Rect(
        column: 0, row: row, columns: min(size.columns, 140), rows: plan.vertices + 1)
      drawVertices(vertices.order, of: job, in: rect, frame: &frame)
    }
    drawOthers(others, lines: plan.otherLines, row: end - plan.otherRows, end: end, in: &frame)
  }

  private func drawVertices(
    _ order: [VertexID], of job: JobModel, in rect: Rect, frame: inout Frame
  ) {
    let placement = VertexTable.table.placement(hiding: untoldOfVertices, in: rect)
    let culprits = Set(verdict(job.id).bottlenecks)
    let rows = order.lazy.compactMap { job.vertex($0) }.map {
      vertexRow($0, of: job, culprits: culprits)
    }
    VertexTable.table.draw(rows, at: placement, charset: settings.charset, in: &frame)
  }

  private var otherNameWidth: Int { min(30, size.columns / 4) }

  /// What is said of a job that is not the one shown: in short where there is one line, else whole.
  private func otherLines(_ id: JobID, limit: Int) -> [String] {
    let findings = verdict(id).findings
    let text = findings.map { limit == 1 ? $0.short : $0.sentence }
      .joined(separator: limit == 1 ? "; " : " ")
    return Wrapping.lines(
      text, width: min(140, size.columns - otherNameWidth - 14), limit: limit,
      isASCII: settings.charset.isASCII)
  }

  private func drawOthers(
    _ others: [JobID], lines: Int, row: Int, end: Int, in frame: inout Frame
  ) {
    guard !others.isEmpty else { return }
    frame.put("also", column: 1, row: row, style: .dim)
    var row = row
    for (index, id) in others.enumerated() {
      guard let other = cluster.job(id) else { continue }
      let text = otherLines(id, limit: lines)
      // The last row is left blank, or says how many there was no room for.
      guard row + text.count < end else {
        frame.put("and \(others.count - index) more", column: 10, row: row, style: .dim)
        return
      }
      let role = verdict(id).severity.role
      frame.put(
        verdict(id).severity.sign(settings.charset), column: 8, row: row,
        style: Style(role, isBold: true))
      frame.put(
        other.shownName, column: 10, row: row, limit: otherNameWidth, style: Style(.title),
        charset: settings.charset)
      for line in text {
        frame.put(line, column: 12 + otherNameWidth, row: row, style: Style(role))
        row += 1
      }
    }
  }

  /// A chart over the whole width, with its last value at the right.
  private func drawChart(_ chart: Chart, row: Int, rows: Int, in frame: inout Frame) {
    let base = row + rows - 1
    frame.put(chart.label, column: 1, row: base, style: .dim)
    let cells = size.columns - 10 - 12
    guard cells >= 8, let first = chart.series.samples.first, let last = chart.series.last else {
      return
    }
    let span = min(chart.span, max(.seconds(60), now.since(first.at)))
    let values = chart.series.buckets(count: cells, span: span, endingAt: now)
    let lines = Sparkline.lines(
      values, scale: chart.scale, rows: rows, charset: settings.charset)
    for (index, line) in lines.enumerated() {
      frame.put(line, column: 10, row: row + index, style: Style(chart.role))
    }
    frame.putRight(
      [Span(chart.format(last.value), chart.role, isBold: true)], endColumn: size.columns - 1,
      row: base)
  }
}
