/// How many rescales of a job there were, and the last one of each outcome.
package struct RescaleOverviewQuestion: Question {
  package typealias Answer = RescaleOverview
  package static let kind = QuestionKind.rescaleOverview

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  /// One request of 1 kB.
  package static let rescaleOverview = QuestionKind(
    "rescale-overview", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == RescaleOverviewQuestion {
  package static func rescaleOverview(_ job: JobID) -> RescaleOverviewQuestion {
    RescaleOverviewQuestion(job)
  }
}
