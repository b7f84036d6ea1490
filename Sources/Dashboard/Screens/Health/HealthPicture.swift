import StreamModel
import TerminalUI

extension ScreenPicture<HealthScreen> {
  /// What keeps us from the cluster, else how many jobs something is wrong with.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    guard cluster.jobsReceivedAt != nil else { return }
    let severities =
      context.watched.judgements.held.values.map(\.verdict.severity)
      + context.watched.judgements.ofCluster.findings.map(\.severity)
    let critical = severities.count { $0 == .critical }
    let warned = severities.count { $0 == .warning }
    var spans: [Span] = []
    if critical > 0 {
      spans.append(
        Span("\(critical) need\(critical == 1 ? "s" : "") a person now   ", .critical, isBold: true)
      )
    }
    if warned > 0 { spans.append(Span("\(warned) with a warning   ", .warning)) }
    let unjudged = unjudgedJobs
    if spans.isEmpty { spans.append(Span("no warning   ", unjudged == 0 ? .good : .dim)) }
    let jobs = cluster.jobsByID.count
    spans.append(Span("\(jobs) job\(jobs == 1 ? "" : "s") in all", .dim))
    if unjudged > 0 { spans.append(Span("   \(unjudged) not judged in full", .dim)) }
    let marked = restartMarks.map { spans + [Span("   \($0)", .warning)] }
    drawHeadLines([(marked + [spans]).first(width: size.columns - 2)], in: &frame)
  }

  /// Jobs that are alive of which not all is known that the rules go by.
  private var unjudgedJobs: Int {
    cluster.jobsByID.values.count { !$0.state.isTerminal && !verdict($0.id).isComplete }
  }

  /// A row each finding, and the selected one in full below.
  func draw(in frame: inout Frame) {
    let layout = HealthLayout(size)
    let table = screen.table
    let inside = Box.draw(
      layout.list, title: "Health",
      remark: table.filterRemark(settings.charset) + FindingTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard cluster.jobsReceivedAt != nil else {
      return drawReason(
        isPaused ? "Paused: nothing is asked." : "Waiting for the first answer.",
        in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      let text =
        table.filter.isEmpty
        ? unjudgedJobs == 0
          ? "Nothing is found wrong with the cluster or any job."
          : "Nothing is found wrong so far, but not all that the rules go by is known: of "
            + "\(unjudgedJobs) job\(unjudgedJobs == 1 ? "" : "s") something is missing."
        : noMatchText("finding", table.filter)
      return drawReason(text, in: layout.table, frame: &frame)
    }
    let rows = Dictionary(findingRows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let placement = FindingTable.table.placement(hiding: table.hidden, in: layout.table)
    FindingTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if let row = table.cursor.flatMap({ rows[$0] }), !layout.detail.isEmpty {
      drawDetail(of: row, in: layout.detail, frame: &frame)
    }
  }

  /// The sentence, what of the job was not judged, and where Enter leads.
  private func drawDetail(of row: FindingRow, in rect: Rect, frame: inout Frame) {
    let inside = Box.draw(
      rect, title: row.name,
      remark: row.job.map { cluster.lostAt($0.id) == nil ? $0.state.name : "GONE" } ?? "",
      charset: settings.charset,
      in: &frame)
    var texts = [(row.finding.sentence, Style(row.finding.severity.role))]
    let unknown = row.job.map { verdict($0.id).notJudged } ?? []
    if !unknown.isEmpty {
      texts.append(("Not judged: \(unknown.joined(separator: ", ")).", Style(.dim)))
    }
    if let since = row.finding.since {
      let time = settings.clock.brief(since.at, now: context.now)
      texts.append(
        ((since.isFirstSeen ? "Since \(time) or before." : "Since \(time)."), Style(.dim)))
    }
    if let advice = row.finding.advice { texts.append((advice, Style(.text))) }
    texts.append(("Enter shows \(destination(of: row)).", Style(.text)))
    var line = inside.row
    for (text, style) in texts {
      let lines = Wrapping.lines(
        text, width: inside.columns - 2, limit: max(0, inside.endRow - line),
        isASCII: settings.charset.isASCII)
      for text in lines {
        frame.put(text, column: inside.column + 1, row: line, style: style)
        line += 1
      }
    }
    let charts = inside.inset(left: 1, top: line + 1 - inside.row, right: 1)
    if let job = row.job, job.state == .running { drawJobCharts(job, in: charts, frame: &frame) }
  }

  private func destination(of row: FindingRow) -> String {
    switch row.finding.evidence {
    case .failures: "what failed, with the whole traces"
    case .vertex: "the subtasks of \(row.whereText)"
    case .subtask: "\(row.whereText) among the others"
    case .vertices: "the vertices of the job"
    case .checkpoint: "\(row.whereText) by vertex and subtask"
    case .checkpoints: "the checkpoints of the job"
    case .controller: "the \(cluster.traits.controller)"
    case .workers: "the \(cluster.traits.workers(2)) and their slots"
    }
  }
}
