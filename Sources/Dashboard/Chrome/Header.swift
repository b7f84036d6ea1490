import StreamModel
import TerminalUI

extension DashboardState {
  /// The bar at the top and the lines below it.
  func drawHeader(in frame: inout Frame) {
    let columns = size.columns
    frame.fill(Rect(column: 0, row: 0, columns: columns, rows: 1), style: Style(.header))
    let start = frame.putRight(connectionSpans + clockSpans, endColumn: columns - 1, row: 0)
    let room = start - 3
    switch screen {
    case .jobs, .operations: drawCluster(room: room, in: &frame)
    case .job, .checkpoints: drawBreadcrumb(room: room, in: &frame)
    }
    frame.restyle(Rect(column: 0, row: 0, columns: columns, rows: 1)) { $0.isOnHeader = true }
    switch screen {
    case .job: drawHeadLines(jobHeadLines(limit: jobLayout.verdictRows), in: &frame)
    case .checkpoints: drawHeadLines(jobHeadLines(limit: 1), in: &frame)
    case .jobs, .operations:
      if let trouble = troubleSpans {
        drawHeadLines([trouble], in: &frame)
      } else if screen == .jobs {
        drawJobCounts(in: &frame)
      } else {
        drawOperationCounts(in: &frame)
      }
    }
  }

  private func drawHeadLines(_ lines: [[Span]], in frame: inout Frame) {
    for (index, line) in lines.enumerated() {
      frame.put(
        line, column: 1, row: 1 + index, limit: size.columns - 2, charset: settings.charset)
    }
  }

  private func drawCluster(room: Int, in frame: inout Frame) {
    var spans = [Span(cluster.identity.name, .header, isBold: true)]
    func add(_ span: Span) {
      let width = (spans + [span]).reduce(0) { $0 + CellWidth.of($1.text) + 2 }
      if width <= room { spans.append(span) }
    }
    if let version = cluster.capabilities.version ?? cluster.overview?.value.version {
      add(Span("Flink \(version)", .header))
    }
    if cluster.capabilities.isHistoryServer { add(Span("history server", .header, isBold: true)) }
    if let overview = cluster.overview?.value {
      let used = max(0, overview.slotsTotal - overview.slotsAvailable)
      let share = overview.slotsTotal > 0 ? Double(used) / Double(overview.slotsTotal) : 0
      let bar =
        size.columns >= 100
        ? Bar.text(share, width: 10, charset: settings.charset) + " " : ""
      add(Span("slots \(bar)\(used)/\(overview.slotsTotal)", .header))
      add(taskManagers(overview.taskManagers))
    }
    if settings.isReadOnly { add(Span("read-only", .header, isBold: true)) }
    var column = 1
    for span in spans {
      column +=
        frame.put(
          span.text, column: column, row: 0, limit: max(0, room - column + 1), style: span.style,
          charset: settings.charset)
        + 2
    }
  }

  /// `2 TaskManagers`; `1 of 2 TaskManagers` for ten minutes after one went.
  private func taskManagers(_ count: Int) -> Span {
    let loss = cluster.taskManagerLoss.flatMap { now.since($0.at) < .seconds(600) ? $0 : nil }
    let number = loss.map { "\(count) of \($0.before)" } ?? "\(count)"
    let noun = (loss?.before ?? count) == 1 ? "TaskManager" : "TaskManagers"
    return Span(
      size.columns >= 100 ? "\(number) \(noun)" : "TM \(number)",
      count == 0 ? .critical : loss == nil ? .header : .warning, isBold: loss != nil)
  }

  private func drawBreadcrumb(room: Int, in frame: inout Frame) {
    let separator = settings.charset.isASCII ? " > " : " › "
    guard let id = screen == .job ? job?.id : checkpoints?.job, let job = cluster.job(id) else {
      frame.put(
        cluster.identity.name, column: 1, row: 0, limit: room, style: Style(.header),
        charset: settings.charset)
      return
    }
    var trail = breadcrumb(of: job, separator: separator, room: room)
    let lostAt = cluster.lostAt(job.id)
    let state =
      lostAt == nil
      ? Span(job.state.name, job.state.role, isBold: true) : Span("GONE", .critical, isBold: true)
    var pieces = [Span("   "), state]
    if let age = job.age(at: lostAt ?? now) { pieces.append(Span(" \(Format.age(age))", .header)) }
    for (rate, word) in [(job.recordsIn, "in"), (job.recordsOut, "out")] {
      guard let rate, job.state == .running, lostAt == nil,
        FigureAge(of: rate.receivedAt, at: now) != .expired
      else { continue }
      pieces.append(Span("   \(Format.count(rate.value.perSecond))/s \(word)", .header))
    }
    if let restarts = job.restartCount {
      pieces.append(Span("   restarts \(restarts)", restarts > 0 ? .warning : .header))
    }
    pieces.append(Span("   \(job.id.text.prefix(8))", .dim))
    var width = trail.reduce(0) { $0 + CellWidth.of($1.text) }
    for piece in pieces {
      width += CellWidth.of(piece.text)
      if width > room { break }
      trail.append(piece)
    }
    frame.put(trail, column: 1, row: 0, limit: room, charset: settings.charset)
  }

  /// Where one is: cluster, job, and what of it. Without the cluster, then without the word for the screen, where room
  /// is short: what differs is told last.
  private func breadcrumb(of job: JobModel, separator: String, room: Int) -> [Span] {
    var place: [[Span]] = [[]]
    if screen == .checkpoints {
      let open = checkpoints?.open.map { [Span("\(separator)\($0.number)", .header)] } ?? []
      place = [[Span(separator + "checkpoints", .header)] + open, open]
    }
    func name(_ room: Int) -> Span {
      Span(
        CellWidth.truncate(job.shownName, to: room, isASCII: settings.charset.isASCII), .header,
        isBold: true)
    }
    let cluster = [Span(cluster.identity.name, .header), Span(separator, .header)]
    let nameRoom = max(8, room / 2 - cluster.width)
    let whole = cluster + [name(nameRoom)] + place[0]
    if whole.width <= room { return whole }
    let least = min(CellWidth.of(job.shownName), 12)
    let last = place.first { $0.width + least <= room } ?? []
    return [name(max(1, room - last.width))] + last
  }

  private var clockSpans: [Span] {
    [Span("  \(settings.clock.timeOfDay(now))", .header)]
  }

  /// Live, stale, degraded or unreachable, with requests a second and answer time where there is room.
  private var connectionSpans: [Span] {
    var spans: [Span] = []
    let charset = settings.charset
    func age(_ since: Timestamp?) -> String {
      since.map { " " + Format.age(now.since($0)) } ?? ""
    }
    switch cluster.connection {
    case .connecting: spans.append(Span("connecting", .warning))
    case .live where isPaused:
      spans.append(Span("paused\(age(cluster.lastAnswerAt))", .warning, isBold: true))
    case .live: spans.append(Span("\(charset.dot) live", .good))
    case .degraded: spans.append(Span("\(charset.warning) degraded", .warning, isBold: true))
    case .stale(let since, _):
      spans.append(Span("\(charset.warning) stale\(age(since))", .warning, isBold: true))
    case .unreachable(_, .unsupported):
      spans.append(Span("\(charset.critical) not supported", .critical, isBold: true))
    case .unreachable(let since, _):
      spans.append(Span("\(charset.critical) unreachable\(age(since))", .critical, isBold: true))
    }
    guard size.columns >= 100 else { return spans }
    if let rate = cluster.polling.requestsPerSecond {
      spans.append(Span("  \(Format.fixed(rate, 1)) req/s", .header))
    }
    if let time = cluster.polling.answerTime {
      spans.append(Span("  \(Format.duration(time))", .header))
    }
    return spans
  }

  /// What is wrong between us and the cluster, in the place of the second line.
  var troubleSpans: [Span]? {
    // What the reader needs first comes first: the cause is the part that may be cut.
    // An answer that brought no list is no data.
    let data =
      cluster.jobsReceivedAt == nil
      ? "" : cluster.lastAnswerAt.map { "Data is \(Format.age(now.since($0))) old. " } ?? ""
    let retry =
      cluster.polling.nextTryAt.map {
        let wait = max(.zero, $0.since(now))
        return wait < .seconds(1) ? "Trying again. " : "Trying again in \(Format.age(wait)). "
      } ?? ""
    switch cluster.connection {
    case .connecting, .live:
      if let restarted = cluster.restartedAt, now.since(restarted) < .seconds(600) {
        // It was down for some time before that was seen.
        let since = cluster.restartedAfter ?? restarted
        let isLong = restarted.since(since) > .seconds(5)
        let ago = (isLong ? "at most " : "") + Format.age(now.since(isLong ? since : restarted))
        // Jobs that ran and are not listed since: the one thing that must not look calm.
        let gone = cluster.lostJobs(at: now).filter { job in
          cluster.vanishedAt(job.id).map { $0 >= since } ?? false
        }
        guard !gone.isEmpty else {
          return [
            Span(
              "\(settings.charset.warning) The JobManager was restarted \(ago) ago: it has forgotten its jobs' history.",
              .warning)
          ]
        }
        let names = gone.map(\.shownName).joined(separator: ", ")
        return [
          Span(
            "\(settings.charset.critical) The JobManager was restarted \(ago) ago and \(gone.count) running job\(gone.count == 1 ? " is" : "s are") gone: \(names).",
            .critical, isBold: true)
        ]
      }
      return nil
    case .degraded(let error):
      return [Span("\(settings.charset.warning) \(error.description.asSentence)", .warning)]
    case .stale(_, let error):
      return [
        Span("\(settings.charset.warning) \(data)\(retry)\(error.description.asSentence)", .warning)
      ]
    case .unreachable(_, let error):
      return [
        Span(
          "\(settings.charset.critical) \(data)\(retry)\(error.description.asSentence)", .critical,
          isBold: true)
      ]
    }
  }

  /// Tabs with their counts, then the states that matter.
  private func drawJobCounts(in frame: inout Frame) {
    guard cluster.jobsReceivedAt != nil else {
      frame.put("Connecting to \(cluster.identity.endpoint)", column: 1, row: 1, style: .dim)
      return
    }
    let byState = jobsByState
    let lost = cluster.lostJobs(at: now).count
    var spans = jobTabs.map { tab in
      Span(tab.text, tab.tab == jobs.tab ? .accent : .dim, isBold: tab.tab == jobs.tab)
    }
    spans.append(Span("  "))
    let order: [JobState] = [.failed, .failing, .restarting, .cancelling, .suspended, .finished]
    let states =
      order
      + byState.keys.filter { !order.contains($0) && $0 != .running }
      .sorted { $0.name < $1.name }
    let start = frame.putRight(listRemarks, endColumn: size.columns - 1, row: 1)
    var shown = lost > 0 ? [Span("\(lost) gone", .critical)] : []
    for state in states {
      guard let count = byState[state] else { continue }
      if !shown.isEmpty { shown.append(Span(" \(settings.charset.separator) ", .dim)) }
      shown.append(Span("\(count) \(state.name.lowercased())", state.role))
    }
    var whole = (spans + shown).whole(width: start - 3)
    if whole.last?.text == " \(settings.charset.separator) " { whole.removeLast() }
    frame.put(whole, column: 1, row: 1)
  }

  private var jobsByState: [JobState: Int] {
    var byState: [JobState: Int] = [:]
    for job in cluster.jobs { byState[job.state, default: 0] += 1 }
    return byState
  }

  /// The tabs of the jobs as they stand in the second line, and the cells of each; none where the line says something
  /// else.
  var jobTabs: [(tab: JobTab, text: String, cells: Range<Int>)] {
    guard cluster.jobsReceivedAt != nil, troubleSpans == nil else { return [] }
    let byState = jobsByState
    let lost = cluster.lostJobs(at: now).count
    var column = 1
    return JobTab.allCases.map { tab in
      let listed = byState.reduce(0) { $0 + (tab.contains($1.key) ? $1.value : 0) }
      let count = listed + (tab == .alive ? 0 : lost)
      let text = tab == jobs.tab ? "[\(tab.rawValue) \(count)]" : " \(tab.rawValue) \(count) "
      let cells = column..<column + CellWidth.of(text)
      column = cells.upperBound
      return (tab, text, cells)
    }
  }

  /// What the list is not whole by, and what an action would be about: marks, filter, and how often it is asked.
  private var listRemarks: [Span] {
    var spans: [Span] = []
    if !jobs.table.marked.isEmpty {
      let hidden = hiddenMarks.count
      let notShown = hidden > 0 ? ", \(hidden) not shown" : ""
      spans.append(Span("\(jobs.table.marked.count) marked\(notShown)  ", .marked))
    }
    if !jobs.table.filter.isEmpty, overlay == nil {
      let text = CellWidth.truncate(
        "/\(jobs.table.filter)", to: size.columns / 5, isASCII: settings.charset.isASCII)
      spans.append(
        Span("\(text) \(jobs.table.order.count) of \(jobs.table.total)  ", .match))
    }
    return spans + [Span(intervalText, .dim)]
  }

  private var intervalText: String {
    let polling = cluster.polling
    let asked = "every \(Format.interval(polling.interval))"
    return polling.interval > polling.configuredInterval ? asked + " (slow answers)" : asked
  }
}
