import StreamModel
import TerminalUI

/// The Metrics screen: any metric of a job, a vertex, a subtask or a process, chosen from all there are, as a chart.
///
/// The charts are those of the board, whatever the screen was opened for; that is what is chosen from.
struct MetricsScreen: Screen, Hashable {
  static let sign = ScreenSign(
    name: "metrics", title: "Metrics", key: "6",
    summary: "Metrics of what is under the cursor, as charts", topic: .thing, hasLists: false,
    needs: [.metricValues])

  var subject: Subject
  /// The chart that keys are about.
  var selected = 0
  /// It alone is shown.
  var isZoomed = false

  init?(_ subject: Subject, in context: Context) { self.subject = subject }

  func trail(in context: Context) -> [String] {
    func name(_ job: JobID, _ vertex: VertexID) -> String {
      context.cluster.job(job)?.vertex(vertex)?.shortName ?? vertex.text
    }
    return switch subject {
    case .vertex(let job, let vertex): [name(job, vertex)]
    case .subtask(let job, let vertex, let index): [name(job, vertex), "subtask \(index)"]
    default: []
    }
  }

  func chart(in context: Context) -> BoardChart? {
    let charts = context.board.charts
    return charts.indices.contains(selected) ? charts[selected] : nil
  }

  mutating func settle(in context: Context) {
    selected = selected.clamped(to: 0...max(0, context.board.charts.count - 1))
    if context.board.charts.isEmpty { isZoomed = false }
  }

  /// What the charts need is asked whatever screen is shown. Names of vertices take the structure of their job.
  func demand(in context: Context) -> Demand {
    var jobs: [JobID] = []
    for chart in context.board.charts.compactMap(\.metric) {
      if case .awaited(let job?) = context.standing(of: chart), !jobs.contains(job) {
        jobs.append(job)
      }
    }
    if let job = subject.job, context.cluster.job(job)?.detail == nil, !jobs.contains(job) {
      jobs.append(job)
    }
    let isOfWorkers = context.board.charts.compactMap(\.metric).contains { chart in
      if case .worker = chart.place { true } else { false }
    }
    return Demand(
      questions: jobs.map { AnyQuestion(.job($0)) }
        + (isOfWorkers ? [AnyQuestion(.taskManagers)] : []))
  }

  func draw(in context: Context, frame: inout Frame) {
    picture(in: context).draw(in: &frame)
  }

  func drawHead(in context: Context, frame: inout Frame) {
    picture(in: context).drawHead(in: &frame)
  }

  // MARK: Keys

  func list(in context: Context) -> CurrentList? { nil }

  func noList(in context: Context) -> (thing: String, way: String)? {
    ("Charts", "1 leads to the jobs")
  }

  mutating func inList(_ action: TableAction) {}

  mutating func move(_ move: CursorMove, in context: Context) {
    let columns =
      isZoomed ? 1 : MetricsLayout(context.size, charts: context.board.charts.count).columns
    switch move {
    case .by(let step): select(selected + step * columns, in: context)
    case .page(let direction): select(selected + direction * columns, in: context)
    case .end(let direction): selected = direction < 0 ? 0 : context.board.charts.count - 1
    }
  }

  fileprivate mutating func select(_ place: Int, in context: Context) {
    if context.board.charts.indices.contains(place) { selected = place }
  }

  func canOpen(in context: Context) -> Bool { chart(in: context) != nil }

  mutating func open(in context: Context) -> [ScreenEffect] {
    isZoomed.toggle()
    return []
  }

  mutating func back(in context: Context) -> Bool {
    defer { isZoomed = false }
    return isZoomed
  }

  /// Its id and the value as it came.
  func copied(in context: Context) -> String? {
    guard let chart = chart(in: context) else { return nil }
    if case .formula(let formula) = chart { return formula.text }
    guard let chart = chart.metric else { return nil }
    guard case .there(let source) = context.standing(of: chart),
      let track = context.cluster.metricTracks[source, chart.id]
    else { return chart.id }
    switch track.last {
    case .single(let text, _): return "\(chart.id) \(text)"
    case .spread: return chart.summary.value(of: track.last).map { "\(chart.id) \($0)" } ?? chart.id
    }
  }

  mutating func click(column: Int, row: Int, in context: Context) -> ClickOutcome {
    guard !isZoomed else { return .forList }
    let rects = MetricsLayout(context.size, charts: context.board.charts.count).rects
    guard let place = rects.firstIndex(where: { $0.contains(column: column, row: row) }) else {
      return .forList
    }
    if selected == place { isZoomed = true }
    selected = place
    return .taken
  }
}

extension MetricsScreen {
  static let bindings: [Binding<MetricsScreen>] = [
    Binding(
      "choose", [.character("/"), .function(3)], "choose metrics by a few of their letters",
      footer: "choose", group: .look, rank: 0
    ) { screen, context in
      let sources = context.metricSources(of: screen.subject)
      return [.show(.picker(MetricPicker(sources)))]
    },
    Binding(
      "formula", [.character("=")], "write an expression over metrics, as a chart",
      footer: "expression", group: .look, rank: 0
    ) { screen, _ in [.show(.formula(FormulaEntry()))] },
    ofChart(
      "edit", [.character("e")], "change the expression",
      refusal: { screen, context in
        screen.chart(in: context)?.formula == nil
          ? "Only an expression can be changed: = writes one." : nil
      }
    ) { screen, context in
      let formula = screen.chart(in: context)?.formula
      return [.show(.formula(FormulaEntry(formula?.text ?? "", at: screen.selected)))]
    },
    .opening("one chart alone, or all", footer: "zoom"),
    ofChart("left", [.left, .character("h")], "chart to the left", pace: .repeated, isGoing: true) {
      screen, context in
      screen.select(screen.selected - 1, in: context)
      return []
    },
    ofChart(
      "right", [.right, .character("l")], "chart to the right", pace: .repeated, isGoing: true
    ) { screen, context in
      screen.select(screen.selected + 1, in: context)
      return []
    },
    ofChart("window", [.character("w")], "show 1, 5, 15 or 60 minutes", footer: "window") { _, _ in
      [.board(.window)]
    },
    ofChart(
      "rate", [.character("d")], "show a counter as its rise per second, or as it is",
      footer: "rate", refusal: ofFormula
    ) { screen, _ in [.board(.rate(screen.selected))] },
    ofChart(
      "summary", [.character("u")], "of several subtasks the sum, max, mean or min",
      footer: "summary",
      refusal: { screen, context in
        guard let chart = screen.chart(in: context) else { return nil }
        if let reason = ofFormula(screen, context) { return reason }
        return context.reading(of: chart).isSummarised ? nil : "This metric is of one thing only."
      }
    ) { screen, _ in [.board(.summary(screen.selected))] },
    ofChart("style", [.character("b")], "draw in braille, blocks or ASCII", footer: "style") {
      _, _ in [.board(.style)]
    },
    ofChart("pin", [.character("P")], "keep the chart for the next start, or not", footer: "pin") {
      screen, _ in [.board(.pin(screen.selected))]
    },
    ofChart(
      "column", [.character("C")], "its series as a column of subtasks, vertices or TaskManagers",
      footer: "column",
      refusal: { screen, context in
        screen.chart(in: context).flatMap { context.columnRefusal(of: $0) }
      }
    ) { screen, _ in [.board(.column(screen.selected))] },
    ofChart("remove", [.character("x"), .delete], "take the chart away", footer: "remove") {
      screen, _ in [.board(.remove(screen.selected))]
    },
  ]

  /// Why a metric's key does nothing; nil of a metric.
  @Sendable private static func ofFormula(_ screen: MetricsScreen, _ context: Context) -> String? {
    screen.chart(in: context)?.formula == nil
      ? nil : "An expression says itself what it is made from: e changes it."
  }

  /// A key that needs a chart.
  private static func ofChart(
    _ name: String, _ keys: [Key], _ title: String, footer: String? = nil, pace: KeyPace = .once,
    isGoing: Bool = false,
    refusal: @escaping @Sendable (MetricsScreen, Context) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout MetricsScreen, Context) -> [ScreenEffect]
  ) -> Binding<MetricsScreen> {
    Binding(
      name, keys, title, footer: footer, group: .look, pace: pace, isGoing: isGoing,
      refusal: { screen, context in
        screen.chart(in: context) == nil
          ? "No metric is chosen: / lists them." : refusal(screen, context)
      }, perform: perform)
  }
}
