/// Which way the watermark lag of a job goes.
enum LagTrend: Hashable {
  /// Seconds of lag gained a second, and since when.
  case growing(slope: Double, since: Onset?)
  /// Seconds of lag lost a second.
  case draining(slope: Double)
  case steady

  /// Nil where there are too few fresh samples to tell.
  init?(of job: JobModel, context: DiagnosisContext) {
    let limits = context.thresholds
    let series = job.lagSeries
    guard context.fresh(job.watermarkLag) != nil,
      let trend = series.trend(over: limits.lagWindow, endingAt: context.now),
      trend.samples >= limits.lagSamples, trend.span >= limits.lagShortestSpan,
      context.age(of: trend.newest) <= limits.freshFor
    else { return nil }
    let isLine = trend.fit >= limits.lagFit
    let change = limits.lagChange.inSeconds
    if isLine, trend.rise >= change {
      let jitter = limits.lagJitter.inSeconds
      let since = series.risingSince(tolerance: jitter).map { onset in
        // The first sample tells of the time before it where it is of a lag that has grown already.
        let isFirst = series.samples.first.map { $0.at == onset && $0.value > jitter } ?? false
        return Onset(at: onset, isFirstSeen: isFirst).within(job)
      }
      // The rest before the rise is no part of its slope.
      let rise = since.flatMap { onset in
        series.trend(
          over: min(limits.lagWindow, context.age(of: onset.at)), endingAt: context.now)
      }
      self = .growing(slope: (rise ?? trend).slopePerSecond, since: since)
    } else if isLine, trend.rise <= -change {
      self = .draining(slope: -trend.slopePerSecond)
    } else {
      self = .steady
    }
  }
}

extension LagTrend {
  /// True of a lag that has just come to be far above what it was: whether it goes on so is not known before some samples more.
  static func hasLeapt(in job: JobModel, context: DiagnosisContext) -> Bool {
    let start = context.now.advanced(by: .zero - context.thresholds.lagWindow)
    let recent = job.lagSeries.samples.filter { $0.at >= start }.map(\.value)
    guard recent.count >= context.thresholds.lagSamples, let newest = recent.last else {
      return false
    }
    let usual = recent.sorted()[recent.count / 2]
    return newest == recent.max() && newest - usual >= context.thresholds.lagOfNow.inSeconds
  }
}
