import ServerAnswers
import StreamModel

extension SubtaskAggregate {
  /// Reads one metric of `.../subtasks/metrics`; nil where one of its figures is missing or "NaN".
  init?(_ metric: JSONNode) {
    guard let min = metric["min"]?.double, let max = metric["max"]?.double,
      let average = metric["avg"]?.double, let sum = metric["sum"]?.double
    else { return nil }
    // Where values are negative (watermarks) Flink's formula leaves 0 to 100.
    let skew = metric["skew"]?.double.flatMap { (0...100).contains($0) ? $0 : nil }
    self.init(min: min, max: max, average: average, sum: sum, skewPercent: skew)
  }

  /// Reads `.../subtasks/metrics?get=...`, by id. Empty where the server has none of them (yet).
  static func all(metrics: JSONNode) throws(JSONError) -> [String: SubtaskAggregate] {
    var aggregates: [String: SubtaskAggregate] = [:]
    for metric in try metrics.requiredElements() {
      let id = try metric.requiredString("id")
      aggregates[id] = SubtaskAggregate(metric)
    }
    return aggregates
  }
}
