import MetricExpressions

/// Metrics: over an interval, by the minute, and as what an expression comes to.
extension SimulatedHeron {
  /// Nil for other routes.
  func metricAnswer(
    _ what: String, _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse? {
    switch (what, generation) {
    case ("metrics", _): return try intervalAnswer(request, at: now)
    case ("metrics/timeline", .legacy), ("metricstimeline", _):
      return try timelineAnswer(request, hasNumbers: false, at: now)
    case ("metrics/timeline", .modern):
      return try timelineAnswer(request, hasNumbers: true, at: now)
    case ("metrics/query", _), ("metricsquery", .legacy): return try queryAnswer(request, at: now)
    default: return nil
    }
  }

  private func minutes(
    _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> TopologyMinutes {
    let topology = try topology(request)
    guard topology.hasManager(at: now) else { throw .said("No Tmanager found") }
    return TopologyMinutes(of: topology, at: now)
  }

  /// Those of a component whom a request names; all where it names none.
  private func tellers(
    _ request: SimulatedRequest, of component: String, in minutes: TopologyMinutes
  ) -> [(id: String, teller: TopologyMinutes.Teller)] {
    let named = Set(request.values("instance"))
    let all = minutes.tellers(of: component) ?? []
    return named.isEmpty ? all : all.filter { named.contains($0.id) }
  }

  private func checkMetricNames(_ request: SimulatedRequest) throws(TrackerFailure) {
    guard generation == .legacy, request.parameter("metricname") == nil else { return }
    throw .flaws([("metricname", true, "")])
  }

  // MARK: Over an interval

  private func intervalAnswer(
    _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse {
    try request.check(
      TrackerParameter.topology + [
        .init("component"), TrackerParameter.integer("interval").optional,
      ])
    try checkMetricNames(request)
    let minutes = try minutes(request, at: now)
    let component = request.parameter("component") ?? ""
    let tellers = tellers(request, of: component, in: minutes)
    let wanted = request.integer("interval") ?? 0
    // Without one, and with none that is, everything since the beginning is meant.
    let interval = wanted > 0 ? wanted : now.epochMilliseconds / 1000
    let start = max(
      now.seconds - Double(interval), minutes.topology.managerStartedAt.seconds)
    let names = request.values("metricname")
    return generation.answer { json in
      json.object { json in
        json.member("interval", tellers.isEmpty ? 0 : interval)
        json.member("component", component)
        json.object("metrics") { json in
          for name in names {
            let told = tellers.compactMap { id, teller in
              minutes.reader(name, of: teller)?(start, now.seconds).map { (id, $0) }
            }
            guard !told.isEmpty else { continue }
            json.object(named: name) { json in
              for (id, value) in told { json.member(named: id, text: HeronNumber.fixed(value)) }
            }
          }
        }
      }
    }
  }

  // MARK: By the minute

  private func timelineAnswer(
    _ request: SimulatedRequest, hasNumbers: Bool, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse {
    try request.check(
      TrackerParameter.topology + [.init("component"), .integer("starttime"), .integer("endtime")])
    try checkMetricNames(request)
    let (start, end) = try window(request)
    let minutes = try minutes(request, at: now)
    let component = request.parameter("component") ?? ""
    let tellers = tellers(request, of: component, in: minutes)
    let buckets = minutes.buckets(from: start, to: end)
    let series = request.values("metricname").compactMap { name in
      let told = tellers.compactMap { id, teller in
        minutes.series(name, of: teller, in: buckets).map { (id: id, values: $0) }
      }
      return told.isEmpty ? nil : (name: name, told: told)
    }
    if hasNumbers,
      series.contains(where: { $0.told.contains { $0.values.contains { $0.value.isNaN } } })
    {
      throw .said("Out of range float values are not JSON compliant")
    }
    return generation.answer { json in
      json.object { json in
        json.member("starttime", start)
        json.member("endtime", end)
        json.member("component", component)
        json.object("timeline") { json in
          for (name, told) in series {
            json.object(named: name) { json in
              for (id, values) in told {
                json.object(named: id) { write(values, hasNumbers: hasNumbers, to: &$0) }
              }
            }
          }
        }
      }
    }
  }

  private func write(
    _ values: [(bucket: Int64, value: Double)], hasNumbers: Bool, to json: inout JSONWriter
  ) {
    for (bucket, value) in values {
      if hasNumbers {
        json.member(named: "\(bucket)", number: value)
      } else {
        json.member(
          named: "\(bucket)",
          text: generation == .legacy ? HeronNumber.fixed(value) : HeronNumber.python(value))
      }
    }
  }

  private func window(_ request: SimulatedRequest) throws(TrackerFailure) -> (Int64, Int64) {
    let start = request.integer("starttime") ?? 0
    let end = request.integer("endtime") ?? 0
    guard start <= end else { throw .startsAfterEnd }
    return (start, end)
  }

  // MARK: Expressions

  private func queryAnswer(
    _ request: SimulatedRequest, at now: SimulatedTime
  ) throws(TrackerFailure) -> SimulatedResponse {
    try request.check(
      TrackerParameter.topology + [.init("query"), .integer("starttime"), .integer("endtime")])
    if generation == .legacy { _ = try window(request) }
    let minutes = try minutes(request, at: now)
    let text = request.parameter("query") ?? ""
    let expression: MetricExpression
    do throws(ExpressionError) {
      expression = try MetricExpression(parsing: text)
    } catch {
      throw .said(QueryFault.words(for: error, in: text))
    }
    let (start, end) = (request.integer("starttime") ?? 0, request.integer("endtime") ?? 0)
    guard let window = SeriesWindow(start: start, end: end) else {
      throw .said("the window is too long for a simulated tracker")
    }
    // It can't take what is not there for one of two operands.
    if generation == .legacy, Self.hasEmptyOperand(expression, window, minutes) {
      throw .said("''")
    }
    let series = expression.answer(over: window, from: minutes).series
    return generation.answer { json in
      json.object { json in
        json.member("starttime", start)
        json.member("endtime", end)
        json.array("timeline") { json in
          for series in series { json.object { write(series, to: &$0) } }
        }
      }
    }
  }

  private func write(_ series: MetricSeries, to json: inout JSONWriter) {
    if let instance = series.instance {
      json.member("instance", instance)
    } else if generation == .modern {
      json.null("instance")
    }
    json.object("data") { json in
      for (moment, value) in series.values.sorted(by: { $0.key < $1.key }) where value.isFinite {
        json.member(named: "\(moment)", number: value)
      }
    }
  }

  private static func hasEmptyOperand(
    _ expression: MetricExpression, _ window: SeriesWindow, _ minutes: TopologyMinutes
  ) -> Bool {
    func isEmpty(_ operand: MetricExpression) -> Bool {
      guard case .series(let selector) = operand.node else { return false }
      return minutes.series(selector, in: window).isEmpty
    }
    switch expression.node {
    case .constant, .series: return false
    case .filled(_, let of), .rate(let of): return hasEmptyOperand(of, window, minutes)
    case .aggregate(_, let operands):
      return operands.contains { hasEmptyOperand($0, window, minutes) }
    case .arithmetic(_, let left, let right):
      return isEmpty(left) != isEmpty(right)
        || [left, right].contains { hasEmptyOperand($0, window, minutes) }
    }
  }
}

/// Numbers as they come out of a topology manager, and out of Python.
enum HeronNumber {
  /// `600.000000`, as C++'s `to_string` has it.
  static func fixed(_ value: Double) -> String {
    guard value.isFinite else { return "nan" }
    let millionths = (value.magnitude * 1e6).rounded()
    guard millionths < 9e18 else { return "\(value)" }
    let (whole, part) = UInt64(millionths).quotientAndRemainder(dividingBy: 1_000_000)
    let digits = String(part)
    let sign = value < 0 ? "-" : ""
    return sign + "\(whole)." + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// `600.0`
  static func python(_ value: Double) -> String { value.isFinite ? "\(value)" : "nan" }
}
