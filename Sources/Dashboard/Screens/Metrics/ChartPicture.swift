import MetricExpressions
import StreamModel
import TerminalUI

/// One chart on its way into a rectangle of the screen.
struct ChartPicture: ContextReader {
  var context: Context
  var chart: BoardChart
  var isSelected: Bool

  private var charset: Charset { settings.charset }

  func draw(in rect: Rect, frame: inout Frame) {
    let reading = reading(of: chart)
    drawTitle(reading, in: rect, frame: &frame)
    guard rect.rows > 1 else { return }
    drawFigures(reading, in: rect, frame: &frame)
    let plot = rect.inset(top: 2)
    if let note = reading.note {
      let lines = Wrapping.lines(
        note, width: plot.columns - 2, limit: plot.rows, isASCII: charset.isASCII)
      for (index, line) in lines.enumerated() {
        frame.put(line, column: plot.column + 1, row: plot.row + index, style: .dim)
      }
    } else if plot.rows > 0, plot.columns > 12 {
      drawPlot(reading, in: plot, frame: &frame)
    }
  }

  private func drawTitle(_ reading: ChartReading, in rect: Rect, frame: inout Frame) {
    switch chart {
    case .metric(let chart): drawTitle(of: chart, reading, in: rect, frame: &frame)
    case .formula(let formula): drawTitle(of: formula, in: rect, frame: &frame)
    }
  }

  private var sign: String { isSelected ? String(charset.selected) : " " }

  private func styled(_ name: String) -> Span {
    Span(name, isSelected ? .accent : .title, isBold: isSelected)
  }

  /// `▌backlog > 1000 *    SUBTRACT(SUM(TS(orders, …`, or without a name the beginning of the text.
  private func drawTitle(of formula: FormulaChart, in rect: Rect, frame: inout Frame) {
    let text = SafeText.plain(formula.expression.description)
    var words =
      formula.limit.map { limit in
        " \(limit.isUpper ? ">" : "<") \(formula.unit.text(limit.value, clock: settings.clock))"
      } ?? ""
    if formula.isColumn { words += " column" }
    if formula.isPinned { words += " *" }
    let room = max(4, rect.columns - 2 - CellWidth.of(words))
    let name = CellWidth.truncate(
      formula.name.map(SafeText.plain) ?? text, to: formula.name == nil ? room : room * 3 / 5,
      isASCII: charset.isASCII)
    let used = frame.put(
      [Span(sign, .accent), styled(name), Span(words, .dim)],
      column: rect.column, row: rect.row, limit: rect.columns - 1, charset: charset)
    guard formula.name != nil else { return }
    let shown = CellWidth.truncate(
      text, to: max(0, rect.columns - used - 2), isASCII: charset.isASCII)
    frame.put(
      shown, column: rect.endColumn - CellWidth.of(shown), row: rect.row, style: .dim)
  }

  /// `▌numRecordsIn sum per second *    fraud score`.
  private func drawTitle(
    of chart: MetricChart, _ reading: ChartReading, in rect: Rect, frame: inout Frame
  ) {
    let place = text(chart.place)
    let placeRoom = min(CellWidth.of(SafeText.plain(place)), rect.columns * 2 / 5)
    var words = cluster.traits.metricNotes[chart.id].map { "  \($0.title)" } ?? ""
    if reading.isSummarised { words += " \(chart.summary.word)" }
    if chart.isRate { words += " per second" }
    if chart.isPinned { words += " *" }
    // The end of an id is what tells it apart: a title that leaves no room for it is left out.
    if CellWidth.of(words) + CellWidth.of(chart.id) > rect.columns - 3 - placeRoom, !words.isEmpty,
      cluster.traits.metricNotes[chart.id] != nil
    {
      words = chart.isRate ? " per second" : ""
    }
    let room = rect.columns - 2 - placeRoom - CellWidth.of(words)
    let id = Substring.ending(chart.id, width: max(4, room), isASCII: charset.isASCII)
    frame.put(
      [
        Span(sign, .accent), styled(id), Span(words, .dim),
      ], column: rect.column, row: rect.row, limit: rect.columns - placeRoom - 1, charset: charset)
    let shown = CellWidth.truncate(place, to: placeRoom, isASCII: charset.isASCII)
    frame.put(
      shown, column: rect.endColumn - CellWidth.of(shown), row: rect.row, style: .dim)
  }

  /// `8.8k/s   min 7.1k/s   max 9.0k/s`.
  private func drawFigures(_ reading: ChartReading, in rect: Rect, frame: inout Frame) {
    func text(_ value: Double?) -> String {
      value.map { reading.unit.text($0, clock: settings.clock) } ?? "-"
    }
    var spans: [Span] = [Span(" ")]
    let start = now.advanced(by: .zero - context.board.window.duration)
    let values = reading.samples.lazy.filter { $0.at >= start }.map(\.value)
    if !reading.parts.isEmpty {
      spans += partSpans(reading)
    } else if let plain = reading.text {
      spans.append(Span(SafeText.plain(plain), .text))
    } else {
      let role: Role = reading.isOld ? .dim : reading.isAlarming ? .warning : .text
      spans.append(Span(text(reading.last?.value), role, isBold: true))
    }
    if let age = reading.age, reading.isOld {
      spans.append(Span("  \(Format.age(age)) ago", .warning))
    }
    if let least = values.min(), let most = values.max() {
      spans.append(Span("  min ", .dim))
      spans.append(Span(text(least)))
      spans.append(Span("  max ", .dim))
      spans.append(Span(text(most)))
    }
    frame.put(spans, column: rect.column, row: rect.row + 1, limit: rect.columns, charset: charset)
  }

  /// `4 series  least 12 map/3  most 1.2k map/0`.
  private func partSpans(_ reading: ChartReading) -> [Span] {
    let (count, most) = (reading.parts.count, Self.mostLines)
    var spans = [Span("\(count) series\(count > most ? ", \(most) drawn" : "")", .dim)]
    func add(_ word: String, _ part: (name: String, last: Series.Sample)?) {
      guard let part else { return }
      let role: Role = reading.isOld ? .dim : reading.isAlarming ? .warning : .text
      spans.append(Span("  \(word) ", .dim))
      spans.append(
        Span(reading.unit.text(part.last.value, clock: settings.clock), role, isBold: true))
      spans.append(Span(" \(SafeText.plain(part.name))"))
    }
    add("most", reading.parts.max { $0.last.value < $1.last.value })
    add("least", reading.parts.min { $0.last.value < $1.last.value })
    return spans
  }

  private func drawPlot(_ reading: ChartReading, in rect: Rect, frame: inout Frame) {
    guard let least = reading.samples.map(\.value).min(),
      let most = reading.samples.map(\.value).max()
    else { return }
    let hasTimes = rect.rows > 3
    let rows = rect.rows - (hasTimes ? 1 : 0)
    let scale = ChartScale(
      least: least, greatest: most, ticks: max(2, (rows + 1) / 3), steps: reading.unit.steps)
    let labels = scale.ticks.map { reading.unit.text($0, clock: settings.clock) }
    let width = min(rect.columns / 3, labels.map { CellWidth.of($0) }.max() ?? 0)
    let plot = Rect(
      column: rect.column + 1 + width + 1, row: rect.row, columns: rect.columns - width - 2,
      rows: rows)
    for row in 0..<rows {
      frame.put(
        String(charset.vertical), column: plot.column - 1, row: plot.row + row, style: .border)
    }
    for (tick, label) in zip(scale.ticks, labels) {
      let row = plot.endRow - 1 - Int((scale.share(tick) * Double(rows - 1)).rounded())
      frame.putRight(
        [Span(CellWidth.truncate(label, to: width, isASCII: charset.isASCII), .dim)],
        endColumn: plot.column - 1, row: row)
    }
    let lines = LineChart(lines: points(reading), scale: scale).lines(
      columns: plot.columns, rows: rows, style: context.board.style(charset))
    for (index, line) in lines.enumerated() {
      frame.put(line, column: plot.column, row: plot.row + index, style: Style(.graph))
    }
    if hasTimes { drawTimes(below: plot, in: &frame) }
  }

  /// More lines than this can't be told apart: the rest are in the figures only.
  private static let mostLines = 32

  private func points(_ reading: ChartReading) -> [[[PlotPoint]]] {
    let span = Double(context.board.window.duration.wholeMilliseconds)
    let end = Double(now.milliseconds)
    return reading.lines.prefix(Self.mostLines).map { line in
      line.map { run in
        run.map { sample in
          PlotPoint(x: min(1, 1 - (end - Double(sample.at.milliseconds)) / span), y: sample.value)
        }
      }
    }
  }

  /// `└-15m──────-7m 30s──────now`.
  private func drawTimes(below plot: Rect, in frame: inout Frame) {
    let row = plot.endRow
    let corner = charset.isASCII ? "+" : "└"
    frame.put(
      corner + String(repeating: charset.horizontal, count: plot.columns),
      column: plot.column - 1, row: row, style: Style(.border))
    let window = context.board.window.duration
    let words = ["-\(Format.interval(window))", "-\(Format.interval(window / 2))", "now"]
    let last = CellWidth.of(words[2])
    frame.put(words[0], column: plot.column, row: row, style: .dim)
    if plot.columns > 30 {
      frame.put(
        words[1], column: plot.column + (plot.columns - CellWidth.of(words[1])) / 2, row: row,
        style: .dim)
    }
    frame.put(words[2], column: plot.endColumn - last, row: row, style: .dim)
  }
}

extension Style {
  fileprivate static let border = Style(.border)
}

extension MetricSummary {
  var word: String {
    switch self {
    case .sum: "sum"
    case .largest: "max"
    case .mean: "mean"
    case .smallest: "min"
    }
  }
}
