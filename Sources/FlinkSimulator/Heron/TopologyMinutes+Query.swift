import MetricExpressions

extension TopologyMinutes: SeriesSource {
  func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries] {
    let buckets = buckets(from: window.start - Self.bucket, to: window.end + Self.bucket)
    return (tellers(of: selector.component) ?? []).compactMap { id, teller in
      guard selector.instance == nil || selector.instance == id else { return nil }
      return series(selector.metric, of: teller, in: buckets).map { told in
        RecordedSeries(
          instance: id, samples: told.reversed().map { .init(at: $0.bucket, value: $0.value) })
      }
    }
  }
}

/// What a tracker says of a query that it can't read, in its own words.
enum QueryFault {
  static func words(for error: ExpressionError, in query: String) -> String {
    let reason = error.reason
    func says(_ part: String) -> Bool { reason.contains(part) }
    let word = String(reason.drop { $0 != "'" }.dropFirst().prefix { $0 != "'" })
    if says("there is no expression") { return "'NoneType' object has no attribute 'execute'" }
    if says("a number alone") { return "'float' object has no attribute 'execute'" }
    if says("TS wants three") || says("is missing") && !says("an argument") {
      return "TS requires 3 arguments"
    }
    if says("PERCENTILE wants a number") {
      return "First argument to PERCENTILE must be a constant"
    }
    if says("is not from 0 to 100") { return "Quantile must be between 0 and 100 inclusive." }
    if says("DEFAULT wants a number") { return "First argument to DEFAULT must be a constant" }
    if says("DEFAULT wants a series") {
      return "Second argument to DEFAULT must be an operator, but is <class 'float'>"
    }
    if says("RATE wants one argument") { return "RATE requires exactly one argument." }
    if says("RATE wants a series") { return "RATE requires a timeseries, not constant." }
    if says("wants two arguments") {
      return "\(reason.prefix { $0 != " " }) requires exactly two arguments."
    }
    if says("expected ')'"), !says("not '") { return "No closing braces found" }
    // A name of no operator before its arguments; one that stands alone is no number.
    if says("is written") || says("is neither"), query.contains("\(word)(") {
      return "Invalid token: '\(word)'"
    }
    return "Invalid syntax"
  }
}
