import ServerAnswers
import StreamModel

/// A question of `GetInstanceMetric` about one job: which metrics, over which stretch, how fine.
struct MetricWindow: Sendable {
  /// So many metrics go into one request.
  static let mostMetrics = 20

  var project: String
  var job: String
  var metrics: [AlibabaMetric]
  var past: MetricPast
  /// The end of the stretch, by our clock.
  var until: Timestamp

  /// Whole steps, so that what was asked for before comes again as it was.
  private var stepSeconds: Int64 { max(1, past.step.components.seconds) }

  /// The form field `metricJson`.
  var json: String {
    let start = until.advanced(by: .zero - past.span).milliseconds
    let queries = metrics.map { metric in
      let fields = [
        ("downsample", "\(stepSeconds)s-avg"), ("metric", fullName(metric)),
        ("granularity", "\(stepSeconds)s"), ("aggregator", metric.aggregator.rawValue),
      ]
      let members = fields.map { "\"\($0.0)\":\(JSONText.quoted($0.1))" }
      return "{\(members.joined(separator: ","))}"
    }
    return "{\"start\":\(start),\"end\":\(until.milliseconds),\"limit\":\"avg:sample:50\","
      + "\"queries\":[\(queries.joined(separator: ","))]}"
  }

  private func fullName(_ metric: AlibabaMetric) -> String {
    "blink.\(project).\(job).\(metric.name)"
  }

  // MARK: The answer

  /// Each metric that was asked for, with what it stood at; one of which no point is told has no figure.
  func readings(answer: AnswerTree) throws(SourceError) -> [MetricReading] {
    guard let told = answer["Metrics"]?.elements else {
      throw .malformed(what: "there are no Metrics in the answer", on: FoasOperation.metric.name)
    }
    var points: [String: [MetricPoints]] = [:]
    for entry in told {
      if Task.isCancelled { throw .cancelled }
      guard let name = entry["MetricName", "Metric"]?.string else { continue }
      points[name, default: []].append(MetricPoints(dps: entry["Dps"]))
    }
    return metrics.map { metric in
      let series = (points[fullName(metric)] ?? []) + (points[metric.name] ?? [])
      let samples = MetricPoints.merged(series, by: metric.aggregator)
        .thinned(to: MetricPoints.mostSamples)
      guard let last = samples.last else {
        return MetricReading(metric.name, .single(text: MetricReading.unknown, number: nil))
      }
      return MetricReading(
        metric.name, .single(text: Self.plain(last.value), number: last.value), past: samples)
    }
  }

  /// Without an exponent, and without a fraction that it does not have.
  private static func plain(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 9e15 ? String(Int64(value)) : String(value)
  }
}
