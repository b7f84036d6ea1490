import StreamModel
import TerminalUI

/// A piece of a line: text with the style it is drawn in.
struct Span {
  var text: String
  var style: Style

  init(_ text: String, _ role: Role = .text, isBold: Bool = false, isReversed: Bool = false) {
    self.text = text
    style = Style(role, isReversed: isReversed, isBold: isBold)
  }
}

extension Frame {
  /// Writes pieces one after the other; returns the column behind the last.
  @discardableResult
  mutating func put(_ spans: [Span], column: Int, row: Int, limit: Int = Int.max) -> Int {
    var column = column
    let end = limit == Int.max ? Int.max : column + limit
    for span in spans where column < end {
      column += put(
        span.text, column: column, row: row, limit: end == Int.max ? Int.max : end - column,
        style: span.style)
    }
    return column
  }

  /// Writes pieces so that they end at `endColumn`; returns the column they begin at.
  @discardableResult
  mutating func putRight(_ spans: [Span], endColumn: Int, row: Int) -> Int {
    let width = spans.reduce(0) { $0 + CellWidth.of($1.text) }
    put(spans, column: endColumn - width, row: row)
    return endColumn - width
  }
}

extension DashboardState {
  func drawHeader(in frame: inout Frame) {
    let columns = size.columns
    frame.fill(Rect(column: 0, row: 0, columns: columns, rows: 1), style: Style(.header))
    let start = frame.putRight(connectionSpans + clockSpans, endColumn: columns - 1, row: 0)
    let room = start - 3
    switch screen {
    case .jobs, .operations: drawCluster(room: room, in: &frame)
    case .job, .checkpoints: drawBreadcrumb(room: room, in: &frame)
    }
    if let line = troubleLine {
      let text = CellWidth.truncate(
        line.text, to: columns - 2, isASCII: settings.charset.isASCII)
      frame.put(text, column: 1, row: 1, style: line.style)
    } else {
      switch screen {
      case .jobs: drawJobCounts(in: &frame)
      case .job, .checkpoints: drawVerdictLine(in: &frame)
      case .operations: drawOperationCounts(in: &frame)
      }
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
    if let overview = cluster.overview?.value {
      let used = max(0, overview.slotsTotal - overview.slotsAvailable)
      let share = overview.slotsTotal > 0 ? Double(used) / Double(overview.slotsTotal) : 0
      let bar =
        size.columns >= 100
        ? Bar.text(share, width: 10, charset: settings.charset) + " " : ""
      add(Span("slots \(bar)\(used)/\(overview.slotsTotal)", .header))
      let managers = overview.taskManagers
      add(
        Span(
          size.columns >= 100
            ? "\(managers) TaskManager\(managers == 1 ? "" : "s")" : "TM \(managers)",
          managers == 0 ? .critical : .header))
    }
    if settings.isReadOnly { add(Span("read-only", .header, isBold: true)) }
    var column = 1
    for span in spans {
      column +=
        frame.put(
          span.text, column: column, row: 0, limit: max(0, room - column + 1), style: span.style)
        + 2
    }
  }

  private func drawBreadcrumb(room: Int, in frame: inout Frame) {
    let separator = settings.charset.isASCII ? " > " : " › "
    guard let id = screen == .job ? job?.id : checkpoints?.job, let job = cluster.job(id) else {
      frame.put(cluster.identity.name, column: 1, row: 0, limit: room, style: Style(.header))
      return
    }
    var trail = [Span(cluster.identity.name, .header), Span(separator, .header)]
    let nameRoom = max(8, room / 2 - CellWidth.of(cluster.identity.name) - 3)
    trail.append(
      Span(
        CellWidth.truncate(job.shownName, to: nameRoom, isASCII: settings.charset.isASCII), .header,
        isBold: true))
    if screen == .checkpoints { trail.append(Span(separator + "checkpoints", .header)) }
    if let checkpoint = screen == .checkpoints ? checkpoints?.open : nil {
      trail.append(Span("\(separator)\(checkpoint.number)", .header))
    }
    var pieces = [Span("   "), Span(job.state.name, job.state.role, isBold: true)]
    if let age = job.age(at: now) { pieces.append(Span(" \(Format.age(age))", .header)) }
    for (rate, word) in [(job.recordsIn, "in"), (job.recordsOut, "out")] {
      guard let rate, job.state == .running, now.since(rate.receivedAt) <= JobRow.hideAfter else {
        continue
      }
      pieces.append(Span("   \(Format.count(rate.value.perSecond))/s \(word)", .header))
    }
    if let restarts = job.metrics?.value.restarts {
      pieces.append(Span("   restarts \(restarts)", restarts > 0 ? .warning : .header))
    }
    pieces.append(Span("   \(job.id.text.prefix(8))", .dim))
    var width = trail.reduce(0) { $0 + CellWidth.of($1.text) }
    for piece in pieces {
      width += CellWidth.of(piece.text)
      if width > room { break }
      trail.append(piece)
    }
    frame.put(trail, column: 1, row: 0, limit: room)
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
  private var troubleLine: (text: String, style: Style)? {
    // What the reader needs first comes first: the cause is the part that may be cut.
    let data = cluster.lastAnswerAt.map { "Data is \(Format.age(now.since($0))) old. " } ?? ""
    let retry =
      cluster.polling.nextTryAt.map {
        let wait = max(.zero, $0.since(now))
        return wait < .seconds(1) ? "Trying again. " : "Trying again in \(Format.age(wait)). "
      } ?? ""
    switch cluster.connection {
    case .connecting, .live:
      if let restarted = cluster.restartedAt, now.since(restarted) < .seconds(600) {
        let ago = Format.age(now.since(restarted))
        // Jobs that ran and are not listed since: the one thing that must not look calm.
        let gone = cluster.vanished.filter {
          $0.at >= restarted && !$0.job.state.isTerminal && cluster.vanishedAt($0.job.id) != nil
        }
        guard !gone.isEmpty else {
          return (
            "\(settings.charset.warning) The JobManager was restarted \(ago) ago: it has forgotten its jobs' history.",
            Style(.warning)
          )
        }
        let names = gone.map(\.job.shownName).joined(separator: ", ")
        return (
          "\(settings.charset.critical) The JobManager was restarted \(ago) ago and \(gone.count) running jobs are gone: \(names).",
          Style(.critical, isBold: true)
        )
      }
      return nil
    case .degraded(let error):
      return ("\(settings.charset.warning) \(error.description).", Style(.warning))
    case .stale(_, let error):
      return ("\(settings.charset.warning) \(data)\(retry)\(error.description).", Style(.warning))
    case .unreachable(_, let error):
      return (
        "\(settings.charset.critical) \(data)\(retry)\(error.description).",
        Style(.critical, isBold: true)
      )
    }
  }

  /// Tabs with their counts, then the states that matter.
  private func drawJobCounts(in frame: inout Frame) {
    guard cluster.jobsReceivedAt != nil else {
      frame.put("Connecting to \(cluster.identity.endpoint)", column: 1, row: 1, style: .dim)
      return
    }
    var byState: [JobState: Int] = [:]
    for job in cluster.jobs { byState[job.state, default: 0] += 1 }
    var spans: [Span] = []
    for tab in JobTab.allCases {
      let count = byState.reduce(0) { $0 + (tab.contains($1.key) ? $1.value : 0) }
      let text = "\(tab.rawValue) \(count)"
      spans.append(
        tab == jobs.tab ? Span("[\(text)]", .accent, isBold: true) : Span(" \(text) ", .dim))
    }
    spans.append(Span("  "))
    let order: [JobState] = [.failed, .failing, .restarting, .cancelling, .suspended, .finished]
    let states =
      order
      + byState.keys.filter { !order.contains($0) && $0 != .running }
      .sorted { $0.name < $1.name }
    var shown: [Span] = []
    for state in states {
      guard let count = byState[state] else { continue }
      if !shown.isEmpty { shown.append(Span(" \(settings.charset.separator) ", .dim)) }
      shown.append(Span("\(count) \(state.name.lowercased())", state.role))
    }
    var right: [Span] = []
    if !jobs.marked.isEmpty { right.append(Span("\(jobs.marked.count) marked  ", .marked)) }
    if !jobs.filter.isEmpty, overlay == nil { right.append(Span("/\(jobs.filter)  ", .match)) }
    right.append(Span(intervalText, .dim))
    let start = frame.putRight(right, endColumn: size.columns - 1, row: 1)
    frame.put(spans + shown, column: 1, row: 1, limit: start - 3)
  }

  private var intervalText: String {
    let polling = cluster.polling
    let asked = "every \(Format.interval(polling.interval))"
    return polling.interval > polling.configuredInterval ? asked + " (slow answers)" : asked
  }
}
