/// What chosen metrics of one thing stand at, all in one answer.
package struct MetricValuesQuestion: Question {
  /// Without those that the system does not know (now).
  package typealias Answer = [MetricReading]
  package static let kind = QuestionKind.metricValues

  package var source: MetricSource
  /// Those that are followed.
  package let ids: [String]
  /// Those of them that are there, as far as that is known.
  package private(set) var asked: [String]
  /// What they stood at before is wanted too, of a system that keeps it.
  package let past: MetricPast?

  package init(_ source: MetricSource, _ ids: [String], past: MetricPast? = nil) {
    self.source = source
    self.ids = Set(ids).sorted()
    self.past = past
    asked = self.ids
  }

  package var subject: Subject { source.subject }
  package var detail: String {
    let stretch = past.map { ["\($0.span.components.seconds)s by \($0.step.components.seconds)s"] }
    return ([source.detail] + (stretch ?? []) + ids).joined(separator: "\n")
  }

  /// One id that is not there empties an answer about several things: only those are asked for that are.
  package func informed(by model: ClusterModel) -> Self {
    guard source.isAggregated, let there = model.answers[.metricIDs(source)]?.value, !there.isEmpty
    else { return self }
    var informed = self
    let known = Set(there)
    informed.asked = ids.filter(known.contains)
    return informed
  }

  package func isEmpty(_ answer: [MetricReading]) -> Bool { answer.isEmpty }

  package func size(of answer: [MetricReading]) -> Int {
    answer.reduce(0) { size, reading in
      size + MemoryLayout<MetricReading>.stride + 2 * reading.id.utf8.count
        + reading.past.count * MemoryLayout<Series.Sample>.stride
        + reading.pastSpreads.count * MemoryLayout<PastSpread>.stride
    }
  }

  package func take(
    _ answer: [MetricReading], into model: inout ClusterModel, at time: AnswerTime
  ) {
    model.answers.keep(answer, to: self, at: time.now)
    if past != nil {
      model.metricTracks.takePast(answer, of: source, receivedAt: time.now)
      return
    }
    // As old as somebody else's last question: no time can be told.
    guard time.age != .unknown else { return }
    let heldAt =
      switch model.fetchInstant(of: time) {
      case .at(let instant): instant
      case .notAfter(let instant): min(instant, time.age.measuredAt(time.now))
      case .unknown: time.age.measuredAt(time.now)
      }
    model.judge(answer, of: source, at: heldAt)
    model.metricTracks.take(answer, of: source, heldAt: heldAt, receivedAt: time.now)
  }
}

extension QuestionKind {
  /// One request for up to 3 kB of ids.
  package static let metricValues = QuestionKind(
    "metric-values", cadence: .repeated(open: .metricStep), isMetricBacked: true,
    absence: .ofTheThing, hasRates: false, isLookedInto: true)
}

extension Question where Self == MetricValuesQuestion {
  package static func metricValues(
    _ source: MetricSource, _ ids: [String], past: MetricPast? = nil
  ) -> MetricValuesQuestion { MetricValuesQuestion(source, ids, past: past) }
}
