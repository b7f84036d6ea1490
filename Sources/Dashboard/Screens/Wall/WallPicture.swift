import StreamModel
import TerminalUI

extension ScreenPicture<WallScreen> {
  /// The wall: one job that deserves attention, or that all is well.
  func draw(in frame: inout Frame) {
    let charset = settings.charset
    let columns = size.columns
    let isBig = columns >= 80 && size.rows >= 20
    let clock = String(settings.clock.timeOfDay(now).prefix(5))
    var row = 0
    frame.put(cluster.identity.name, column: 1, row: row, style: Style(.title, isBold: true))
    drawAge(row: row, in: &frame)
    // The reason of an outage in full, where the corner has no room for it.
    let reason = cutReason
    for (line, text) in reason.enumerated() {
      frame.put(text, column: 1, row: row + 1 + line, style: Style(.critical, isBold: true))
    }
    row += 2 + reason.count
    let shown = screen.job.flatMap { cluster.job($0) }
    let headline: String
    let role: Role
    if let shown {
      headline = shown.name
      role = verdict(shown.id).severity.role
    } else if cluster.jobsReceivedAt == nil {
      headline = "no data"
      role = .warning
    } else if isCurrent {
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
      frame.put(
        headline, column: 1, row: row, limit: columns - 8, style: Style(role, isBold: true),
        charset: settings.charset)
      frame.putRight([Span(clock, .title)], endColumn: columns - 1, row: row)
      row += 2
    }
    let foot = size.rows - 3
    if cluster.jobsReceivedAt == nil {
      drawWaiting(row: row, end: foot, in: &frame)
    } else if let shown {
      drawProblem(shown, row: row, end: foot, in: &frame)
    } else {
      drawWell(row: row, end: foot, in: &frame)
    }
    drawFoot(row: foot, in: &frame)
  }

  /// Running jobs that too little is known of to call them well.
  private var unjudged: Int {
    cluster.jobs.count { !$0.state.isTerminal && !verdict($0.id).isComplete }
  }

  /// The data is from now, as far as two intervals go.
  private var isCurrent: Bool {
    guard let last = cluster.lastAnswerAt else { return false }
    return now.since(last) <= freshness && cluster.connection.error == nil
  }

  /// At the top right: how old what is shown is, loud once it is old.
  private func drawAge(row: Int, in frame: inout Frame) {
    let columns = size.columns
    // What the body says then.
    guard let last = cluster.lastAnswerAt, cluster.jobsReceivedAt != nil else { return }
    let age = Format.age(now.since(last))
    if isCurrent {
      frame.putRight([Span("data \(age) old", .dim)], endColumn: columns - 1, row: row)
      return
    }
    let error = cutReason.isEmpty ? cluster.connection.error.map(text) ?? "" : ""
    let text = "DATA \(age) OLD   \(error)"
    let room = cornerRoom
    frame.putRight(
      [
        Span(
          " \(CellWidth.truncate(text, to: room - 2, isASCII: settings.charset.isASCII)) ",
          .critical, isBold: true, isReversed: true)
      ], endColumn: columns - 1, row: row)
  }

  private var cornerRoom: Int { size.columns - CellWidth.of(cluster.identity.name) - 4 }

  /// Why old data is not renewed, in lines of its own where it does not fit into the corner.
  private var cutReason: [String] {
    guard let last = cluster.lastAnswerAt, cluster.jobsReceivedAt != nil, !isCurrent,
      let error = cluster.connection.error
    else { return [] }
    let corner = "DATA \(Format.age(now.since(last))) OLD   \(text(error))"
    guard CellWidth.of(corner) > cornerRoom - 2 else { return [] }
    return Wrapping.lines(
      text(error), width: size.columns - 2, limit: max(1, size.rows / 5),
      isASCII: settings.charset.isASCII)
  }

  /// Nothing needs anybody: the running jobs, as many as there is room for.
  private func drawWell(row: Int, end: Int, in frame: inout Frame) {
    let table = JobTable.fitted(columns: size.columns)
    let placement = table.placement(
      hiding: untoldOfJobs,
      in: Rect(column: 0, row: row, columns: size.columns, rows: max(0, end - row)))
    let running = screen.jobs.order.filter { cluster.vanishedAt($0) == nil }
      .compactMap { cluster.job($0) }.filter { !$0.state.isTerminal }
    table.draw(
      running.lazy.map { jobRow($0) }, at: placement, charset: settings.charset, in: &frame)
    if running.isEmpty {
      frame.put("No job is running.", column: 2, row: row + 1, style: .dim)
    }
    let after = row + running.count + 2
    guard unjudged > 0, after < end else { return }
    let whose = unjudged == 1 ? "1 job is" : "\(unjudged) of \(running.count) jobs are"
    drawDetail(
      CellText("\(whose) not judged yet: waiting for what the cluster tells of them.", .dim),
      in: Rect(column: 1, row: after, columns: size.columns - 2, rows: end - after), frame: &frame)
  }

  /// One line for what is well, one for the cluster.
  private func drawFoot(row: Int, in frame: inout Frame) {
    Box.rule(row: row, columns: size.columns, charset: settings.charset, in: &frame)
    let well = cluster.jobs.filter {
      $0.state == .running && verdict($0.id).severity < .warning && verdict($0.id).isComplete
    }.map(\.name).sorted()
    if screen.job != nil, !well.isEmpty {
      let column = 9 + String(well.count).count
      let names = LinePart.words(well, width: size.columns - column - 1)
      frame.put(
        "well \(well.count)" + (names.isEmpty ? "" : ":"), column: 1, row: row + 1,
        style: Style(.good))
      frame.put(names, column: column, row: row + 1)
    }
    let text = LinePart.line(
      footParts, separator: " \(settings.charset.separator) ", width: size.columns - 2)
    frame.put(text, column: 1, row: row + 2, style: .dim)
  }

  private var footParts: [LinePart] {
    var parts: [LinePart] = []
    if let overview = cluster.overview?.value {
      let managers = overview.taskManagers
      let (used, all) = (
        max(0, overview.slotsTotal - overview.slotsAvailable), overview.slotsTotal
      )
      parts.append(
        LinePart(
          "\(managers) \(cluster.traits.workers(managers))", "TM \(managers)", importance: 2))
      parts.append(LinePart("\(used) of \(all) slots", "slots \(used)/\(all)", importance: 3))
    }
    if let (success, short) = checkpointSuccess {
      parts.append(LinePart(success, short, importance: 4))
    }
    if unjudged > 0 {
      let jobs = "\(unjudged) job\(unjudged == 1 ? "" : "s")"
      parts.append(LinePart("\(jobs) not judged yet", "\(unjudged) not judged", importance: 5))
    }
    parts.append(LinePart("read-only", importance: 1))
    return parts
  }

  /// Completed over ended checkpoints of the last hour, or of as much of it as is known, over all jobs, and the same in
  /// fewer words; nil while none is known.
  private var checkpointSuccess: (String, short: String)? {
    let hour: Duration = .seconds(3600)
    guard let success = CheckpointSuccess(of: cluster.jobs, at: now, within: hour) else {
      return nil
    }
    let share = Double(success.completed) / Double(success.completed + success.failed) * 100
    let figure = success.failed == 0 ? "100%" : Format.fixed(min(99.9, share), 1) + "%"
    let span = success.span < hour ? Format.age(success.span) : "hour"
    return (
      "checkpoints of the last \(span) \(figure) completed",
      "checkpoints \(figure) in \(success.span < hour ? span : "an hour")"
    )
  }
}
