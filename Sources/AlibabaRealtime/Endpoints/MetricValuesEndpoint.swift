import ServerAnswers
import StreamModel

extension AlibabaEndpoints {
  /// `GetInstanceMetric`: many metrics in one request, over the stretch of the past that is wanted.
  static let metricValues = AlibabaEndpoint<MetricValuesQuestion> {
    (question, client) async throws(SourceError) in
    let job = try client.measuredJob(question.source)
    let metrics = question.asked.compactMap { id in AlibabaMetric.all.first { $0.name == id } }
    let past = question.past ?? .usual
    var readings: [MetricReading] = []
    var rest = metrics[...]
    while !rest.isEmpty {
      let some = Array(rest.prefix(MetricWindow.mostMetrics))
      rest = rest.dropFirst(some.count)
      let window = MetricWindow(
        project: client.project, job: job, metrics: some, past: past, until: client.now())
      let told = try await client.ask(
        .metric, job: job, query: [("instanceId", client.instanceID(of: job))],
        form: [("metricJson", window.json)])
      readings += try window.readings(answer: told)
    }
    return readings
  }
}

extension MetricPast {
  /// Where nobody says how much: enough to hold what is newest.
  fileprivate static let usual = MetricPast(span: .seconds(300), step: .seconds(20))
}
