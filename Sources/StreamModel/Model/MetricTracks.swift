/// What one metric stood at over the last hour, as far as it was asked for.
package struct MetricTrack: Hashable, Sendable {
  /// One of what is told of a single thing, else one a summary.
  private var series: [Series]
  package private(set) var last: MetricFigure
  /// When the last figure came.
  package private(set) var receivedAt: Timestamp

  init(_ figure: MetricFigure, heldAt: Timestamp, receivedAt: Timestamp) {
    let count = if case .single = figure { 1 } else { MetricSummary.allCases.count }
    series = Array(repeating: Series(), count: count)
    last = figure
    self.receivedAt = receivedAt
    take(figure, heldAt: heldAt, receivedAt: receivedAt)
  }

  package func series(_ summary: MetricSummary) -> Series {
    series.count == 1 ? series[0] : series[summary.rawValue]
  }

  /// How many series it holds.
  fileprivate var count: Int { series.count }

  /// True where there is one series for each summary.
  package var isSummarised: Bool { series.count > 1 }

  /// One whose past is told.
  fileprivate init(_ reading: MetricReading, receivedAt: Timestamp) {
    series = Array(repeating: Series(), count: reading.summaries)
    last = reading.figure
    self.receivedAt = receivedAt
    takePast(reading, receivedAt: receivedAt)
  }

  /// What is told of the past takes the place of what was known of it; what lies before that stays.
  fileprivate mutating func takePast(_ reading: MetricReading, receivedAt: Timestamp) {
    last = reading.figure
    self.receivedAt = receivedAt
    guard let first = reading.past.first, series.count == reading.summaries else { return }
    for (index, summary) in MetricSummary.allCases.prefix(series.count).enumerated() {
      var told = Series()
      for sample in series[index].samples where sample.at < first.at {
        told.append(sample.value, at: sample.at)
      }
      if series.count == 1 {
        for sample in reading.past { told.append(sample.value, at: sample.at) }
      } else {
        for past in reading.pastSpreads {
          told.append(summary.value(of: .spread(past.spread)), at: past.at)
        }
      }
      series[index] = told
    }
  }

  fileprivate mutating func take(
    _ figure: MetricFigure, heldAt: Timestamp, receivedAt: Timestamp
  ) {
    last = figure
    self.receivedAt = receivedAt
    for (index, summary) in MetricSummary.allCases.prefix(series.count).enumerated() {
      // When it held is known more or less exactly from answer to answer, so it may seem to go back.
      let at = max(heldAt, series[index].last?.at ?? heldAt)
      series[index].append(summary.value(of: figure), at: at)
    }
  }
}

/// The tracks of the metrics that are followed. Bounded: what was fed the longest ago goes first.
package struct MetricTracks: Sendable {
  private struct Key: Hashable {
    var source: MetricSource
    var id: String
  }

  /// In series: one of an hour takes 6 kB, so that all take 19 MB. Six expressions over 500 metrics each are the most that is
  /// followed.
  static let capacity = 3_200
  private var tracks: [Key: MetricTrack] = [:]
  /// Of all tracks.
  private var series = 0

  package init() {}

  package subscript(_ source: MetricSource, _ id: String) -> MetricTrack? {
    tracks[Key(source: source, id: id)]
  }

  var count: Int { tracks.count }

  mutating func take(
    _ readings: [MetricReading], of source: MetricSource, heldAt: Timestamp,
    receivedAt: Timestamp
  ) {
    for reading in readings.prefix(Self.capacity) {
      let key = Key(source: source, id: reading.id)
      if tracks[key]?.isSummarised == source.isAggregated {
        tracks[key]?.take(reading.figure, heldAt: heldAt, receivedAt: receivedAt)
      } else {
        series -= tracks[key]?.count ?? 0
        let track = MetricTrack(reading.figure, heldAt: heldAt, receivedAt: receivedAt)
        tracks[key] = track
        series += track.count
      }
    }
    dropOldest()
  }

  /// The same of readings that tell their past.
  mutating func takePast(
    _ readings: [MetricReading], of source: MetricSource, receivedAt: Timestamp
  ) {
    for reading in readings.prefix(Self.capacity) {
      let key = Key(source: source, id: reading.id)
      if tracks[key]?.count == reading.summaries {
        tracks[key]?.takePast(reading, receivedAt: receivedAt)
      } else {
        series -= tracks[key]?.count ?? 0
        let track = MetricTrack(reading, receivedAt: receivedAt)
        tracks[key] = track
        series += track.count
      }
    }
    dropOldest()
  }

  private mutating func dropOldest() {
    guard series > Self.capacity else { return }
    // The oldest of all go at once: to look for one at a time would take the square of their number.
    for (key, track) in tracks.sorted(by: { $0.value.receivedAt < $1.value.receivedAt }) {
      guard series > Self.capacity else { break }
      tracks[key] = nil
      series -= track.count
    }
  }
}

extension MetricReading {
  /// How many series its past makes: one, or one a summary.
  fileprivate var summaries: Int { pastSpreads.isEmpty ? 1 : MetricSummary.allCases.count }
}
