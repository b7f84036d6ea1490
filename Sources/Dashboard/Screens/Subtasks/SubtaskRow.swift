package import StreamModel
import TerminalUI

/// One subtask, with what is needed to draw it.
package struct SubtaskRow: FormulaRow {
  package var subtask: Subtask
  /// When its state was told.
  var receivedAt: Timestamp
  /// What was learnt of the job since, so that this is not so any more.
  package var later: LaterWord?
  package var figures: Observed<CountedFigures>?
  var watermarks: Observed<SubtaskWatermarks>?
  var clockOffset: Duration
  var isSource: Bool
  /// It writes to the outside, which Flink does not count either.
  var isSink: Bool
  var clock: LocalClock
  var charset: Charset
  var now: Timestamp
  package var formulas: [String: FormulaFigure] = [:]

  var index: Int { subtask.index }

  /// Shares of time, from the counters or as Flink sampled them; nil where they say nothing of now.
  package var pressure: Observed<Pressure>? {
    guard subtask.state == .running, later == nil else { return nil }
    if let figures, let pressure = figures.value.pressure {
      return shown(Observed(pressure, receivedAt: figures.receivedAt))
    }
    return shown(subtask.sampled.map { Observed($0, receivedAt: receivedAt) })
  }

  package func rate(_ rate: KeyPath<CountedFigures, Rate?>) -> Observed<Rate>? {
    guard later == nil, let figures, let value = figures.value[keyPath: rate] else { return nil }
    return shown(Observed(value, receivedAt: figures.receivedAt))
  }

  /// A source reads from outside: Flink does not count that.
  package var recordsIn: Observed<Rate>? { isSource ? nil : rate(\.recordsIn) }

  package var recordsOut: Observed<Rate>? { isSink ? nil : rate(\.recordsOut) }

  /// Its totals as far as Flink counts them.
  package var counters: VertexCounters {
    var counters = subtask.counters
    if isSource { (counters.recordsIn, counters.bytesIn) = (nil, nil) }
    if isSink { (counters.recordsOut, counters.bytesOut) = (nil, nil) }
    return counters
  }
  package var bytesIn: Observed<Rate>? { isSource ? nil : rate(\.bytesIn) }
  package var bytesOut: Observed<Rate>? { isSink ? nil : rate(\.bytesOut) }

  /// What goes through it: records in, or of a source those out.
  var flow: Rate? { (isSource ? rate(\.recordsOut) : rate(\.recordsIn))?.value }

  package var watermark: Watermark? {
    guard subtask.state == .running, later == nil else { return nil }
    return shown(watermarks)?.value.bySubtask[index]
  }

  package var lag: Duration? {
    guard watermark != nil else { return nil }
    return watermarks?.value.lag(of: index, clockOffset: clockOffset)
  }

  /// Failed ones first, then those that do not run, then the most loaded.
  var severity: SortKey {
    let busy = pressure?.value.busy?.value
    let backpressured = pressure?.value.backpressured?.value
    let worst = [busy, backpressured.map { $0 * 0.99 }].compactMap(\.self).max()
    return switch subtask.state {
    case .failed: .number(30)
    case .running: .number(worst)
    case .finished: .number(nil)
    default: .number(20)
    }
  }

  private func shown<Value>(_ figure: Observed<Value>?) -> Observed<Value>? {
    figure.flatMap { FigureAge(of: $0.receivedAt, at: now) == .expired ? nil : $0 }
  }

  /// A figure as it is drawn by its age: plain, dim, or `-`.
  func cell<Value>(_ figure: Observed<Value>?, _ cell: (Value) -> CellText) -> CellText {
    guard let figure else { return .unknown }
    var shown = cell(figure.value)
    if FigureAge(of: figure.receivedAt, at: now) == .old { shown.role = .dim }
    return shown
  }

  func share(_ share: KeyPath<Pressure, Ratio?>, high: Double, role: Role) -> CellText {
    cell(pressure) { pressure in
      guard let ratio = pressure[keyPath: share] else { return .unknown }
      let isHigh = ratio.value >= high
      return CellText(Format.percent(ratio.value), isHigh ? role : .text, isBold: isHigh)
    }
  }

  func bar(width: Int) -> CellText {
    let isOld = pressure.map { FigureAge(of: $0.receivedAt, at: now) != .current } ?? false
    return PressureBar.cell(pressure?.value, isOld: isOld, width: width, charset: charset)
  }

  /// Says that the lag may be too large by a step of the metrics.
  var lagSign: String { watermarks?.value.isOfUnknownFetch == true ? charset.atMost : "" }

  /// How long the attempt takes; one that a restart has ended takes no longer than it was told to.
  var duration: Duration? { later == nil ? subtask.duration(at: serverNow) : subtask.duration }

  /// On the JobManager's clock.
  private var serverNow: Timestamp { now.advanced(by: clockOffset) }

  /// How long it has been in its state where that goes on, and how long the attempt took where it has ended.
  var span: String {
    if subtask.endTime != nil { return duration.map { " after \(Format.age($0))" } ?? "" }
    let lasting = subtask.stateDuration(at: later == nil ? serverNow : nil)
    return lasting.map { " for \(Format.age($0))" } ?? ""
  }

  var lagText: CellText {
    switch watermark {
    case nil: .unknown
    case .some(.none): CellText("none yet", .dim)
    case .finished: CellText("ended", .dim)
    case .at: lag.map { CellText(lagSign + Format.duration($0)) } ?? .unknown
    }
  }
}

extension ContextReader {
  /// The subtasks of a vertex as last told; empty until they were.
  func subtaskRows(of vertex: VertexID, in job: JobID) -> [SubtaskRow] {
    guard let told = cluster.answers[.subtasks(job, vertex)] else { return [] }
    let columns = formulaColumns(ofSubtasksOf: vertex, in: job)
    return told.value.subtasks.map { subtask in
      var row = subtaskRow(subtask, told, of: vertex, in: job)
      row.formulas = columns.figures(of: .subtask(job, vertex, subtask.index))
      return row
    }
  }

  /// One of them as last told, by itself or with all of them.
  func subtaskRow(_ index: Int, of vertex: VertexID, in job: JobID) -> SubtaskRow? {
    let alone = cluster.answers[.subtask(job, vertex, index)]
    let all = cluster.answers[.subtasks(job, vertex)]
    // The later of the two is true.
    let answers = [alone, all].compactMap(\.self).filter { told in
      told.value.subtasks.contains { $0.index == index }
    }
    guard let told = answers.max(by: { $0.receivedAt < $1.receivedAt }),
      let subtask = told.value.subtasks.first(where: { $0.index == index })
    else { return nil }
    return subtaskRow(subtask, told, of: vertex, in: job)
  }

  private func subtaskRow(
    _ subtask: Subtask, _ told: Observed<VertexSubtasks>, of vertex: VertexID, in job: JobID
  ) -> SubtaskRow {
    let site = cluster.job(job)?.detail?.value.site(of: vertex)
    // What was told before this attempt began was another one's.
    let watermarks = cluster.answers[.subtaskWatermarks(job, vertex)].flatMap { told in
      subtask.startTime.map { told.receivedAt.advanced(by: cluster.clockOffset) < $0 } ?? false
        ? nil : told
    }
    return SubtaskRow(
      subtask: subtask, receivedAt: told.receivedAt,
      later: laterWord(on: subtask, of: job, than: told.receivedAt),
      figures: told.value.figures(of: subtask.index),
      watermarks: watermarks,
      clockOffset: cluster.clockOffset, isSource: site?.isSource ?? false,
      isSink: site.map { !$0.hasDownstream } ?? false, clock: settings.clock,
      charset: settings.charset, now: now)
  }

  /// What was learnt of a job after one of its subtasks was told of; nil for one that is over, which stays so.
  func laterWord(on subtask: Subtask, of job: JobID, than toldAt: Timestamp) -> LaterWord? {
    guard !subtask.state.isTerminal else { return nil }
    return cluster.laterWord(on: job, than: toldAt, began: subtask.startTime)
  }

  /// Why a subtask has no thread that goes on; nil where it may have one.
  func noThreadText(_ later: LaterWord?) -> String? {
    later.map { "No thread runs it any more: it is \($0.of)." }
  }

  /// The thread that runs a subtask: `orders (1/4)#0` on its TaskManager.
  func thread(of subtask: Subtask, of vertex: VertexID, in job: JobID) -> Subject? {
    guard let manager = subtask.taskManager,
      let vertex = cluster.job(job)?.detail?.value.vertices.first(where: { $0.id == vertex })
    else { return nil }
    let told = cluster.answers[.subtasks(job, vertex.id)]?.value.subtasks.count
    let count = vertex.parallelism ?? told ?? 0
    return .thread(
      manager, "\(vertex.name) (\(subtask.index + 1)/\(count))#\(subtask.attempt ?? 0)")
  }
}
