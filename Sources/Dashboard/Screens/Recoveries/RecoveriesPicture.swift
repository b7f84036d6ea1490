import StreamModel
import TerminalUI

extension ContextReader {
  /// Newest first.
  func recoveries(of job: JobID) -> [Recovery] {
    cluster.recoveries(of: job, trace: cluster.answers[.recoveryTrace()]?.value)
  }

  func recoveryRows(of job: JobID) -> [RecoveryRow] {
    recoveries(of: job).map { RecoveryRow($0, clock: settings.clock, now: serverKnownAt) }
  }
}

extension ScreenPicture<RecoveriesScreen> {
  func draw(in frame: inout Frame) {
    let layout = screen.layout(in: context)
    let table = screen.table
    let recoveries = recoveries(of: screen.job)
    drawTrend(of: recoveries, in: layout.head, frame: &frame)
    let inside = Box.draw(
      layout.list, title: "Recoveries",
      remark: table.filterRemark(settings.charset) + ageRemark(ExceptionsQuestion(screen.job))
        + RecoveryTable.table.orderWords(table.sort),
      isFocused: true, charset: settings.charset, in: &frame)
    guard !recoveries.isEmpty else {
      return drawReason(
        waitingText(ExceptionsQuestion(screen.job)), in: layout.table, frame: &frame)
    }
    guard !table.order.isEmpty else {
      return drawReason(noMatchText("recovery", table.filter), in: layout.table, frame: &frame)
    }
    let rows = Dictionary(
      recoveryRows(of: screen.job).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let placement = RecoveryTable.table.placement(hiding: table.hidden, in: layout.table)
    RecoveryTable.table.draw(
      table, at: placement, isFocused: true, charset: settings.charset, in: &frame
    ) { rows[$0] }
    drawMore(placement, offset: table.offset, count: table.order.count, inside, in: &frame)
    if !layout.detail.isEmpty, let row = table.cursor.flatMap({ rows[$0] }) {
      drawDetail(of: row, in: layout.detail, frame: &frame)
    }
  }

  /// How long they took, oldest first, and the last against the others.
  private func drawTrend(of recoveries: [Recovery], in rect: Rect, frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let inside = Box.draw(
      rect, title: "How long they took", remark: sourceRemark, charset: settings.charset,
      in: &frame)
    let restarts = recoveries.filter { $0.cause != .start }
    let totals = restarts.compactMap(\.total).sorted()
    var spans: [Span] = []
    if let last = restarts.first(where: { $0.total != nil })?.total, let most = totals.last {
      let middle = totals[totals.count / 2]
      let words =
        "last \(Format.duration(last))   median \(Format.duration(middle))   longest "
        + "\(Format.duration(most))   of \(restarts.count) restart\(restarts.count == 1 ? "" : "s")"
      let room = max(0, inside.columns - 6 - words.count)
      let shown = restarts.prefix(min(room, 60)).reversed().map { $0.total?.inSeconds }
      let line = Sparkline.text(Array(shown), scale: .fromZero, charset: settings.charset)
      spans = [Span(line, .accent), Span((line.isEmpty ? "" : "   ") + words)]
    } else {
      spans = [Span("Nothing is known of how long a restart took.", .dim)]
    }
    frame.put(
      spans, column: inside.column + 1, row: inside.row, limit: inside.columns - 2,
      charset: settings.charset)
  }

  /// Whether spans are there, as without them the parts of subtasks are not told.
  private var sourceRemark: String {
    guard let trace = cluster.answers[.recoveryTrace()]?.value else {
      return cluster.failing[.recoveryTrace()] == nil ? "" : "no log: by the REST API alone"
    }
    return trace.spanCount == 0 ? "no spans in the log" : ""
  }

  /// Why it was, what it went back to, and each phase where it lies in the whole.
  private func drawDetail(of row: RecoveryRow, in rect: Rect, frame: inout Frame) {
    let recovery = row.recovery
    let title = recovery.at.map { settings.clock.full($0) } ?? "Phases"
    let inside = Box.draw(
      rect, title: title, remark: row.sources.isEmpty ? "" : "by \(row.sources)",
      charset: settings.charset, in: &frame)
    let (column, limit) = (inside.column + 1, inside.columns - 2)
    let facts = RecoveryFacts(recovery)
    var line = inside.row
    func put(_ spans: [Span]) {
      guard line < inside.endRow else { return }
      frame.put(spans, column: column, row: line, limit: limit, charset: settings.charset)
      line += 1
    }
    put([Span(facts.cause, recovery.cause == .failure ? .warning : .text)])
    if let origin = facts.origin { put([Span(origin, .dim)]) }
    let hasSource = limit >= 70
    let figures = 10 + 14 + (hasSource ? 6 : 0)
    let bars = RecoveryWaterfall(
      recovery, width: max(0, limit - RecoveryWaterfall.labelWidth - figures),
      charset: settings.charset)
    if bars.rows.isEmpty { put([Span("No phase of it is known.", .dim)]) }
    for bar in bars.rows {
      let label = bar.label.padded(to: RecoveryWaterfall.labelWidth)
      let length = String(repeating: " ", count: max(1, 10 - bar.length.count)) + bar.length
      let mean = ("  " + (bar.mean.map { "mean \($0)" } ?? "")).padded(to: 14)
      put([
        Span(label, .dim), Span(bar.bar, bar.role), Span(length), Span(mean, .dim),
        Span(hasSource ? "  " + bar.source.rawValue : "", .dim),
      ])
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - CellWidth.of(self)))
  }
}
