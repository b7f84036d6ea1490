import ServerAnswers
import StreamModel

extension Endpoints {
  /// The routes of metrics with `get=a,b,c`. The aggregating ones answer `[]` where one of the ids is not there; the
  /// plain ones leave it out.
  static let metricValues = Endpoint<MetricValuesQuestion>(
    asks: Route.metricPatterns,
    refuses: { $0.isHistoryServer ? noMetrics : nil }
  ) { (question, client) async throws(SourceError) in
    let base = try client.metricRoute(of: question.source)
    var readings: [MetricReading] = []
    for route in Route.asking(base, for: question.asked) {
      readings += try await client.read(route, as: MetricReading.all(metrics:))
    }
    return readings
  }
}

extension Route {
  /// Over 4096 bytes of request line Flink answers 404 and closes the connection.
  private static let longestQuery = 3000

  /// Requests for the values of some metrics whose lines Flink takes. An id with a comma in it can't be asked for, as
  /// Flink takes it for two, and neither can one that is longer than a line.
  static func asking(_ base: Route, for ids: [String]) -> [Route] {
    var routes: [Route] = []
    var query = ""
    func end() {
      guard !query.isEmpty else { return }
      var route = base
      route.query = "?get=" + query
      routes.append(route)
      query = ""
    }
    for id in ids where !id.contains(",") && !id.isEmpty {
      let next = encoded(id)
      guard next.utf8.count <= longestQuery else { continue }
      if query.utf8.count + next.utf8.count + 1 > longestQuery { end() }
      query += (query.isEmpty ? "" : ",") + next
    }
    end()
    return routes
  }
}

extension MetricReading {
  /// Reads the answer of any of the routes: `{"id", "value"}` or `{"id", "min", "max", "avg", "sum"}`.
  static func all(metrics: JSONNode) throws(JSONError) -> [MetricReading] {
    var readings: [MetricReading] = []
    for metric in try metrics.requiredElements() {
      let id = try metric.requiredString("id")
      if let spread = SubtaskAggregate(metric) {
        readings.append(MetricReading(id, .spread(spread)))
      } else if let value = metric["value"],
        let text = value.string ?? value.double.map({ "\($0)" })
      {
        readings.append(MetricReading(id, .single(text: text, number: value.double)))
      }
    }
    return readings
  }
}
