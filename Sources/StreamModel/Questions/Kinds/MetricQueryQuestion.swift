/// What an expression over metrics comes to, worked out by a system that has a language for them and a history.
package struct MetricQueryQuestion: Question {
  package typealias Answer = [QueriedSeries]
  package static let kind = QuestionKind.metricQuery

  package var job: JobID
  /// As the system reads it, with names as the job has them; an instance may be the number of a subtask.
  package var expression: String
  /// How much of the past is asked for.
  package var span: Duration

  package init(_ job: JobID, _ expression: String, span: Duration) {
    self.job = job
    self.expression = expression
    self.span = span
  }

  package var subject: Subject { .job(job) }
  package var detail: String { "\(span.wholeMilliseconds)\n\(expression)" }

  package func isEmpty(_ answer: [QueriedSeries]) -> Bool { answer.isEmpty }

  package func size(of answer: [QueriedSeries]) -> Int {
    answer.reduce(0) {
      $0 + MemoryLayout<QueriedSeries>.stride
        + $1.samples.count * MemoryLayout<Series.Sample>.stride + ($1.instance?.utf8.count ?? 0)
    }
  }
}

/// One of the series that an expression comes to.
package struct QueriedSeries: Hashable, Sendable {
  /// Whose it is; nil of one that was made from several.
  package var instance: String?
  /// What that is in the model; nil where it is nothing of it.
  package var subject: Subject?
  /// Oldest first; each is of the time that began then.
  package var samples: [Series.Sample]

  package init(instance: String? = nil, samples: [Series.Sample]) {
    self.instance = instance
    self.samples = samples
  }
}

extension QuestionKind {
  /// 2 kB for an hour of one series.
  package static let metricQuery = QuestionKind(
    "metric-query", cadence: .repeated(open: .seconds(30)), absence: .ofTheThing, hasRates: false)
}

extension Question where Self == MetricQueryQuestion {
  package static func metricQuery(
    _ job: JobID, _ expression: String, span: Duration
  ) -> MetricQueryQuestion { MetricQueryQuestion(job, expression, span: span) }
}
