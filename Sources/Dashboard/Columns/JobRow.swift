import StreamModel
import TerminalUI

/// One row of the Jobs table: a job with what is needed to draw it.
struct JobRow {
  var job: JobModel
  var verdict: Verdict
  var charset: Charset
  var now: Timestamp
  /// As of when it is told how long ago something was; nil for now.
  var knownAt: Timestamp?
  /// When the JobManager was found not to know it any more.
  var lostAt: Timestamp?

  /// What a column shows in this row; `width` is what a sparkline has.
  func cell(_ column: JobColumn, width: Int) -> CellText {
    switch column {
    case .health: CellText(verdict.severity.sign(charset), verdict.severity.role, isBold: true)
    case .name: CellText(job.shownName, .title)
    case .state:
      lostAt == nil
        ? CellText(job.state.name, job.state.role) : CellText("GONE", .critical, isBold: true)
    case .uptime: job.age(at: lostAt ?? now).map { CellText(Format.age($0)) } ?? .unknown
    case .tasks: tasks
    case .restarts: job.restartCount.map { restarts($0) } ?? .unknown
    case .recordsIn: job.state.isTerminal ? total(job.recordsInTotal) : rate(job.recordsIn)
    case .recordsOut: job.state.isTerminal ? total(job.recordsOutTotal) : rate(job.recordsOut)
    case .trend: trend(job.recordsOutSeries, .fromZero, span: .seconds(300), width: width)
    case .busiest: busiest
    case .busy: share(job.busiest, high: 0.9, role: .busy)
    case .backpressure: share(job.mostBackpressured, high: 0.5, role: .backpressured)
    case .lag: lag
    case .lagTrend: trend(job.lagSeries, .change, span: .seconds(900), width: width)
    case .checkpoint: checkpoint(width: width)
    case .size:
      job.lastCompletedCheckpoint?.stateSize
        .map { CellText(Format.bytes(Double($0.bytes))) } ?? .unknown
    }
  }

  private func aged<Value>(_ figure: Observed<Value>?, _ cell: (Value) -> CellText) -> CellText {
    lostAt == nil ? job.cell(for: figure, at: now, cell) : .unknown
  }

  private var tasks: CellText {
    let tasks = job.summary.value.tasks
    if job.state.isTerminal { return CellText(String(tasks.total), .dim) }
    let running = tasks[.running] + tasks[.finished]
    let isWhole = running == tasks.total
    return CellText(
      isWhole ? String(tasks.total) : "\(running)/\(tasks.total)", isWhole ? .text : .warning)
  }

  /// The count, behind the sign of what is wrong where the job restarts all the time.
  private func restarts(_ count: Int) -> CellText {
    let worst = verdict.findings.filter { $0.rule == .restarts }.map(\.severity).max()
    guard let worst, worst >= .warning else {
      return CellText(String(count), count > 0 ? .text : .dim)
    }
    return CellText("\(worst.sign(charset)) \(count)", worst.role, isBold: true)
  }

  /// Records in total of a job that has ended, marked so that they are not taken for a rate.
  private func total(_ records: Int64?) -> CellText {
    records.map { CellText(charset.total + Format.count(Double($0)), .dim) } ?? .unknown
  }

  private func rate(_ rate: Observed<Rate>?) -> CellText {
    aged(rate) { CellText(Format.count($0.perSecond)) }
  }

  private func share(_ share: Observed<VertexShare>?, high: Double, role: Role) -> CellText {
    aged(share) { share in
      CellText(Format.percent(share.ratio.value), share.ratio.value >= high ? role : .text)
    }
  }

  private var busiest: CellText {
    aged(job.busiest) { share in
      guard let vertex = job.vertex(share.vertex) else { return .unknown }
      return CellText(vertex.shortName)
    }
  }

  private var lag: CellText {
    let isFinding = verdict.findings.contains { $0.rule == .lag && $0.severity >= .warning }
    return aged(job.watermarkLag) { lag in
      CellText(Format.duration(lag), isFinding ? .warning : .text)
    }
  }

  private func trend(
    _ series: Series, _ scale: Sparkline.Scale, span: Duration, width: Int
  ) -> CellText {
    let end = job.state.isTerminal ? series.last?.at ?? now : now
    let values = series.buckets(count: width, span: span, endingAt: end)
    return CellText(Sparkline.text(values, scale: scale, charset: charset), .graph)
  }

  private func checkpoint(width: Int) -> CellText {
    if job.hasNoCheckpoints { return CellText("off", .dim) }
    guard let log = job.checkpoints else { return .unknown }
    var cell = checkpoint(width: width, of: job)
    if job.state.isTerminal { return cell }
    switch FigureAge(of: log.latest.receivedAt, at: now) {
    case .current: break
    case .old: cell.role = .dim
    case .expired: return .unknown
    }
    return cell
  }

  private func checkpoint(width: Int, of job: JobModel) -> CellText {
    let failed = job.failedSinceLastCompleted
    let worst = verdict.findings.filter { $0.rule == .checkpoints }.map(\.severity).max()
    let role = worst.map(\.role) ?? (job.state.isTerminal ? .dim : .text)
    guard let age = job.lastCompletedCheckpointAge(at: knownAt ?? now) else {
      return failed > 0 ? CellText("\(failed) failed", role) : CellText("none yet", .dim)
    }
    var text = Format.age(age)
    if width >= 14 { text += " ago" }
    if failed > 0 {
      text += width >= 20 ? "  \(failed) failed" : " \(charset.failed)\(failed)"
    } else if width >= 16,
      let duration = job.lastCompletedCheckpoint?.duration
    {
      let took = Format.duration(duration)
      text += String(repeating: " ", count: max(1, 15 - text.count - took.count)) + took
    }
    return CellText(text, role)
  }
}
