import StreamModel
import TerminalUI

extension DashboardState {
  /// The bar at the top and the lines below it.
  func drawHeader(in frame: inout Frame) {
    let columns = size.columns
    frame.fill(Rect(column: 0, row: 0, columns: columns, rows: 1), style: Style(.header))
    let start = frame.putRight(connectionSpans + clockSpans, endColumn: columns - 1, row: 0)
    let room = start - 3
    switch visits.top.sign.topic {
    case .cluster, .worker, .process: drawCluster(room: room, in: &frame)
    case .job, .vertex, .subtask: drawTrail(room: room, in: &frame)
    case .thing where visits.top.subject.job != nil: drawTrail(room: room, in: &frame)
    case .thing: drawCluster(room: room, in: &frame)
    }
    frame.restyle(Rect(column: 0, row: 0, columns: columns, rows: 1)) { $0.isOnHeader = true }
    visits.top.drawHead(in: context, frame: &frame)
  }

  private func drawCluster(room: Int, in frame: inout Frame) {
    var spans = clusterTag + [Span(cluster.identity.name, .header, isBold: true)]
    func add(_ span: Span) {
      let width = (spans + [span]).reduce(0) { $0 + CellWidth.of($1.text) + 2 }
      if width <= room { spans.append(span) }
    }
    if let version = cluster.capabilities.version ?? cluster.overview?.value.version {
      add(Span("\(cluster.traits.shortName) \(version)", .header))
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
    let before = spans.count
    for mark in restartMarks where spans.count == before {
      add(Span(mark, .warning, isBold: true))
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
    let noun = cluster.traits.workers(loss?.before ?? count)
    return Span(
      size.columns >= 100 ? "\(number) \(noun)" : "TM \(number)",
      count == 0 ? .critical : loss == nil ? .header : .warning, isBold: loss != nil)
  }

  /// `2/3`, in a colour of its own, where several clusters are watched.
  var clusterTag: [Span] {
    let count = context.clusters.count
    guard count > 1 else { return [] }
    let roles: [Role] = [.header, .accent, .marked, .match, .busy, .good]
    return [
      Span(
        "\(context.shown + 1)/\(count)", roles[context.shown % roles.count], isBold: true,
        isReversed: true)
    ]
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
}
