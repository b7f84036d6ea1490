/// How long the rescales of a job took.
package struct RescaleSummaryQuestion: Question {
  package typealias Answer = RescaleSummary
  package static let kind = QuestionKind.rescaleSummary

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  /// One request of 1 kB.
  package static let rescaleSummary = QuestionKind(
    "rescale-summary", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == RescaleSummaryQuestion {
  package static func rescaleSummary(_ job: JobID) -> RescaleSummaryQuestion {
    RescaleSummaryQuestion(job)
  }
}
