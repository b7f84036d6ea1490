/// Which metrics there are of something.
package struct MetricIDsQuestion: Question {
  package typealias Answer = [String]
  package static let kind = QuestionKind.metricIDs

  package var source: MetricSource

  package init(_ source: MetricSource) { self.source = source }

  package var subject: Subject { source.subject }
  package var detail: String { source.detail }

  /// Before the first fetch there are none.
  package func isEmpty(_ answer: [String]) -> Bool { answer.isEmpty }

  package func size(of answer: [String]) -> Int {
    answer.reduce(0) { $0 + MemoryLayout<String>.stride + $1.utf8.count }
  }

  package func take(_ answer: [String], into model: inout ClusterModel, at time: AnswerTime) {
    // While a job restarts there are none: what was there is better than nothing.
    if answer.isEmpty, model.answers[self]?.value.isEmpty == false { return }
    model.answers.keep(answer, to: self, at: time.now)
    if case .vertex(let job, let vertex) = source, model.jobsByID[job]?.vertices[vertex] != nil {
      model.jobsByID[job]?.readings.value.vertices[vertex]?.backlog.list(answer)
    }
  }
}

extension QuestionKind {
  /// 2 to 8 kB of a vertex; they change seldom.
  package static let metricIDs = QuestionKind(
    "metric-ids", cadence: .repeated(open: .seconds(30)), isMetricBacked: true,
    absence: .ofTheThing, hasRates: false, isLookedInto: true)
}

extension Question where Self == MetricIDsQuestion {
  package static func metricIDs(_ source: MetricSource) -> MetricIDsQuestion {
    MetricIDsQuestion(source)
  }
}
