import StreamModel

/// The points of one series: `dps`, a map from seconds since 1970 to texts such as `4.929E+8`, in any order.
struct MetricPoints: Hashable, Sendable {
  /// As many as a series keeps of an hour.
  static let mostSamples = 360

  /// Oldest first, one of a second.
  var samples: [Series.Sample]

  /// What can't be read is left out, and so is NaN.
  init(dps: AnswerTree?) {
    var values: [Int64: Double] = [:]
    for point in dps?.unfolded.members ?? [] {
      guard let second = Int64(point.name), second > 0, let value = point.value.double else {
        continue
      }
      // Seconds, though the question is in milliseconds; milliseconds are told by their size.
      let milliseconds = second < 100_000_000_000 ? second * 1000 : second
      guard milliseconds < 1 << 50 else { continue }
      values[milliseconds] = value
    }
    samples = values.sorted { $0.key < $1.key }.map {
      Series.Sample(at: Timestamp(milliseconds: $0.key), value: $0.value)
    }
  }

  private init(samples: [Series.Sample]) { self.samples = samples }

  /// One series of several: what they tell of the same second becomes one figure.
  static func merged(
    _ all: [MetricPoints], by aggregator: AlibabaMetric.Aggregator
  ) -> MetricPoints {
    guard all.count > 1 else { return all.first ?? MetricPoints(samples: []) }
    var values: [Int64: [Double]] = [:]
    for sample in all.flatMap(\.samples) {
      values[sample.at.milliseconds, default: []].append(sample.value)
    }
    return MetricPoints(
      samples: values.sorted { $0.key < $1.key }.map { time, values in
        let value =
          switch aggregator {
          case .max: values.reduce(values[0], max)
          case .avg: values.reduce(0, +) / Double(values.count)
          }
        return Series.Sample(at: Timestamp(milliseconds: time), value: value)
      })
  }

  /// At most so many: neighbours become their mean, at the time of the last of them.
  func thinned(to count: Int) -> [Series.Sample] {
    guard samples.count > count, count > 0 else { return samples }
    return (0..<count).map { place in
      let part = samples[(samples.count * place / count)..<(samples.count * (place + 1) / count)]
      let mean = part.reduce(0) { $0 + $1.value / Double(part.count) }
      return Series.Sample(at: part[part.endIndex - 1].at, value: mean)
    }
  }
}
