import StreamModel
import TerminalUI

extension DashboardState {
  func drawVertices(
    _ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    let vertices = listedVertices()
    guard !vertices.isEmpty else {
      frame.put(
        emptyText(model, .job(model.id)), column: rect.column + 1, row: rect.row,
        limit: rect.columns - 2, style: .dim)
      return
    }
    let placed = ColumnLayout.place(VertexColumn.allCases.map(\.spec), width: rect.columns - 2)
    drawVerticesHead(placed, screen, in: rect, frame: &frame)
    let rows = rect.rows - 1
    let selected = vertices.firstIndex { $0.id == screen.vertex }
    let offset = Scrolling.offset(
      selected: selected, count: vertices.count, height: rows, current: screen.vertexOffset)
    let culprits = Set(verdict(model.id).bottlenecks)
    for (line, vertex) in vertices.dropFirst(offset).prefix(rows).enumerated() {
      let row = rect.row + 1 + line
      let view = VertexRow(
        vertex: vertex, model: model.vertices[vertex.id], job: model,
        isCulprit: culprits.contains(vertex.id), charset: settings.charset, now: now)
      for column in placed {
        let kind = VertexColumn.allCases[column.index]
        if kind == .bar {
          drawPressureBar(
            view.pressure, column: rect.column + 1 + column.column, row: row, width: column.width,
            in: &frame)
        } else {
          drawCell(
            view.cell(kind, width: column.width), kind.spec, column, origin: rect.column + 1,
            row: row, in: &frame)
        }
      }
      if vertex.id == screen.vertex, screen.pane == .vertices {
        select(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), in: &frame)
      }
    }
    drawMore(count: vertices.count, offset: offset, rows: rows, rect, in: &frame)
  }

  private func drawVerticesHead(
    _ placed: [PlacedColumn], _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    let charset = settings.charset
    for column in placed {
      let kind = VertexColumn.allCases[column.index]
      guard kind == .bar else {
        drawHead(
          kind.spec, column, isSorted: kind == screen.vertexSort, isReversed: screen.isReversed,
          origin: rect.column + 1, row: rect.row, in: &frame)
        continue
      }
      let legend =
        column.width >= 28
        ? [
          Span("busy \(charset.busyFill) ", .busy),
          Span("backpressured \(charset.backpressuredFill) ", .backpressured),
          Span("idle", .idle),
        ]
        : [
          Span("busy \(charset.busyFill) ", .busy),
          Span("bp \(charset.backpressuredFill)", .backpressured),
        ]
      frame.put(
        legend, column: rect.column + 1 + column.column, row: rect.row, limit: column.width)
    }
  }

  /// Three shares in three shades and three colours, and the figure that matters behind them.
  func drawPressureBar(
    _ pressure: Pressure?, column: Int, row: Int, width: Int, in frame: inout Frame
  ) {
    guard let pressure,
      pressure.busy != nil || pressure.backpressured != nil || pressure.idle != nil
    else {
      frame.put("-", column: column, row: row, style: .dim)
      return
    }
    let charset = settings.charset
    let busy = pressure.busy?.value ?? 0
    let backpressured = pressure.backpressured?.value ?? 0
    let isPressed = backpressured > 0.5 && backpressured > busy
    let figure: String
    if pressure.busy == nil, !isPressed {
      figure = " busy -"
    } else {
      figure = " " + Format.percent(isPressed ? backpressured : busy)
    }
    let cells = max(0, width - 5)
    // The worst subtask's shares may sum to more than a second (different subtasks): busy and backpressured
    // keep their length, idle is the rest.
    let counts = Bar.cells([busy, backpressured, max(0, 1 - busy - backpressured)], width: cells)
    var end = column
    let fills = [charset.busyFill, charset.backpressuredFill, charset.idleFill]
    for (index, role) in [Role.busy, .backpressured, .idle].enumerated() {
      end += frame.put(
        String(repeating: fills[index], count: counts[index]), column: end, row: row,
        style: Style(role))
    }
    frame.put(
      figure, column: column + cells, row: row,
      limit: width - cells + (pressure.busy == nil ? 3 : 0),
      style: Style(isPressed ? .backpressured : busy >= 0.9 ? .busy : .text))
  }

  /// `3-12 of 40` on the lower edge of a pane that does not show all its rows.
  func drawMore(count: Int, offset: Int, rows: Int, _ rect: Rect, in frame: inout Frame) {
    guard count > rows, rows > 0 else { return }
    frame.putRight(
      [Span(" \(offset + 1)-\(min(count, offset + rows)) of \(count) ", .dim)],
      endColumn: rect.endColumn - 1, row: rect.endRow)
  }
}

/// One row of the vertices pane.
struct VertexRow {
  var vertex: Vertex
  var model: VertexModel?
  var job: JobModel
  var isCulprit: Bool
  var charset: Charset
  var now: Timestamp

  /// The shares, unless they are too old to say anything about now.
  var pressure: Pressure? { fresh(model?.pressure) }

  private func fresh<Value>(_ value: Observed<Value>?) -> Value? {
    guard let value, !job.state.isTerminal, now.since(value.receivedAt) <= JobRow.hideAfter else {
      return nil
    }
    return value.value
  }

  func cell(_ column: VertexColumn, width: Int) -> CellText {
    switch column {
    case .severity:
      if vertex.state == .failed {
        return CellText(String(charset.critical), .critical, isBold: true)
      }
      return isCulprit ? CellText(String(charset.warning), .warning, isBold: true) : CellText(" ")
    case .name: return CellText(name(width: width), isCulprit ? .warning : .title)
    case .parallelism: return parallelism
    case .bar: return CellText("")
    case .recordsIn: return rate(vertex.isSource ? nil : model?.recordsIn)
    case .recordsOut: return rate(model?.recordsOut)
    case .trend:
      let values = (model?.recordsSeries ?? Series()).buckets(
        count: width, span: .seconds(300), endingAt: now)
      return CellText(Sparkline.text(values, scale: .fromZero, charset: charset), .graph)
    case .skew:
      guard let skew = model?.skewPercent, pressure != nil else { return .unknown }
      return CellText(Format.percent(skew / 100), skew >= 50 ? .warning : .text)
    }
  }

  /// Records per second through the vertex: out, or in where it is a sink.
  var flow: Rate? { fresh(model?.recordsOut) ?? fresh(model?.recordsIn) }

  /// The whole chain where it fits, else its short name.
  private func name(width: Int) -> String {
    CellWidth.of(vertex.name) <= width ? vertex.name : vertex.shortName
  }

  private var parallelism: CellText {
    let running = vertex.tasks[.running] + vertex.tasks[.finished]
    if running == vertex.parallelism || job.state.isTerminal {
      return CellText(String(vertex.parallelism))
    }
    return CellText("\(running)/\(vertex.parallelism)", .warning)
  }

  private func rate(_ rate: Observed<Rate>?) -> CellText {
    fresh(rate).map { CellText(Format.count($0.perSecond)) } ?? .unknown
  }
}
