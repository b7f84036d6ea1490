import StreamModel
import TerminalUI

extension DashboardState {
  /// Every job, worst first: what the wall knows of.
  var wallJobs: [JobID] {
    listedJobs(
      tab: .all, filter: "", sort: .health, isReversed: false)
  }

  /// Jobs that deserve attention, worst first.
  private var troubled: [JobID] { wallJobs.filter { verdict($0).severity >= .warning } }

  /// Goes on to the next troubled job when its time is up, and leaves one that has recovered.
  mutating func advanceWall() {
    guard let wall else { return }
    let troubled = troubled
    guard let current = wall.job, let index = troubled.firstIndex(of: current),
      let since = wall.shownSince
    else {
      self.wall?.job = troubled.first
      self.wall?.shownSince = now
      return
    }
    guard now.since(since) >= wall.rotation, troubled.count > 1 else { return }
    self.wall?.job = troubled[(index + 1) % troubled.count]
    self.wall?.shownSince = now
  }

  func drawWall(in frame: inout Frame) {
    let charset = settings.charset
    let columns = size.columns
    let isBig = columns >= 80 && size.rows >= 20
    let clock = String(settings.clock.timeOfDay(now).prefix(5))
    var row = 0
    frame.put(cluster.identity.name, column: 1, row: row, style: Style(.title, isBold: true))
    drawWallAge(row: row, in: &frame)
    row += 2
    let shown = wall?.job.flatMap { cluster.job($0) }
    let headline: String
    let role: Role
    if let shown {
      headline = shown.name
      role = verdict(shown.id).severity.role
    } else if cluster.jobsReceivedAt == nil {
      headline = "no data"
      role = .warning
    } else if isWallCurrent {
      let isCertain = unjudged == 0
      headline = isCertain ? "all well" : "no trouble seen"
      role = isCertain ? .good : .title
    } else {
      headline = "no news"
      role = .warning
    }
    if isBig {
      let clockWidth = BigText.width(clock)
      let lines = BigText.lines(
        headline, columns: columns - clockWidth - 6, charset: charset)
      for (index, line) in lines.enumerated() {
        frame.put(line, column: 1, row: row + index, style: Style(role, isBold: true))
      }
      let clockLines = BigText.lines(clock, columns: clockWidth, charset: charset)
      for (index, line) in clockLines.enumerated() {
        frame.put(line, column: columns - clockWidth - 2, row: row + index, style: Style(.title))
      }
      row += lines.count + 1
    } else {
      frame.put(headline, column: 1, row: row, limit: columns - 8, style: Style(role, isBold: true))
      frame.putRight([Span(clock, .title)], endColumn: columns - 1, row: row)
      row += 2
    }
    let foot = size.rows - 3
    if let shown {
      row = drawWallProblem(shown, row: row, end: foot, in: &frame)
    } else {
      row = drawWallWell(row: row, end: foot, in: &frame)
    }
    drawWallFoot(row: foot, in: &frame)
  }

  /// Running jobs that too little is known of to call them well.
  private var unjudged: Int {
    cluster.jobs.count { !$0.state.isTerminal && !verdict($0.id).isComplete }
  }

  /// The data is from now, as far as two intervals go.
  private var isWallCurrent: Bool {
    guard let last = cluster.lastAnswerAt else { return false }
    return now.since(last) <= freshness && cluster.connection.error == nil
  }

  /// At the top right: how old what is shown is, loud once it is old.
  private func drawWallAge(row: Int, in frame: inout Frame) {
    let columns = size.columns
    guard let last = cluster.lastAnswerAt else {
      let text =
        cluster.connection.error?.description ?? "connecting to \(cluster.identity.endpoint)"
      let room = columns - CellWidth.of(cluster.identity.name) - 4
      frame.putRight(
        [Span(CellWidth.truncate(text, to: room, isASCII: settings.charset.isASCII), .warning)],
        endColumn: columns - 1, row: row)
      return
    }
    let age = Format.age(now.since(last))
    if isWallCurrent {
      frame.putRight([Span("data \(age) old", .dim)], endColumn: columns - 1, row: row)
      return
    }
    let text = "DATA \(age) OLD   \(cluster.connection.error?.description ?? "")"
    let room = columns - CellWidth.of(cluster.identity.name) - 4
    frame.putRight(
      [
        Span(
          " \(CellWidth.truncate(text, to: room - 2, isASCII: settings.charset.isASCII)) ",
          .critical, isBold: true, isReversed: true)
      ], endColumn: columns - 1, row: row)
  }

  /// The job that deserves attention: what is wrong in words, its course, and the others with a problem.
  private func drawWallProblem(
    _ job: JobModel, row: Int, end: Int, in frame: inout Frame
  ) -> Int {
    var row = row
    let others = troubled.filter { $0 != job.id }
    let othersRows = others.isEmpty ? 0 : min(others.count, max(1, (end - row) / 3)) + 1
    let limit = max(1, min(8, end - row - othersRows - 5))
    row += drawVerdict(
      of: job.id, column: 1, row: row, width: min(size.columns - 4, 140), limit: limit, in: &frame)
    row += 1
    let room = end - row - othersRows
    let charts = jobCharts(job).filter { !$0.series.samples.isEmpty }
    let spacing = room >= charts.count * 2 ? 2 : 1
    for (index, chart) in charts.enumerated() where index * spacing < room {
      drawWallChart(chart, row: row + index * spacing, in: &frame)
    }
    guard !others.isEmpty else { return end }
    let start = end - othersRows
    frame.put("also", column: 1, row: start, style: .dim)
    let nameWidth = min(30, size.columns / 4)
    for (index, id) in others.prefix(othersRows - 1).enumerated() {
      guard let other = cluster.job(id) else { continue }
      let verdict = verdict(id)
      let name = CellWidth.truncate(
        other.name, to: nameWidth, isASCII: settings.charset.isASCII)
      frame.put(
        verdict.severity.sign(settings.charset), column: 8, row: start + index,
        style: Style(verdict.severity.role, isBold: true))
      frame.put(name, column: 10, row: start + index, style: Style(.title))
      let text = verdict.findings.map(\.short).joined(separator: "; ")
      frame.put(
        CellWidth.truncate(
          text, to: size.columns - nameWidth - 14, isASCII: settings.charset.isASCII),
        column: 12 + nameWidth, row: start + index, style: Style(verdict.severity.role))
    }
    if others.count > othersRows - 1 {
      frame.put(
        "and \(others.count - othersRows + 1) more", column: 10, row: start + othersRows - 1,
        style: .dim)
    }
    return end
  }

  /// A chart over the whole width, with its last value at the right.
  private func drawWallChart(_ chart: Chart, row: Int, in frame: inout Frame) {
    frame.put(chart.label, column: 1, row: row, style: .dim)
    let cells = size.columns - 10 - 12
    guard cells >= 8, let first = chart.series.samples.first, let last = chart.series.last else {
      return
    }
    let span = min(chart.span, max(.seconds(60), now.since(first.at)))
    let values = chart.series.buckets(count: cells, span: span, endingAt: now)
    frame.put(
      Sparkline.text(values, scale: chart.scale, charset: settings.charset), column: 10, row: row,
      style: Style(chart.role))
    frame.putRight(
      [Span(chart.format(last.value), chart.role, isBold: true)], endColumn: size.columns - 1,
      row: row)
  }

  /// Nothing needs anybody: the running jobs, as many as there is room for.
  private func drawWallWell(row: Int, end: Int, in frame: inout Frame) -> Int {
    let layout = JobsLayout(Size(columns: size.columns, rows: 100))
    for placed in layout.columns {
      let column = JobColumn.allCases[placed.index]
      drawHead(
        column.spec, placed, isSorted: false, isReversed: false, origin: 1, row: row, in: &frame)
    }
    let running = wallJobs.compactMap { cluster.job($0) }.filter { !$0.state.isTerminal }
    for (index, job) in running.prefix(max(0, end - row - 1)).enumerated() {
      let view = JobRow(
        job: job, verdict: verdict(job.id), charset: settings.charset, now: now)
      for placed in layout.columns {
        let column = JobColumn.allCases[placed.index]
        drawCell(
          view.cell(column, width: placed.width), column.spec, placed, origin: 1,
          row: row + 1 + index, in: &frame)
      }
    }
    if running.isEmpty, cluster.jobsReceivedAt != nil {
      frame.put("No job is running.", column: 2, row: row + 1, style: .dim)
    }
    return end
  }

  /// One line for what is well, one for the cluster.
  private func drawWallFoot(row: Int, in frame: inout Frame) {
    Box.rule(row: row, columns: size.columns, charset: settings.charset, in: &frame)
    let well = cluster.jobs.filter {
      !$0.state.isTerminal && verdict($0.id).severity < .warning && verdict($0.id).isComplete
    }.map(\.name).sorted()
    if wall?.job != nil, !well.isEmpty {
      frame.put("well \(well.count):", column: 1, row: row + 1, style: Style(.good))
      let column = 9 + String(well.count).count
      frame.put(
        CellWidth.truncate(
          well.joined(separator: "  "), to: size.columns - column - 1,
          isASCII: settings.charset.isASCII), column: column, row: row + 1)
    }
    var parts: [String] = []
    if let overview = cluster.overview?.value {
      let managers = overview.taskManagers
      parts.append("\(managers) TaskManager\(managers == 1 ? "" : "s")")
      parts.append(
        "\(max(0, overview.slotsTotal - overview.slotsAvailable)) of \(overview.slotsTotal) slots")
    }
    if let share = checkpointSuccess {
      parts.append("checkpoints of the last hour \(share) completed")
    }
    if unjudged > 0 { parts.append("\(unjudged) jobs not judged yet") }
    parts.append("read-only")
    frame.put(
      parts.joined(separator: " \(settings.charset.separator) "), column: 1, row: row + 2,
      limit: size.columns - 2, style: .dim)
  }

  /// Completed over ended checkpoints of the last hour, over all jobs; nil while none is known.
  private var checkpointSuccess: String? {
    var completed = 0
    var failed = 0
    for job in cluster.jobs {
      for entry in job.checkpoints?.history ?? []
      where serverNow.since(entry.triggeredAt) <= .seconds(3600) {
        if case .completed = entry.status { completed += 1 }
        if case .failed = entry.status { failed += 1 }
      }
    }
    guard completed + failed > 0 else { return nil }
    let share = Double(completed) / Double(completed + failed) * 100
    return failed == 0 ? "100 %" : Format.fixed(min(99.9, share), 1) + " %"
  }
}
