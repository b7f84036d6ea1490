import StreamModel
import TerminalUI

/// Where the charts of the Metrics screen lie.
struct MetricsLayout {
  /// Side by side.
  var columns: Int
  var rects: [Rect]

  init(_ size: Size, charts count: Int) {
    let body = ScreenLayout(size).body
    columns =
      switch count {
      case ...1: 1
      case 2: size.columns >= 120 ? 2 : 1
      case ..<5: 2
      default: size.columns >= 150 ? 3 : 2
      }
    if size.columns < 60 { columns = 1 }
    let rows = max(1, (count + columns - 1) / columns)
    rects = (0..<count).map { [columns] index in
      let (row, column) = (index / columns, index % columns)
      let left = body.columns * column / columns
      let right = body.columns * (column + 1) / columns
      let top = body.rows * row / rows
      let bottom = body.rows * (row + 1) / rows
      // A column apart from its neighbour.
      return Rect(
        column: body.column + left, row: body.row + top,
        columns: right - left - 1, rows: bottom - top)
    }
  }
}

extension ScreenPicture<MetricsScreen> {
  /// What keeps us from the cluster, else what is chosen from, and how much of it is shown.
  func drawHead(in frame: inout Frame) {
    if let troubleSpans { return drawHeadLines([troubleSpans], in: &frame) }
    let board = context.board
    let sources = metricSources(of: screen.subject)
    let name = sources.first.flatMap { place(of: $0) }.map { text($0) } ?? "-"
    let style = board.style(settings.charset)
    drawHeadLines(
      [
        [
          Span("\(board.charts.count) of \(MetricBoard.limit) charts", .title),
          Span("   \(board.window.text)   \(style.rawValue)", .dim),
          Span("   / chooses from those of ", .dim), Span(SafeText.plain(name)),
        ]
      ], in: &frame)
  }

  func draw(in frame: inout Frame) {
    let board = context.board
    guard !board.charts.isEmpty else {
      return drawReason(
        "No metric is chosen yet: / lists those of what this screen was opened for.",
        in: ScreenLayout(size).body.inset(left: 1, top: 1), frame: &frame)
    }
    if screen.isZoomed, board.charts.indices.contains(screen.selected) {
      let chart = board.charts[screen.selected]
      return ChartPicture(context: context, chart: chart, isSelected: true).draw(
        in: MetricsLayout(size, charts: 1).rects[0], frame: &frame)
    }
    let layout = MetricsLayout(size, charts: board.charts.count)
    for (index, chart) in board.charts.enumerated() {
      ChartPicture(context: context, chart: chart, isSelected: index == screen.selected).draw(
        in: layout.rects[index], frame: &frame)
    }
  }
}
