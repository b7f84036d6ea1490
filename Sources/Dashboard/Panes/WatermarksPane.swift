import StreamModel
import TerminalUI

extension DashboardState {
  /// Vertices that the watermarks pane lists: plan order, which is the way a watermark travels.
  func watermarkOrder(of model: JobModel) -> [VertexID] {
    model.detail?.value.vertices.map(\.id) ?? []
  }

  /// Lag and spread of each vertex, in plan order.
  func drawWatermarks(
    _ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    let vertices = model.detail?.value.vertices ?? []
    guard !vertices.isEmpty else {
      drawReason(emptyText(model, .job(model.id)), in: rect, frame: &frame)
      return
    }
    let specs = [
      ColumnSpec("VERTEX", minimum: 14, maximum: 40),
      ColumnSpec("LAG", minimum: 8, alignment: .right),
      ColumnSpec("SPREAD", minimum: 8, alignment: .right, dropOrder: 1),
      ColumnSpec("15 min", minimum: 8, maximum: 60, dropOrder: 2),
    ]
    let placed = ColumnLayout.place(specs, width: rect.columns - 2)
    for column in placed {
      drawHead(
        specs[column.index], column, isSorted: false, isReversed: false, origin: rect.column + 1,
        row: rect.row, in: &frame)
    }
    let rows = rect.rows - 1
    let selected = vertices.firstIndex { $0.id == screen.vertex }
    let offset = Scrolling.offset(
      selected: selected, count: vertices.count, height: rows, current: screen.watermarkOffset)
    for (line, vertex) in vertices.dropFirst(offset).prefix(rows).enumerated() {
      let row = rect.row + 1 + line
      let vertexModel = model.vertices[vertex.id]
      for column in placed {
        let cell: CellText =
          switch column.index {
          case 0: CellText(vertex.shortName, .title)
          case 1: lagCell(vertexModel, of: model)
          case 2: spreadCell(vertexModel, of: model)
          default:
            CellText(
              Sparkline.text(
                (vertexModel?.lagSeries ?? Series()).buckets(
                  count: column.width, span: .seconds(900), endingAt: now),
                scale: .change, charset: settings.charset), .graph)
          }
        drawCell(
          cell, specs[column.index], column, origin: rect.column + 1, row: row, in: &frame)
      }
      if vertex.id == screen.vertex, screen.pane == .watermarks {
        select(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), in: &frame)
      }
    }
    drawMore(count: vertices.count, offset: offset, rows: rows, rect, in: &frame)
  }

  private func lagCell(_ vertex: VertexModel?, of model: JobModel) -> CellText {
    model.cell(for: vertex?.watermarks, at: now) { watermarks in
      switch watermarks.lowest {
      case .none: return CellText("none yet", .dim)
      case .finished: return CellText("ended", .dim)
      case .at:
        guard let lag = vertex?.watermarkLag?.value else { return .unknown }
        let isStuck = vertex?.watermarkStuckSince != nil
        return CellText(Format.duration(lag), isStuck ? .warning : .text)
      }
    }
  }

  /// The difference between the highest and the lowest subtask.
  private func spreadCell(_ vertex: VertexModel?, of model: JobModel) -> CellText {
    model.cell(for: vertex?.watermarks, at: now) { watermarks in
      guard case .at(let lowest) = watermarks.lowest, case .at(let highest) = watermarks.highest
      else { return .unknown }
      return CellText(Format.duration(highest.since(lowest)))
    }
  }
}
