extension Series {
  /// Metrics step each 10 s. What lies further apart than this has nothing known between.
  package static let longestStep: Duration = .metricStep * 2.5

  /// Runs of samples without a gap, oldest first.
  package func segments(holdingFor hold: Duration = Series.longestStep) -> [[Sample]] {
    var segments: [[Sample]] = []
    var former: Sample?
    for sample in samples {
      if let former, sample.at.since(former.at) <= hold {
        segments[segments.count - 1].append(sample)
      } else {
        segments.append([sample])
      }
      former = sample
    }
    return segments
  }

  /// The rise per second of what only grows, in runs without a gap. What fell has begun anew: of the time before that
  /// nothing is known, and a new run begins. The same value again within `step` may be the same fetch of metrics, read
  /// twice: it waits for the next one.
  package func rateSegments(
    step: Duration = .metricStep, holdingFor hold: Duration = Series.longestStep
  ) -> [[Sample]] {
    var segments: [[Sample]] = []
    for run in self.segments(holdingFor: hold) {
      var rates: [Sample] = []
      var base = run[0]
      for sample in run.dropFirst() {
        let span = sample.at.since(base.at)
        if sample.value < base.value {
          if !rates.isEmpty { segments.append(rates) }
          rates = []
        } else if sample.value == base.value, span < step * 1.5 {
          continue
        } else {
          rates.append(Sample(at: sample.at, value: (sample.value - base.value) / span.inSeconds))
        }
        base = sample
      }
      if !rates.isEmpty { segments.append(rates) }
    }
    return segments
  }
}
