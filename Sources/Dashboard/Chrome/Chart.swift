import StreamModel
import TerminalUI

/// One labelled sparkline with the values at its ends.
struct Chart {
  var label: String
  var series: Series
  var span: Duration
  var scale: Sparkline.Scale
  var role: Role
  var format: (Double) -> String
}

extension ContextReader {
  /// The four figures whose course says most about a job.
  func jobCharts(_ job: JobModel) -> [Chart] {
    let span = Duration.seconds(900)
    return [
      Chart(
        label: "lag", series: job.lagSeries, span: span, scale: .change, role: .graph,
        format: { Format.duration(seconds: $0) }),
      Chart(
        label: "out/s", series: job.recordsOutSeries, span: span, scale: .fromZero, role: .graph,
        format: { Format.count($0) }),
      Chart(
        label: "busy", series: job.busySeries, span: span, scale: .fixed(0, 1), role: .busy,
        format: { Format.percent($0) }),
      Chart(
        label: "backp.", series: job.backpressuredSeries, span: span, scale: .fixed(0, 1),
        role: .backpressured, format: { Format.percent($0) }),
    ]
  }

  /// The course of a job as sparklines with first and last value: two beside each other where there is room, and as many
  /// as there are rows for.
  func drawJobCharts(_ job: JobModel, in rect: Rect, frame: inout Frame) {
    let isWide = rect.columns >= 98
    let half = isWide ? rect.columns / 2 - 1 : rect.columns
    for (index, chart) in jobCharts(job).enumerated() {
      let line = isWide ? index / 2 : index
      guard line < rect.rows else { break }
      let column = rect.column + (isWide && index % 2 == 1 ? rect.columns / 2 : 0)
      drawChart(chart, column: column, row: rect.row + line, width: half, in: &frame)
    }
  }

  /// Draws `lag   ▁▂▃▅▇  0.8s → 2m 05s`; nothing but a dash where there is no sample yet.
  func drawChart(_ chart: Chart, column: Int, row: Int, width: Int, in frame: inout Frame) {
    let labelWidth = 8
    let valueWidth = 20
    frame.put(
      chart.label, column: column, row: row, limit: labelWidth, style: .dim,
      charset: settings.charset)
    let cells = min(60, width - labelWidth - valueWidth)
    guard cells >= 8 else { return }
    let start = now.advanced(by: .zero - chart.span)
    let visible = chart.series.samples.filter { $0.at >= start }
    guard let first = visible.first, let last = visible.last else {
      frame.put("-", column: column + labelWidth, row: row, style: .dim)
      return
    }
    // A short history is stretched over the room there is, and says how long it is.
    let shownSpan = min(chart.span, max(.seconds(60), now.since(first.at)))
    let values = chart.series.buckets(count: cells, span: shownSpan, endingAt: now)
    frame.put(
      Sparkline.text(values, scale: chart.scale, charset: settings.charset),
      column: column + labelWidth, row: row, style: Style(chart.role))
    let ends = "\(chart.format(first.value)) \(settings.charset.arrow) \(chart.format(last.value))"
    let end = column + labelWidth + cells + 1
    let used = frame.put(
      ends, column: end, row: row, limit: valueWidth - 1, style: .text, charset: settings.charset)
    let length = " " + Format.age(shownSpan).split(separator: " ")[0]
    if used + CellWidth.of(length) <= valueWidth - 1 {
      frame.put(length, column: end + used, row: row, style: .dim)
    }
  }
}
