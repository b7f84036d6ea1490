package import StreamModel
package import TerminalUI

/// One row of a table of vertices, and what a box of the graph shows: a vertex with what is needed to draw it.
package struct VertexRow: FormulaRow {
  package var vertex: Vertex
  package var model: VertexModel?
  var job: JobModel
  var isCulprit: Bool
  var charset: Charset
  var now: Timestamp
  package internal(set) var formulas: [String: FormulaFigure] = [:]

  package init(
    vertex: Vertex, model: VertexModel?, job: JobModel, isCulprit: Bool, charset: Charset,
    now: Timestamp
  ) {
    self.vertex = vertex
    self.model = model
    self.job = job
    self.isCulprit = isCulprit
    self.charset = charset
    self.now = now
  }

  /// The last lag, however old.
  package var lagText: String {
    guard let model, let lag = model.watermarkLag else { return "-" }
    return (model.isLagExact ? "" : charset.atMost) + Format.duration(lag.value)
  }

  /// The shares, unless they are too old to say anything about now.
  package var pressure: Pressure? { fresh(model?.pressure) }

  /// The shares are from a poll that should have been repeated.
  var isOld: Bool {
    model?.pressure.map { FigureAge(of: $0.receivedAt, at: now) != .current } ?? false
  }

  private func fresh<Value>(_ value: Observed<Value>?) -> Value? {
    guard let value, !job.state.isTerminal, FigureAge(of: value.receivedAt, at: now) != .expired
    else { return nil }
    return value.value
  }

  /// Failed, or what holds the job up.
  var sign: CellText {
    if vertex.state == .failed {
      return CellText(String(charset.critical), .critical, isBold: true)
    }
    return isCulprit ? CellText(String(charset.warning), .warning, isBold: true) : CellText(" ")
  }

  /// Failed ones first, then what holds the job up, then the busiest.
  var severity: SortKey {
    let busy = pressure?.busy?.value
    guard busy != nil || pressure?.backpressured != nil || isCulprit || vertex.state == .failed
    else { return .number(nil) }
    let worst = max(busy ?? 0, (pressure?.backpressured?.value ?? 0) * 0.99)
    return .number(worst + (isCulprit ? 10 : 0) + (vertex.state == .failed ? 20 : 0))
  }

  var recordsIn: CellText {
    job.state.isTerminal ? total(job.totals(of: vertex).recordsIn) : rate(inputRate)
  }

  var recordsOut: CellText {
    job.state.isTerminal ? total(job.totals(of: vertex).recordsOut) : rate(model?.recordsOut)
  }

  /// A source reads from outside: Flink does not count that.
  var inputRate: Observed<Rate>? {
    let isSource = vertex.isSource && job.detail?.value.areEdgesTold != false
    return isSource ? nil : model?.recordsIn
  }

  /// A rate, unless its cell is `-`.
  func shown(_ rate: Observed<Rate>?) -> Rate? { job.shown(rate, at: now) }

  /// Records of five minutes as a line.
  func course(width: Int) -> CellText {
    let values = (model?.recordsSeries ?? Series()).buckets(
      count: width, span: .seconds(300), endingAt: now)
    return CellText(Sparkline.text(values, scale: .fromZero, charset: charset), .graph)
  }

  var skew: CellText {
    guard let skew = model?.skewPercent, pressure != nil else { return .unknown }
    return CellText(Format.percent(skew / 100), isOld ? .dim : skew >= 50 ? .warning : .text)
  }

  /// Three shares in three shades and three colours.
  func bar(width: Int) -> CellText {
    PressureBar.cell(pressure, isOld: isOld, width: width, charset: charset)
  }

  /// Records per second through the vertex: out, or in where it is a sink.
  var flow: Rate? { fresh(model?.recordsOut) ?? fresh(model?.recordsIn) }

  /// The whole chain where it fits, else its short name.
  func name(width: Int) -> String {
    // Measured only where it may fit: the name of a SQL operator may have 100 kB.
    vertex.name.utf8.count <= width * 16 && CellWidth.of(vertex.name) <= width
      ? vertex.name : vertex.shortName
  }

  var parallelism: CellText {
    // A batch job decides when the inputs are there.
    guard let parallelism = vertex.parallelism else { return .unknown }
    let running = vertex.tasks[.running] + vertex.tasks[.finished]
    if running == parallelism || job.state.isTerminal { return CellText(String(parallelism)) }
    return CellText("\(running)/\(parallelism)", .warning)
  }

  /// Records in total of a job that has ended, marked so that they are not taken for a rate.
  private func total(_ records: Int64?) -> CellText {
    records.map { CellText(charset.total + Format.count(Double($0)), .dim) } ?? .unknown
  }

  private func rate(_ rate: Observed<Rate>?) -> CellText {
    job.cell(for: rate, at: now) { CellText(Format.count($0.perSecond)) }
  }

  func share(_ share: KeyPath<Pressure, Ratio?>, high: Double, role: Role) -> CellText {
    job.cell(for: model?.pressure, at: now) { pressure in
      guard let ratio = pressure[keyPath: share] else { return .unknown }
      let isHigh = ratio.value >= high
      return CellText(Format.percent(ratio.value), isHigh ? role : .text, isBold: isHigh)
    }
  }
}
