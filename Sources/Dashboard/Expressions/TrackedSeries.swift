import MetricExpressions
import StreamModel

/// What the metrics of an expression stood at, as far as they were followed, for the moments of a grid.
///
/// Metrics are read when they are read, and not on the grid: between two readings that belong together a value lies on the
/// line through both. Beyond a gap nothing is known, and a moment at which one of the series has such a gap is none
/// of the answer: `SUM` would count what is not known as 0.
struct TrackedSeries: SeriesSource {
  private var runsByTarget: [ExpressionPlan.Target: [[Series.Sample]]] = [:]
  private let plan: ExpressionPlan
  /// From when to when all is known that there is; nil where there is nothing.
  let extent: ClosedRange<Int64>?
  /// When the last answer of any came.
  let receivedAt: Timestamp?

  /// `span` is how much of the past up to `now` is looked at.
  init(
    _ plan: ExpressionPlan, in tracks: MetricTracks, since start: Timestamp,
    holdingFor hold: Duration = Series.longestStep
  ) {
    self.plan = plan
    var received: [Timestamp] = []
    for target in Set(plan.targetsBySelector.values.joined()) {
      guard let track = tracks[target.source, target.id] else { continue }
      received.append(track.receivedAt)
      let runs = track.series(.sum).segments(holdingFor: hold).compactMap {
        run -> [Series.Sample]? in
        let first = run.firstIndex { $0.at >= start }
        return first.map { Self.steps(of: run[max(0, $0 - 1)...]) }
      }
      if !runs.isEmpty { runsByTarget[target] = runs }
    }
    receivedAt = received.max()
    let firsts = runsByTarget.values.compactMap { $0.first?.first?.at }
    let lasts = runsByTarget.values.compactMap { $0.last?.last?.at }
    guard let first = firsts.min(), let last = lasts.max() else {
      extent = nil
      return
    }
    // What began or ended long before others is not waited for: there may be less of it than there was.
    let from = firsts.filter { $0.since(first) <= Series.longestStep }.max() ?? first
    let to = lasts.filter { last.since($0) <= Series.longestStep }.min() ?? last
    extent = from < to ? from.seconds...to.seconds : from.seconds...from.seconds
  }

  /// Without what may be the figure of one collection, read twice: a rate would stand still, and then leap.
  private static func steps(of run: ArraySlice<Series.Sample>) -> [Series.Sample] {
    var steps: [Series.Sample] = []
    for sample in run {
      if let last = steps.last, last.value == sample.value,
        sample.at.since(last.at) < .metricStep * 1.5
      {
        continue
      }
      steps.append(sample)
    }
    return steps
  }

  func series(_ selector: SeriesSelector, in window: SeriesWindow) -> [RecordedSeries] {
    let moments = window.moments
    return (plan.targetsBySelector[selector] ?? []).map { target in
      var samples: [RecordedSeries.Sample] = []
      for run in runsByTarget[target] ?? [] {
        var place = 0
        for moment in moments {
          while place < run.count, run[place].at.seconds < moment { place += 1 }
          guard place < run.count else { break }
          guard let value = Self.value(of: run, at: moment, before: place) else { continue }
          samples.append(RecordedSeries.Sample(at: moment, value: value))
        }
      }
      return RecordedSeries(instance: target.instance, samples: samples)
    }
  }

  /// `place` is that of the first sample at the moment or later.
  private static func value(of run: [Series.Sample], at moment: Int64, before place: Int) -> Double?
  {
    let after = run[place]
    if after.at.seconds == moment || place == 0 {
      return after.at.seconds == moment ? after.value : nil
    }
    let before = run[place - 1]
    let length = after.at.since(before.at).inSeconds
    guard length > 0 else { return after.value }
    let share = Timestamp(milliseconds: moment * 1000).since(before.at).inSeconds / length
    return before.value + (after.value - before.value) * min(1, max(0, share))
  }

  /// True where something was known before and after a moment, and not at it.
  func isGap(_ moment: Int64) -> Bool {
    runsByTarget.values.contains { runs in
      guard let first = runs.first?.first?.at.seconds, let last = runs.last?.last?.at.seconds,
        first <= moment, moment <= last
      else { return false }
      return !runs.contains { run in
        (run.first?.at.seconds ?? .max) <= moment && moment <= (run.last?.at.seconds ?? .min)
      }
    }
  }
}

extension Timestamp {
  /// Whole seconds since 1970.
  fileprivate var seconds: Int64 { milliseconds / 1000 }
}
