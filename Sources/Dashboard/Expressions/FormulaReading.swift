import MetricExpressions
import StreamModel

/// What an expression of the board comes to now, or why it does not.
struct FormulaReading: Hashable, Sendable {
  /// One of the series that it comes to.
  struct Line: Hashable, Sendable {
    /// Nil of one that was made from several.
    var instance: String?
    /// With no gap in any of them; not empty.
    var runs: [[Series.Sample]]

    var last: Series.Sample? { runs.last?.last }
  }

  /// What has to be asked again and again.
  var questions: [AnyQuestion] = []
  /// Why there is nothing to show.
  var note: String?
  var lines: [Line] = []
  /// How many series it is made from.
  var count = 0
  /// What each instance is that is a row of some table.
  var subjects: [String: Subject] = [:]
  /// When the last answer of any came.
  var receivedAt: Timestamp?
  /// What its user may not have meant.
  var warning: String?
}

/// Works expressions out from what a cluster told.
struct FormulaReader: ContextReader {
  /// An expression over more is none to be looked at every few seconds.
  static let mostSeries = 500
  /// The most moments of a chart: a terminal shows no more.
  private static let mostMoments: Int64 = 120

  var context: Context

  func reading(of expression: MetricExpression) -> FormulaReading {
    var reading = FormulaReading()
    let named: [ExpressionPlanner.Named]
    switch self.named(expression) {
    case .success(let found): named = found
    case .failure(let reason):
      reading.note = reason.note
      reading.questions = reason.questions
      return reading
    }
    if cluster.traits.answersQueries {
      fill(&reading, from: expression, named)
      return reading
    }
    let planner = ExpressionPlanner(cluster: cluster, named: named)
    let listings = planner.listings
    reading.questions += listings.map { AnyQuestion(.metricIDs($0)) }
    var idsBySource: [MetricSource: Set<String>] = [:]
    for source in listings {
      idsBySource[source] = cluster.answers[.metricIDs(source)].map { Set($0.value) }
    }
    if let unknown = listings.first(where: { idsBySource[$0] == nil }) {
      reading.note = waitingText(MetricIDsQuestion(unknown))
      return reading
    }
    let plan: ExpressionPlan
    do {
      plan = try planner.plan(idsBySource)
    } catch {
      reading.note = error.text
      return reading
    }
    reading.count = plan.count
    reading.subjects = plan.subjects
    guard plan.count <= Self.mostSeries else {
      reading.note = "These are \(plan.count) series, and \(Self.mostSeries) at most are followed."
      return reading
    }
    let values = plan.questions(past: boardPast)
    reading.questions += values.map { AnyQuestion($0) }
    work(out: expression, from: plan, into: &reading)
    if reading.lines.isEmpty, reading.note == nil {
      reading.note = values.first.map { absence($0, expression) } ?? "There are no series."
    }
    return reading
  }

  /// By the system's own answer.
  private func fill(
    _ reading: inout FormulaReading, from expression: MetricExpression,
    _ named: [ExpressionPlanner.Named]
  ) {
    let question: MetricQueryQuestion
    do {
      question = try .init(expression, named, span: context.board.window.duration)
    } catch {
      reading.note = error.text
      return
    }
    reading.questions.append(AnyQuestion(question))
    guard let told = cluster.answers[question] else {
      reading.note = waitingText(question)
      return
    }
    reading.count = told.value.count
    reading.receivedAt = told.receivedAt
    for queried in told.value {
      if let instance = queried.instance { reading.subjects[instance] = queried.subject }
    }
    // A minute that is missing between two is a gap.
    let step = cluster.traits.metricStep * 1.5
    reading.lines = told.value.compactMap { queried in
      var series = Series(capacity: max(1, queried.samples.count))
      for sample in queried.samples { series.append(sample.value, at: sample.at) }
      let runs = series.segments(holdingFor: step)
      return runs.isEmpty ? nil : FormulaReading.Line(instance: queried.instance, runs: runs)
    }
    if reading.lines.isEmpty { reading.note = "There are no series of that." }
  }

  private struct Unnamed: Error {
    var note: String
    var questions: [AnyQuestion] = []
  }

  /// What its components are.
  private func named(
    _ expression: MetricExpression
  ) -> Result<[ExpressionPlanner.Named], Unnamed> {
    let names = ExpressionNames(cluster: cluster)
    var named: [ExpressionPlanner.Named] = []
    var missing: [AnyQuestion] = []
    for (selector, column) in expression.selections {
      switch names.outcome(of: selector.component, column: column) {
      case .failed(let fault): return .failure(Unnamed(note: fault.text))
      case .awaited(let questions): missing += questions
      case .found(let component):
        // Of a job its vertices are needed.
        if case .job(let job) = component, cluster.job(job)?.detail == nil {
          missing.append(AnyQuestion(.job(job)))
        }
        named.append(
          ExpressionPlanner.Named(selector: selector, column: column, component: component))
      }
    }
    guard missing.isEmpty else {
      return .failure(Unnamed(note: "Waiting for what it is made from.", questions: missing))
    }
    return .success(named)
  }

  private func work(
    out expression: MetricExpression, from plan: ExpressionPlan, into reading: inout FormulaReading
  ) {
    let length = Int64(context.board.window.duration.inSeconds)
    let step = max(Int64(cluster.traits.metricStep.inSeconds), length / Self.mostMoments)
    // With what a RATE around a RATE needs before the first moment.
    let back = length + step * Int64(expression.lookback + 1)
    let series = TrackedSeries(
      plan, in: cluster.metricTracks, since: now.advanced(by: .seconds(-back)),
      holdingFor: longestBoardStep)
    reading.receivedAt = series.receivedAt
    guard let extent = series.extent,
      let window = SeriesWindow(
        start: extent.lowerBound + step * Int64(expression.lookback), end: extent.upperBound,
        step: step)
    else { return }
    let answer = expression.answer(over: window, from: series)
    reading.warning = answer.unmatched.first?.sentence
    let moments = window.moments
    // A change is not known where it begins or ends with what is not.
    let gaps = Set(
      moments.filter { moment in
        (0...Int64(expression.lookback)).contains { series.isGap(moment - $0 * step) }
      })
    reading.lines = answer.series.compactMap { series in
      var runs: [[Series.Sample]] = []
      var isOpen = false
      for moment in moments {
        guard !gaps.contains(moment), let value = series.values[moment], value.isFinite else {
          isOpen = false
          continue
        }
        let sample = Series.Sample(at: Timestamp(milliseconds: moment * 1000), value: value)
        if isOpen { runs[runs.count - 1].append(sample) } else { runs.append([sample]) }
        isOpen = true
      }
      return runs.isEmpty ? nil : FormulaReading.Line(instance: series.instance, runs: runs)
    }
  }

  /// Why nothing came of what is asked.
  private func absence(_ question: MetricValuesQuestion, _ expression: MetricExpression) -> String {
    if cluster.failing[question] != nil || isPaused { return waitingText(question) }
    guard cluster.answers[question]?.value.isEmpty == false else { return waitingText(question) }
    return expression.lookback > 0
      ? "A rate takes \(expression.lookback + 1) steps of the metrics."
      : "The first figures have come: a line takes two steps of the metrics."
  }
}

extension Context {
  /// Works out all expressions of the board by what the cluster that is shown told last.
  mutating func updateFormulas() {
    let expressions = Set(board.charts.compactMap { $0.formula?.expression })
    guard !expressions.isEmpty || !board.formulas.isEmpty else { return }
    let reader = FormulaReader(context: self)
    board.formulas = Dictionary(
      uniqueKeysWithValues: expressions.map { ($0, reader.reading(of: $0)) })
  }

  /// Notes which expressions are beyond their limit; says what of them is so since just now.
  mutating func updateCrossings() -> String? {
    var said: [String] = []
    var crossed: Set<MetricExpression> = []
    for formula in board.charts.compactMap(\.formula) {
      guard let (value, instance) = crossing(of: formula) else { continue }
      crossed.insert(formula.expression)
      guard !board.crossed.contains(formula.expression), let limit = formula.limit else { continue }
      let unit = formula.unit
      let shown = unit.text(value, clock: settings.clock)
      let bound = unit.text(limit.value, clock: settings.clock)
      said.append(
        "\(formula.shownName) \(instance.map { "of \($0) " } ?? "")is \(shown), "
          + "\(limit.isUpper ? "over" : "under") \(bound)")
    }
    board.crossed = crossed
    return said.isEmpty ? nil : said.joined(separator: "; ") + " (6 shows it)"
  }

  /// The last value beyond the limit, the worst of them, and whose it is; nil where none is, or it is old.
  func crossing(of formula: FormulaChart) -> (value: Double, instance: String?)? {
    guard let limit = formula.limit, let reading = board.formulas[formula.expression],
      let receivedAt = reading.receivedAt, now.since(receivedAt) <= Series.longestStep
    else { return nil }
    let beyond = reading.lines.compactMap { line -> (value: Double, instance: String?)? in
      guard let last = line.last, limit.isCrossed(by: last.value) else { return nil }
      return (last.value, line.instance)
    }
    return limit.isUpper
      ? beyond.max { $0.value < $1.value } : beyond.min { $0.value < $1.value }
  }
}

extension FormulaChart {
  /// Its name, else the beginning of its text.
  var shownName: String { (name ?? expression.description).cutForSentence }

  /// What its values count in, where that follows from those that it is made from.
  var unit: MetricUnit {
    let units = Set(expression.selections.map { MetricUnit($0.selector.metric) })
    guard units.count == 1, let unit = units.first, expression.keepsUnit else { return .unknown }
    return unit
  }
}

extension MetricExpression {
  /// Values are of the kind of those that it is made from.
  fileprivate var keepsUnit: Bool {
    switch node {
    case .constant, .series: true
    case .filled(_, let of): of.keepsUnit
    case .aggregate(_, let operands): operands.allSatisfy(\.keepsUnit)
    case .arithmetic(.subtract, let left, let right): left.keepsUnit && right.keepsUnit
    case .arithmetic, .rate: false
    }
  }
}
