import ServerAnswers
import StreamModel

extension QueriedSeries {
  /// Reads what a query comes to. A legacy tracker leaves out the instance of a series made from several, a modern one says
  /// null. Minutes come in any order.
  static func all(query node: JSONNode) throws(JSONError) -> [QueriedSeries] {
    let timeline = try node.required("timeline", "timeline")
    if timeline.isObject { throw node.unusable("timeline", "array") }
    var all: [QueriedSeries] = []
    for series in timeline.elements {
      if Task.isCancelled { throw .cancelled }
      var samples: [Series.Sample] = []
      let data = try series.required("data", "data of a series")
      for (second, value) in data.members {
        guard let second = second.string.flatMap(Int64.init), second > 0, second < 1 << 40,
          let value = value.double, value.isFinite
        else { continue }
        samples.append(Series.Sample(at: Timestamp(milliseconds: second * 1000), value: value))
      }
      samples.sort { $0.at < $1.at }
      all.append(QueriedSeries(instance: series["instance"]?.string, samples: samples))
    }
    return all.sorted { ($0.instance ?? "") < ($1.instance ?? "") }
  }
}
