import StreamModel

extension TSPEndpoints {
  /// What a job's metrics stand at: TSP's own, then those of the Flink behind it.
  static let metricValues = TSPEndpoint<MetricValuesQuestion>(asks: metricRoutes) {
    (question, client) async throws(SourceError) in
    guard case .job(let job) = question.source else {
      return try await client.flinkAnswer(question.source) {
        MetricValuesQuestion($0, question.asked)
      }
    }
    let figures = JobFigures(
      try await client.statusAndMetrics(of: try JobUUID(job)), at: client.now())
    let names = Set(figures.names)
    let readings = figures.readings.filter { question.asked.contains($0.id) }
    let others = question.asked.filter { !names.contains($0) }
    guard client.flink != nil, !others.isEmpty else { return readings }
    let told = try? await client.flinkAnswer(question.source) { MetricValuesQuestion($0, others) }
    return readings + (told ?? [])
  }
}

/// The figures of a job, with how far its events lie behind.
struct JobFigures: Hashable, Sendable {
  private static let eventTime = "currentEventTs"
  /// In milliseconds by our clock. Flink has none of this name.
  static let eventTimeLag = "currentEventTimeLag"

  private var figures: [JobReport.Figure]

  init(_ report: JobReport, at now: Timestamp) {
    figures = report.figures
    let latest =
      figures.first { $0.name == Self.eventTime }
      ?? figures.first { $0.name.hasSuffix("." + Self.eventTime) }
    guard let latest else { return }
    let lag = latest.value.map { Double(now.milliseconds) - $0 }
    figures.append(JobReport.Figure(name: Self.eventTimeLag, value: lag))
  }

  /// Those that are told, known or not.
  var names: [String] { figures.map(\.name) }

  /// Those that are known.
  var readings: [MetricReading] {
    figures.compactMap { figure in
      guard let value = figure.value, value.isFinite else { return nil }
      let text =
        value == value.rounded() && value.magnitude < 9e15 ? "\(Int64(value))" : "\(value)"
      return MetricReading(figure.name, .single(text: text, number: value))
    }
  }
}
