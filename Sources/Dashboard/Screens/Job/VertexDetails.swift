import StreamModel
import TerminalUI

extension ScreenPicture<JobScreen> {
  /// Everything known of one vertex, in a box over the screen.
  func drawVertexDetails(_ vertex: Vertex, of job: JobModel, in frame: inout Frame) {
    let width = min(100, size.columns - 4)
    var lines = vertexLines(vertex, of: job, width: width - 4)
    let most = size.rows - 6
    // Where rows are scarce blank ones go first; what is left out even so is counted.
    if lines.count > most { lines.removeAll(where: \.isEmpty) }
    if lines.count > most {
      let hidden = lines.count - most + 1
      lines = lines.prefix(most - 1) + [[Span("\(hidden) more lines on a higher terminal", .dim)]]
    }
    let rows = lines.count + 2
    let rect = Rect(
      column: (size.columns - width) / 2, row: max(2, (size.rows - rows) / 2), columns: width,
      rows: rows)
    frame.fill(rect, style: Style(.dialog))
    let inside = Box.draw(
      rect, title: vertex.shortName, remark: "Esc closes", isFocused: true,
      charset: settings.charset, in: &frame)
    for (index, line) in lines.enumerated() {
      frame.put(
        line, column: inside.column + 1, row: inside.row + index, limit: inside.columns - 2,
        charset: settings.charset)
    }
  }

  private func vertexLines(_ vertex: Vertex, of job: JobModel, width: Int) -> [[Span]] {
    let model = job.vertices[vertex.id]
    var lines: [[Span]] = []
    // The title has the short name.
    if vertex.name != vertex.shortName {
      lines = Wrapping.lines(
        vertex.name, width: width, limit: 4, isASCII: settings.charset.isASCII
      ).map { [Span($0, .title)] }
      lines.append([])
    }
    func field(_ label: String, _ value: String, _ role: Role = .text) {
      let padded = label + String(repeating: " ", count: max(1, 16 - label.count))
      lines.append([Span(padded, .dim), Span(value, role)])
    }
    let tasks = vertex.tasks.byState.sorted { $0.key.name < $1.key.name }
      .map { "\($0.value) \($0.key.name.lowercased())" }.joined(separator: ", ")
    let later = job.detail.flatMap { told in
      vertex.state.isTerminal
        ? nil : cluster.laterWord(on: job.id, than: told.receivedAt, began: vertex.startTime)
    }
    let state = vertex.state.whole(later)
    field(
      "state", "\(state.text)   subtasks: \(tasks)" + (later.map { "   (\($0.of))" } ?? ""),
      state.role)
    let most = vertex.maxParallelism.map { " of at most \($0)" } ?? ""
    field("parallelism", vertex.parallelism.map { "\($0)\(most)" } ?? "- (not decided yet)")
    func names(_ ids: [VertexID]) -> String {
      ids.compactMap { job.vertex($0)?.shortName }.joined(separator: ", ")
    }
    if !vertex.inputs.isEmpty {
      let inputs = vertex.inputs.map { edge in
        (job.vertex(edge.from)?.shortName ?? "?")
          + (edge.shipStrategy.map { " (\($0.lowercased()))" } ?? "")
      }
      field("from", inputs.joined(separator: ", "))
    }
    let outputs = (job.detail?.value.vertices ?? []).filter { downstream in
      downstream.inputs.contains { $0.from == vertex.id }
    }
    if !outputs.isEmpty { field("to", names(outputs.map(\.id))) }
    lines.append([])
    pressureLines(model, field)
    rateLines(model, field)
    watermarkLines(model, field)
    return lines
  }

  private typealias Field = (String, String, Role) -> Void

  private func pressureLines(_ model: VertexModel?, _ field: Field) {
    func shares(_ pressure: Pressure) -> String {
      func text(_ ratio: Ratio?) -> String { ratio.map { Format.percent($0.value) } ?? "-" }
      return "busy \(text(pressure.busy))   backpressured \(text(pressure.backpressured))"
        + "   idle \(text(pressure.idle))"
    }
    if let load = model?.load {
      func range(_ aggregate: SubtaskAggregate?) -> String {
        guard let aggregate else { return "-" }
        return [aggregate.min, aggregate.average, aggregate.max].map { Format.fixed($0, 0) }
          .joined(separator: " / ")
      }
      field("busy ms/s", range(load.value.busy) + "   (min / average / max subtask)", .text)
      field("backpr. ms/s", range(load.value.backpressured), .text)
      field("idle ms/s", range(load.value.idle), .text)
      field("read", "\(Format.age(now.since(load.receivedAt))) ago", .dim)
    }
    if let average = model?.averagePressure {
      field("average", shares(average.value), .text)
    }
  }

  private func rateLines(_ model: VertexModel?, _ field: Field) {
    func text(_ rate: Observed<Rate>?) -> String {
      rate.map { Format.count($0.value.perSecond) + "/s" } ?? "-"
    }
    func size(_ rate: Observed<Rate>?) -> String {
      rate.map { Format.bytes($0.value.perSecond) + "/s" } ?? "-"
    }
    field("records", "in \(text(model?.recordsIn))   out \(text(model?.recordsOut))", .text)
    field("bytes", "in \(size(model?.bytesIn))   out \(size(model?.bytesOut))", .text)
    if let skew = model?.skewPercent {
      field("skew", "\(Format.percent(skew / 100)) of records in, over subtasks", .text)
    }
  }

  private func watermarkLines(_ model: VertexModel?, _ field: Field) {
    guard let watermarks = model?.watermarks?.value else { return }
    func text(_ watermark: Watermark) -> String {
      switch watermark {
      case .none: "none yet"
      case .finished: "input ended"
      case .at(let time): settings.clock.full(time)
      }
    }
    field("watermark", "lowest \(text(watermarks.lowest))", .text)
    field("", "highest \(text(watermarks.highest))", .text)
    if watermarks.subtasksWithoutWatermark > 0 {
      field(
        "", "\(watermarks.subtasksWithoutWatermark) of \(watermarks.subtasks) subtasks have none",
        .warning)
    }
    if let since = model?.watermarkStuckSince {
      field("", "has not moved since \(settings.clock.brief(since, now: now))", .warning)
    }
  }
}
