/// A bounded series of samples over time, for sparklines and trends. Oldest samples fall out first.
package struct Series: Hashable, Sendable {
  /// One value and when it was.
  package struct Sample: Hashable, Sendable {
    package var at: Timestamp
    package var value: Double

    package init(at: Timestamp, value: Double) {
      self.at = at
      self.value = value
    }
  }

  /// Oldest first.
  package private(set) var samples: [Sample] = []
  /// The most samples kept.
  package let capacity: Int

  /// A series of at most `capacity` samples (15 minutes at one in 10 s are 90; the default keeps an hour).
  package init(capacity: Int = 360) { self.capacity = max(1, capacity) }

  package var last: Sample? { samples.last }

  /// Adds a sample; an unknown value (nil, NaN or infinite) adds none, so that it stays a gap.
  ///
  /// A sample that is not newer than the last one replaces it: the same figure read again is no new fact.
  package mutating func append(_ value: Double?, at time: Timestamp) {
    guard let value, value.isFinite else { return }
    if let last = samples.last, time <= last.at { samples.removeLast() }
    if samples.count >= capacity { samples.removeFirst(samples.count - capacity + 1) }
    samples.append(Sample(at: time, value: value))
  }

  /// Adds what was before all samples, as far as there is room; oldest first.
  package mutating func prepend(_ past: [Sample]) {
    var older = past.filter { $0.value.isFinite }
    if let first = samples.first { older.removeAll { $0.at >= first.at } }
    samples.insert(contentsOf: older.suffix(max(0, capacity - samples.count)), at: 0)
  }

  /// Adds what was observed, at most one sample each `spacing`: a figure that is put together from many answers
  /// changes with each of them, and only the last of a round stays.
  mutating func record(_ value: Double?, at time: Timestamp, spacing: Duration) {
    guard let last, value?.isFinite == true else { return append(value, at: time) }
    let age = time.since(last.at)
    if age >= spacing {
      append(value, at: time)
    } else if age > .zero - spacing {
      append(value, at: last.at)
    }
  }

  /// The last `span` up to `end` cut in `count` equal parts, oldest first: the mean of each part's samples.
  /// A part without a sample takes the value before it if that is at most `holdingFor` old, else it is nil.
  package func buckets(
    count: Int, span: Duration, endingAt end: Timestamp, holdingFor hold: Duration = .seconds(25)
  ) -> [Double?] {
    guard count > 0, span > .zero else { return [] }
    let total = Double(span.wholeMilliseconds)
    let start = Double(end.milliseconds) - total
    let width = total / Double(count)
    var sums = [Double](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: count)
    let first = place(after: start)
    var before = first > 0 ? samples[first - 1] : nil
    for sample in samples[first...] {
      let offset = Double(sample.at.milliseconds) - start
      // Where the clock was set back.
      if offset <= 0 { before = sample; continue }
      let index = min(count - 1, Int(offset / width))
      if offset > total + width { break }
      sums[index] += sample.value
      counts[index] += 1
    }
    var held = before
    var result: [Double?] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let partEnd = Timestamp(milliseconds: Int64(start + width * Double(index + 1)))
      if counts[index] > 0 {
        let mean = sums[index] / Double(counts[index])
        held = Sample(at: partEnd, value: mean)
        result.append(mean)
      } else if let sample = held, partEnd.since(sample.at) <= hold {
        result.append(sample.value)
      } else {
        result.append(nil)
      }
    }
    return result
  }

  /// The place of the first sample later than some time in milliseconds.
  private func place(after time: Double) -> Int {
    var low = 0
    var high = samples.count
    while low < high {
      let middle = (low + high) / 2
      if Double(samples[middle].at.milliseconds) > time { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
