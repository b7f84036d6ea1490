/// A straight line through the last samples of a series.
package struct Trend: Hashable, Sendable {
  /// Change of the value a second.
  package var slopePerSecond: Double
  /// Value of the line at its newest sample.
  package var level: Double
  /// How much of the variation the line explains, 0 to 1: small where the samples only jitter.
  package var fit: Double
  /// Time between the oldest and the newest sample.
  package var span: Duration
  package var samples: Int
  package var newest: Timestamp

  /// How far the line rose over its span; negative where it fell.
  package var rise: Double { slopePerSecond * span.inSeconds }
}

extension Series {
  /// The line of least squares through the samples of the last `window`; nil with fewer than three of them.
  package func trend(over window: Duration, endingAt end: Timestamp) -> Trend? {
    let start = end.advanced(by: .zero - window)
    let recent = samples.prefix { $0.at <= end }.suffix(while: { $0.at >= start })
    guard recent.count >= 3, let first = recent.first, let last = recent.last else { return nil }
    let times = recent.map { $0.at.since(first.at).inSeconds }
    let values = recent.map(\.value)
    let count = Double(recent.count)
    let meanTime = times.reduce(0, +) / count
    let meanValue = values.reduce(0, +) / count
    var timeSquares = 0.0
    var valueSquares = 0.0
    var products = 0.0
    for (time, value) in zip(times, values) {
      timeSquares += (time - meanTime) * (time - meanTime)
      valueSquares += (value - meanValue) * (value - meanValue)
      products += (time - meanTime) * (value - meanValue)
    }
    guard timeSquares > 0 else { return nil }
    let slope = products / timeSquares
    let span = last.at.since(first.at)
    return Trend(
      slopePerSecond: slope, level: meanValue + slope * (span.inSeconds - meanTime),
      fit: valueSquares > 0 ? products * products / (timeSquares * valueSquares) : 0, span: span,
      samples: recent.count, newest: last.at)
  }

  /// Since when the value has only risen, save for jitter of `tolerance`: the last sample at the foot of the
  /// rise that leads to the newest one. Nil where it does not rise.
  package func risingSince(tolerance: Double) -> Timestamp? {
    guard let newest = last else { return nil }
    var lowest = newest.value
    var walked: [Sample] = []
    for sample in samples.reversed() {
      guard sample.value <= lowest + tolerance else { break }
      lowest = min(lowest, sample.value)
      walked.append(sample)
    }
    guard newest.value > lowest + tolerance else { return nil }
    return walked.first { $0.value <= lowest + tolerance }?.at
  }
}

extension ArraySlice {
  /// The longest run of elements at the end that all meet the condition.
  fileprivate func suffix(while condition: (Element) -> Bool) -> ArraySlice<Element> {
    var start = endIndex
    while start > startIndex, condition(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
