/// Minimum, maximum, average, sum and skew of a metric over the subtasks of a vertex, or over jobs.
struct Aggregation: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case min, max, avg, sum, skew
  }

  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  private var sum = 0.0
  private var deviation = 0.0
  private var count = 0.0

  /// Nil if one of the values is not a number.
  init?(_ values: some Sequence<MetricValue>) {
    for value in values {
      guard let number = value.number else { return nil }
      minimum = Swift.min(minimum, number)
      maximum = Swift.max(maximum, number)
      sum += number
      count += 1
    }
    for value in values { deviation += abs((value.number ?? 0) - sum / count) }
  }

  func value(_ kind: Kind) -> Double {
    let average = sum / count
    switch kind {
    case .min: return minimum
    case .max: return maximum
    case .avg: return average
    case .sum: return sum
    // Percent, as Flink's `DoubleDataSkew` has it.
    case .skew: return average == 0 ? 0 : Swift.min(100, 100 * (deviation / count) / average)
    }
  }
}

/// What a request for aggregated metrics asks for.
struct AggregationQuery {
  let kinds: [Aggregation.Kind]

  init(_ request: SimulatedRequest, in dialect: Dialect) throws(Refusal) {
    let known = Aggregation.Kind.allCases.filter { $0 != .skew || dialect.hasSkew }
    guard let names = request.list("agg") else {
      kinds = known
      return
    }
    let wanted = Set(names.compactMap { Aggregation.Kind(rawValue: $0.lowercased()) })
    guard wanted.count == Set(names).count, wanted.isSubset(of: known) else {
      throw Refusal.unreadable(
        parameter: "agg", of: .query, value: request.parameter("agg") ?? "")
    }
    kinds = known.filter { wanted.contains($0) }
  }

  /// An array of `{"id", "min", ...}`.
  ///
  /// One id without values empties the whole answer; one that is not a number ends it there (as
  /// measured: asked for last, it is the only one missing).
  func answer<Values: Sequence<MetricValue>>(
    _ ids: [Substring], values: (Substring) -> Values?
  ) -> [UInt8] {
    var found: [(id: Substring, aggregation: Aggregation)] = []
    for id in ids {
      guard let values = values(id), values.contains(where: { _ in true }) else {
        return Array("[]".utf8)
      }
      guard let aggregation = Aggregation(values) else { break }
      found.append((id, aggregation))
    }
    var json = JSONWriter(capacity: 140 * found.count + 2)
    json.array { json in
      for (id, aggregation) in found {
        json.object { json in
          json.member("id", String(id))
          for kind in kinds { json.member(kind.name, aggregation.value(kind)) }
        }
      }
    }
    return json.bytes
  }
}

extension Aggregation.Kind {
  fileprivate var name: StaticString {
    switch self {
    case .min: "min"
    case .max: "max"
    case .avg: "avg"
    case .sum: "sum"
    case .skew: "skew"
    }
  }
}
