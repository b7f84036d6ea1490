import StreamModel
import TerminalUI

/// What a chart has to show now.
struct ChartReading {
  var unit: MetricUnit
  /// Of each line runs of what is known within the window, with no gap in any of them; the last before it included.
  var lines: [[[Series.Sample]]] = []
  /// How old the last answer is; nil where there was none.
  var age: Duration?
  /// The figure as it came last, where it is no number.
  var text: String?
  /// Why there is nothing to show.
  var note: String?
  /// Whose each of several lines is, with its last value; empty where there is one line.
  var parts: [(name: String, last: Series.Sample)] = []
  /// What should be seen of the figure at once.
  var isAlarming = false
  /// The metric is told of several things together, so that one of four figures is shown.
  var isSummarised = false

  var runs: [[Series.Sample]] { Array(lines.joined()) }
  var samples: some Sequence<Series.Sample> { runs.lazy.joined() }
  var last: Series.Sample? { runs.last?.last }
  /// Something was expected meanwhile and did not come.
  var isOld: Bool { age.map { $0 > Series.longestStep } ?? false }
}

extension ContextReader {
  func reading(of chart: BoardChart) -> ChartReading {
    switch chart {
    case .metric(let chart): reading(of: chart)
    case .formula(let chart): reading(of: chart)
    }
  }

  private func reading(of formula: FormulaChart) -> ChartReading {
    var reading = ChartReading(unit: formula.unit)
    guard let told = context.board.formulas[formula.expression] else {
      reading.note = "Waiting for the first answer."
      return reading
    }
    reading.note = told.note
    reading.age = told.receivedAt.map { now.since($0) }
    reading.isAlarming = context.crossing(of: formula) != nil
    let start = now.advanced(by: .zero - context.board.window.duration)
    for line in told.lines {
      let runs = line.runs.compactMap { Self.part(of: $0, since: start) }
      guard let last = runs.last?.last else { continue }
      reading.lines.append(runs)
      if told.lines.count > 1 { reading.parts.append((line.instance ?? "-", last)) }
    }
    if reading.runs.isEmpty, reading.note == nil {
      reading.note = "Nothing is known of the last \(window)."
    }
    return reading
  }

  /// What goes on into the window is drawn from its edge on.
  private static func part(of run: [Series.Sample], since start: Timestamp) -> [Series.Sample]? {
    let first = run.firstIndex { $0.at >= start }
    return first.map { Array(run[max(0, $0 - 1)...]) }
  }

  private func reading(of chart: MetricChart) -> ChartReading {
    let unit = MetricUnit(chart.id, in: cluster.traits)
    var reading = ChartReading(unit: chart.isRate ? unit.rate.unit : unit)
    switch standing(of: chart) {
    case .missing(let reason): reading.note = reason
    case .awaited: reading.note = "Waiting for what it is a part of."
    case .there(let source):
      reading.isSummarised = source.isAggregated
      guard let track = cluster.metricTracks[source, chart.id] else {
        reading.note = absence(of: chart.id, source)
        break
      }
      reading.age = now.since(track.receivedAt)
      if case .single(let text, nil) = track.last, text != MetricReading.unknown {
        reading.text = text
      }
      let runs = Self.runs(of: track, chart, unit, holdingFor: longestBoardStep)
      let start = now.advanced(by: .zero - context.board.window.duration)
      reading.lines = [runs.compactMap { Self.part(of: $0, since: start) }]
      if reading.runs.isEmpty, reading.text == nil {
        reading.note =
          chart.isRate && reading.age.map({ $0 < Series.longestStep }) == true
          ? "A rate takes two steps of the metrics." : "Nothing is known of the last \(window)."
      }
    }
    return reading
  }

  private var window: String { context.board.window.text }

  private static func runs(
    of track: MetricTrack, _ chart: MetricChart, _ unit: MetricUnit, holdingFor hold: Duration
  ) -> [[Series.Sample]] {
    let series = track.series(chart.summary)
    guard chart.isRate else {
      return series.segments(holdingFor: hold).flatMap { run in
        run.split { !unit.isKnown($0.value, of: chart.id) }.map(Array.init)
      }
    }
    let factor = unit.rate.factor
    guard factor != 1 else { return series.rateSegments(holdingFor: hold) }
    return series.rateSegments(holdingFor: hold).map { run in
      run.map { Series.Sample(at: $0.at, value: $0.value * factor) }
    }
  }

  /// Why nothing came of a metric.
  private func absence(of id: String, _ source: MetricSource) -> String {
    if id.contains(",") { return "An id with a comma can't be asked for." }
    let same = boardQuestions.first {
      ($0.base as? MetricValuesQuestion).map { $0.source == source } ?? false
    }
    guard let question = same?.base as? MetricValuesQuestion else { return "" }
    if cluster.failing[question] != nil || isPaused { return waitingText(question) }
    guard let told = cluster.answers[question]?.value else { return waitingText(question) }
    return told.isEmpty
      ? "There are no metrics of it now." : "There is no metric of that name."
  }
}

extension Substring {
  /// The end of a text that is too long, as what tells ids apart stands there.
  static func ending(_ text: String, width: Int, isASCII: Bool) -> String {
    let plain = SafeText.plain(text)
    guard CellWidth.of(plain) > width else { return plain }
    var kept = Substring(plain)
    while !kept.isEmpty, CellWidth.of(kept) >= width { kept.removeFirst() }
    return (isASCII ? "~" : "…") + kept
  }
}
