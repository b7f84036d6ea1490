import StreamModel
import TerminalUI

/// One row of a table of vertices, and what a box of the graph shows: a vertex with what is needed to draw it.
struct VertexRow {
  var vertex: Vertex
  var model: VertexModel?
  var job: JobModel
  var isCulprit: Bool
  var charset: Charset
  var now: Timestamp

  /// The shares, unless they are too old to say anything about now.
  var pressure: Pressure? { fresh(model?.pressure) }

  /// The shares are from a poll that should have been repeated.
  var isOld: Bool {
    model?.pressure.map { FigureAge(of: $0.receivedAt, at: now) != .current } ?? false
  }

  private func fresh<Value>(_ value: Observed<Value>?) -> Value? {
    guard let value, !job.state.isTerminal, FigureAge(of: value.receivedAt, at: now) != .expired
    else { return nil }
    return value.value
  }

  /// What a column shows in this row; `width` is what a name or sparkline has.
  func cell(_ column: VertexColumn, width: Int) -> CellText {
    switch column {
    case .severity:
      if vertex.state == .failed {
        return CellText(String(charset.critical), .critical, isBold: true)
      }
      return isCulprit ? CellText(String(charset.warning), .warning, isBold: true) : CellText(" ")
    case .name: return CellText(name(width: width), isCulprit ? .warning : .title)
    case .parallelism: return parallelism
    case .busy: return share(\.busy, high: 0.9, role: .busy)
    case .backpressure: return share(\.backpressured, high: 0.5, role: .backpressured)
    case .bar: return CellText("")
    case .recordsIn:
      return job.state.isTerminal
        ? total(job.totals(of: vertex).recordsIn) : rate(vertex.isSource ? nil : model?.recordsIn)
    case .recordsOut:
      return job.state.isTerminal
        ? total(job.totals(of: vertex).recordsOut) : rate(model?.recordsOut)
    case .trend:
      let values = (model?.recordsSeries ?? Series()).buckets(
        count: width, span: .seconds(300), endingAt: now)
      return CellText(Sparkline.text(values, scale: .fromZero, charset: charset), .graph)
    case .skew:
      guard let skew = model?.skewPercent, pressure != nil else { return .unknown }
      return CellText(Format.percent(skew / 100), isOld ? .dim : skew >= 50 ? .warning : .text)
    }
  }

  /// Records per second through the vertex: out, or in where it is a sink.
  var flow: Rate? { fresh(model?.recordsOut) ?? fresh(model?.recordsIn) }

  /// The whole chain where it fits, else its short name.
  private func name(width: Int) -> String {
    // Measured only where it may fit: the name of a SQL operator may have 100 kB.
    vertex.name.utf8.count <= width * 16 && CellWidth.of(vertex.name) <= width
      ? vertex.name : vertex.shortName
  }

  private var parallelism: CellText {
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

  private func share(_ share: KeyPath<Pressure, Ratio?>, high: Double, role: Role) -> CellText {
    job.cell(for: model?.pressure, at: now) { pressure in
      guard let ratio = pressure[keyPath: share] else { return .unknown }
      let isHigh = ratio.value >= high
      return CellText(Format.percent(ratio.value), isHigh ? role : .text, isBold: isHigh)
    }
  }
}
