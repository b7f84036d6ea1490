import StreamModel
import TerminalUI

extension DashboardState {
  /// The vertices of a job as a table with a cursor.
  func drawVertices(
    _ model: JobModel, _ screen: JobScreenState, in rect: Rect, frame: inout Frame
  ) {
    let vertices = listedVertices()
    guard !vertices.isEmpty else {
      drawReason(emptyText(model, .job(model.id)), in: rect, frame: &frame)
      return
    }
    let rows = rect.rows - 1
    let selected = vertices.firstIndex { $0.id == screen.vertex }
    let offset = Scrolling.offset(
      selected: selected, count: vertices.count, height: rows, current: screen.vertexOffset)
    drawVertexTable(
      vertices, of: model, order: (screen.vertexSort, screen.isReversed), offset: offset, in: rect,
      frame: &frame)
    if let selected, screen.pane == .vertices, selected >= offset, selected < offset + rows {
      let row = rect.row + 1 + selected - offset
      select(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), in: &frame)
    }
    drawMore(count: vertices.count, offset: offset, rows: rows, rect, in: &frame)
  }

  /// Vertices as a table with its head. `order` is the column sorted by, where there is a choice.
  func drawVertexTable(
    _ vertices: [Vertex], of model: JobModel, order: (column: VertexColumn, isReversed: Bool)?,
    offset: Int, in rect: Rect, frame: inout Frame
  ) {
    let placed = VertexColumn.place(
      width: rect.columns - 2, isHistory: cluster.capabilities.isHistoryServer)
    drawVerticesHead(placed, order, in: rect, frame: &frame)
    let culprits = Set(verdict(model.id).bottlenecks)
    for (line, vertex) in vertices.dropFirst(offset).prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + line
      let view = VertexRow(
        vertex: vertex, model: model.vertices[vertex.id], job: model,
        isCulprit: culprits.contains(vertex.id), charset: settings.charset, now: now)
      for column in placed {
        let kind = VertexColumn.allCases[column.index]
        if kind == .bar {
          drawPressureBar(
            view, column: rect.column + 1 + column.column, row: row, width: column.width,
            in: &frame)
        } else {
          drawCell(
            view.cell(kind, width: column.width), kind.spec, column, origin: rect.column + 1,
            row: row, in: &frame)
        }
      }
    }
  }

  private func drawVerticesHead(
    _ placed: [PlacedColumn], _ order: (column: VertexColumn, isReversed: Bool)?, in rect: Rect,
    frame: inout Frame
  ) {
    let charset = settings.charset
    for column in placed {
      let kind = VertexColumn.allCases[column.index]
      guard kind == .bar else {
        drawHead(
          kind.spec, column, isSorted: kind == order?.column,
          isReversed: order?.isReversed ?? false,
          origin: rect.column + 1, row: rect.row, in: &frame)
        continue
      }
      let fills = [
        Span("\(charset.busyFill) busy ", .busy),
        Span("\(charset.backpressuredFill) backpressured ", .backpressured),
        Span("\(charset.idleFill) idle", .idle),
      ]
      if fills.width <= column.width {
        frame.put(fills, column: rect.column + 1 + column.column, row: rect.row)
      }
    }
  }

  /// Three shares in three shades and three colours.
  private func drawPressureBar(
    _ view: VertexRow, column: Int, row: Int, width: Int, in frame: inout Frame
  ) {
    guard let pressure = view.pressure,
      pressure.busy != nil || pressure.backpressured != nil || pressure.idle != nil
    else { return }
    let charset = settings.charset
    let busy = pressure.busy?.value ?? 0
    let backpressured = pressure.backpressured?.value ?? 0
    // The worst subtask's shares may sum to more than a second (different subtasks): busy and backpressured
    // keep their length, idle is the rest.
    let counts = Bar.cells([busy, backpressured, max(0, 1 - busy - backpressured)], width: width)
    var end = column
    let fills = [charset.busyFill, charset.backpressuredFill, charset.idleFill]
    for (index, role) in [Role.busy, .backpressured, .idle].enumerated() {
      end += frame.put(
        String(repeating: fills[index], count: counts[index]), column: end, row: row,
        style: Style(view.isOld ? .dim : role))
    }
  }

  /// `3-12 of 40` on the lower edge of a pane that does not show all its rows.
  func drawMore(count: Int, offset: Int, rows: Int, _ rect: Rect, in frame: inout Frame) {
    guard count > rows, rows > 0 else { return }
    frame.putRight(
      [Span(" \(offset + 1)-\(min(count, offset + rows)) of \(count) ", .dim)],
      endColumn: rect.endColumn - 1, row: rect.endRow)
  }
}
