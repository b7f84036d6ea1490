package import StreamModel

/// One chart of the board.
package enum BoardChart: Hashable, Sendable {
  case metric(MetricChart)
  case formula(FormulaChart)

  package init(
    _ place: MetricPlace, _ id: String, summary: MetricSummary? = nil, isRate: Bool? = nil,
    isPinned: Bool = false, chosen: MetricSource? = nil
  ) {
    self = .metric(
      MetricChart(
        place, id, summary: summary, isRate: isRate, isPinned: isPinned, chosen: chosen))
  }

  /// It is there again when the program is started the next time.
  package var isPinned: Bool {
    get {
      switch self {
      case .metric(let chart): chart.isPinned
      case .formula(let chart): chart.isPinned
      }
    }
    set {
      switch self {
      case .metric(var chart):
        chart.isPinned = newValue
        self = .metric(chart)
      case .formula(var chart):
        chart.isPinned = newValue
        self = .formula(chart)
      }
    }
  }

  /// Does nothing to an expression.
  mutating func changeMetric(_ change: (inout MetricChart) -> Void) {
    guard case .metric(var chart) = self else { return }
    change(&chart)
    self = .metric(chart)
  }

  var metric: MetricChart? { if case .metric(let chart) = self { chart } else { nil } }
  var formula: FormulaChart? { if case .formula(let chart) = self { chart } else { nil } }

  /// True where both show the same.
  func isSame(as other: BoardChart) -> Bool {
    switch (self, other) {
    case (.metric(let one), .metric(let other)): one.isSame(as: other)
    case (.formula(let one), .formula(let other)): one.expression == other.expression
    default: false
    }
  }
}

/// Whose metric a chart shows, by names that mean something at any cluster and after any restart.
package enum MetricPlace: Hashable, Sendable {
  case job(String)
  case vertex(job: String, vertex: String)
  case subtask(job: String, vertex: String, index: Int)
  case coordinator(job: String, vertex: String)
  case controller
  case worker(String)
  case workers
}

/// A metric of one thing, as a chart.
package struct MetricChart: Hashable, Sendable {
  package var place: MetricPlace
  package var id: String
  /// Which figure, of a metric that is told of several things together.
  package var summary: MetricSummary
  /// What only grows is shown as its rise per second.
  package var isRate: Bool
  /// It is there again when the program is started the next time.
  package var isPinned = false
  /// The very thing that it was chosen for, for as long as that is there; names may be those of several.
  var chosen: MetricSource?

  package init(
    _ place: MetricPlace, _ id: String, summary: MetricSummary? = nil, isRate: Bool? = nil,
    isPinned: Bool = false, chosen: MetricSource? = nil
  ) {
    self.place = place
    self.id = id
    self.summary = summary ?? Self.usualSummary(of: id)
    self.isRate = isRate ?? MetricUnit.isCounter(id)
    self.isPinned = isPinned
    self.chosen = chosen
  }

  /// What flows is added up; of what is measured the worst counts.
  private static func usualSummary(of id: String) -> MetricSummary {
    if MetricUnit.isCounter(id) { return .sum }
    return switch MetricUnit(id) {
    case .bytes, .bytesPerSecond, .perSecond, .count: .sum
    case .moment: .smallest
    default: .largest
    }
  }

  /// True where both show the same metric of the same thing.
  func isSame(as other: MetricChart) -> Bool { place == other.place && id == other.id }
}
