package import StreamModel
package import TerminalUI

/// One row of the Jobs table: a job with what is needed to draw it.
package struct JobRow {
  package var job: JobModel
  var verdict: Verdict
  /// Its place from the worst on.
  var rank: Int?
  var charset: Charset
  var now: Timestamp
  /// As of when it is told how long ago something was; nil for now.
  var knownAt: Timestamp?
  /// When the JobManager was found not to know it any more.
  var lostAt: Timestamp?

  package init(
    job: JobModel, verdict: Verdict, rank: Int? = nil, charset: Charset, now: Timestamp,
    knownAt: Timestamp? = nil, lostAt: Timestamp? = nil
  ) {
    self.job = job
    self.verdict = verdict
    self.rank = rank
    self.charset = charset
    self.now = now
    self.knownAt = knownAt
    self.lostAt = lostAt
  }

  var health: CellText {
    CellText(verdict.severity.sign(charset), verdict.severity.role, isBold: true)
  }

  var state: CellText {
    lostAt == nil
      ? CellText(job.state.name, job.state.role) : CellText("GONE", .critical, isBold: true)
  }

  var age: Duration? { job.age(at: lostAt ?? knownAt ?? now) }

  var recordsIn: CellText {
    job.state.isTerminal ? total(job.recordsInTotal) : rate(job.recordsIn)
  }

  var recordsOut: CellText {
    job.state.isTerminal ? total(job.recordsOutTotal) : rate(job.recordsOut)
  }

  /// A figure, unless its cell is `-`.
  func shown<Value>(_ figure: Observed<Value>?) -> Value? {
    lostAt == nil ? job.shown(figure, at: now) : nil
  }

  private func aged<Value>(_ figure: Observed<Value>?, _ cell: (Value) -> CellText) -> CellText {
    lostAt == nil ? job.cell(for: figure, at: now, cell) : .unknown
  }

  var tasks: CellText {
    let tasks = job.summary.value.tasks
    guard tasks.areTold else { return .unknown }
    if job.state.isTerminal { return CellText(String(tasks.total), .dim) }
    let running = tasks[.running] + tasks[.finished]
    let isWhole = running == tasks.total
    return CellText(
      isWhole ? String(tasks.total) : "\(running)/\(tasks.total)", isWhole ? .text : .warning)
  }

  /// The count, behind the sign of what is wrong where the job restarts all the time.
  var restarts: CellText {
    guard let count = job.restartCount else { return .unknown }
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

  func share(_ share: Observed<VertexShare>?, high: Double, role: Role) -> CellText {
    aged(share) { share in
      CellText(Format.percent(share.ratio.value), share.ratio.value >= high ? role : .text)
    }
  }

  var busiest: CellText {
    aged(job.busiest) { share in
      guard let vertex = job.vertex(share.vertex) else { return .unknown }
      return CellText(vertex.shortName)
    }
  }

  var lag: CellText {
    let isFinding = verdict.findings.contains { $0.rule == .lag && $0.severity >= .warning }
    return aged(job.watermarkLag) { lag in
      let sign = job.isLagExact ? "" : charset.atMost
      return CellText(sign + Format.duration(lag), isFinding ? .warning : .text)
    }
  }

  /// The figures of some time as a line, up to now or to the job's end.
  func course(
    of series: Series, _ scale: Sparkline.Scale, span: Duration, width: Int
  ) -> CellText {
    let end = job.state.isTerminal ? series.last?.at ?? now : now
    let values = series.buckets(count: width, span: span, endingAt: end)
    return CellText(Sparkline.text(values, scale: scale, charset: charset), .graph)
  }

  /// How old the last completed one is, and what failed since.
  func checkpoint(width: Int) -> CellText {
    if job.hasNoCheckpoints { return CellText("off", .dim) }
    guard let receivedAt = job.checkpointsReceivedAt else { return .unknown }
    var cell = checkpoint(width: width, of: job)
    if job.state.isTerminal { return cell }
    switch FigureAge(of: receivedAt, at: now) {
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

  /// The same as a figure; nil where the cell shows none.
  var checkpointAge: Duration? {
    guard !job.hasNoCheckpoints, let receivedAt = job.checkpointsReceivedAt,
      job.state.isTerminal || FigureAge(of: receivedAt, at: now) != .expired
    else { return nil }
    return job.lastCompletedCheckpointAge(at: knownAt ?? now)
  }
}
