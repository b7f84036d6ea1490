import StreamModel

extension HeronEndpoints {
  /// `/topologies/metricstimeline`: what each stood at in the last minute that is over.
  static let metricValues = HeronEndpoint<MetricValuesQuestion>(
    asks: HeronRoute.minutePatterns + HeronRoute.infoPatterns
  ) { (question, client) async throws(SourceError) in
    let measured = try await client.measured(question.source)
    guard !measured.instances.isEmpty else { return [] }
    let ids = question.asked.filter { $0 != BackPressureMetric.name }
    var readings: [MetricReading] = []
    let now = client.now()
    if !ids.isEmpty {
      let minutes = try await client.minutes(
        of: measured.component.name, ids, in: measured.topology, instances: measured.instances)
      for id in ids {
        let values = measured.instances.map { minutes.lastMinute(id, $0, at: now) }
        if let reading = MetricReading(id, values, of: question.source) { readings.append(reading) }
      }
    }
    guard question.asked.contains(BackPressureMetric.name) else { return readings }
    let minutes = try await client.minutes(
      of: BackPressureMetric.component, measured.instances.map(BackPressureMetric.id),
      in: measured.topology, instances: [])
    // One of the stream managers tells of each instance: its own.
    let values = measured.instances.map { instance in
      let id = BackPressureMetric.id(of: instance)
      return minutes.instances(of: id).compactMap { minutes.lastMinute(id, $0, at: now) }.max()
    }
    if let reading = MetricReading(BackPressureMetric.name, values, of: question.source) {
      readings.append(reading)
    }
    return readings
  }
}

extension MetricReading {
  /// Nil where not all are known.
  init?(_ id: String, _ values: [Double?], of source: MetricSource) {
    if source.isAggregated {
      guard let spread = SubtaskAggregate(values) else { return nil }
      self.init(id, .spread(spread))
    } else {
      guard let value = values.first ?? nil, value.isFinite else { return nil }
      self.init(id, .single(text: "\(value)", number: value))
    }
  }
}
