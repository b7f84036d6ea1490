import StreamModel
import TerminalUI

/// The table of the watermarks pane: lag and spread of each vertex.
enum WatermarkTable {
  static let table = Table<VertexRow, VertexID>(
    columns: [
      TableColumn(
        "name", ColumnSpec("VERTEX", minimum: 14, maximum: 40), canBeHidden: false,
        cell: { row, _ in CellText(row.vertex.shortName, .title) },
        key: { .text($0.vertex.name.lowercased()) }),
      TableColumn(
        "lag", ColumnSpec("LAG", minimum: 8, alignment: .right),
        cell: { row, _ in row.watermarkLag }, key: { .duration($0.shownWatermarkLag) }),
      TableColumn(
        "spread", ColumnSpec("SPREAD", minimum: 8, alignment: .right, dropOrder: 1),
        cell: { row, _ in row.watermarkSpread }, key: { .duration($0.shownSpread) }),
      TableColumn(
        "trend", ColumnSpec("15 min", minimum: 8, maximum: 60, dropOrder: 2),
        cell: { $0.lagCourse(width: $1) }, key: { .duration($0.shownWatermarkLag) }),
      // The order is the way a watermark travels.
    ], givenOrder: "in plan order", id: { $0.vertex.id },
    searched: { [$0.vertex.name, $0.vertex.id.text, $0.vertex.state.name] })
}

extension VertexRow {
  fileprivate var watermarkLag: CellText {
    job.cell(for: model?.watermarks, at: now) { watermarks in
      switch watermarks.lowest {
      case .none: return CellText("none yet", .dim)
      case .finished: return CellText("ended", .dim)
      case .at:
        guard model?.watermarkLag != nil else { return .unknown }
        return CellText(lagText, model?.watermarkStuckSince == nil ? .text : .warning)
      }
    }
  }

  /// The lag, unless its cell shows none.
  fileprivate var shownWatermarkLag: Duration? {
    guard case .at = job.shown(model?.watermarks, at: now)?.lowest else { return nil }
    return model?.watermarkLag?.value
  }

  fileprivate var watermarkSpread: CellText {
    job.cell(for: model?.watermarks, at: now) { .duration(spread(of: $0)) }
  }

  fileprivate var shownSpread: Duration? {
    job.shown(model?.watermarks, at: now).flatMap { spread(of: $0) }
  }

  /// The difference between the highest and the lowest subtask.
  private func spread(of watermarks: VertexWatermarks) -> Duration? {
    guard case .at(let lowest) = watermarks.lowest, case .at(let highest) = watermarks.highest
    else { return nil }
    return highest.since(lowest)
  }

  /// The lag of a quarter of an hour as a line.
  fileprivate func lagCourse(width: Int) -> CellText {
    let values = (model?.lagSeries ?? Series()).buckets(
      count: width, span: .seconds(900), endingAt: now)
    return CellText(Sparkline.text(values, scale: .change, charset: charset), .graph)
  }
}
