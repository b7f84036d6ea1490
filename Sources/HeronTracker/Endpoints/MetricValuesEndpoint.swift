import StreamModel

extension HeronEndpoints {
  /// `/topologies/metricstimeline`: what each stood at in the last minute that is over, and in those before that are wanted.
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
        of: measured.component.name, ids, in: measured.topology, instances: measured.instances,
        over: question.past?.span)
      for id in ids {
        let values = measured.instances.map { minutes.lastMinute(id, $0, at: now) }
        let past =
          question.past == nil ? [] : minutes.past(of: id, measured.instances, at: now)
        if let reading = MetricReading(id, values, past: past, of: question.source) {
          readings.append(reading)
        }
      }
    }
    guard question.asked.contains(BackPressureMetric.name) else { return readings }
    let minutes = try await client.minutes(
      of: BackPressureMetric.component, measured.instances.map(BackPressureMetric.id),
      in: measured.topology, instances: [], over: question.past?.span)
    // One of the stream managers tells of each instance: its own.
    let values = measured.instances.map { instance in
      let id = BackPressureMetric.id(of: instance)
      return minutes.instances(of: id).compactMap { minutes.lastMinute(id, $0, at: now) }.max()
    }
    let past =
      question.past == nil ? [] : minutes.heldUp(by: measured.instances, at: now)
    if let reading = MetricReading(
      BackPressureMetric.name, values, past: past, of: question.source)
    {
      readings.append(reading)
    }
    return readings
  }
}

extension MetricReading {
  /// Nil where not all are known.
  init?(_ id: String, _ values: [Double?], past: [PastSpread], of source: MetricSource) {
    if source.isAggregated {
      guard let spread = SubtaskAggregate(values) else { return nil }
      self.init(id, spread, past: past)
    } else {
      guard let value = values.first ?? nil, value.isFinite else { return nil }
      // Of one alone all figures are the same.
      let samples = past.map { Series.Sample(at: $0.at, value: $0.spread.sum) }
      self.init(id, .single(text: "\(value)", number: value), past: samples)
    }
  }
}

extension MinuteSeries {
  /// For how long each of some instances held the topology up in each minute, as its own stream manager tells.
  fileprivate func heldUp(by instances: [String], at now: Timestamp) -> [PastSpread] {
    let values = instances.map { instance in
      let id = BackPressureMetric.id(of: instance)
      return self.instances(of: id).reduce(into: [:]) { told, manager in
        told.merge(byMinute(id, manager), uniquingKeysWith: max)
      }
    }
    return spreads(of: values, at: now)
  }
}
