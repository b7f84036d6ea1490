/// The state of one job alone: all that `flinktop wait` needs.
package struct JobStatusQuestion: Question {
  package typealias Answer = JobState
  package static let kind = QuestionKind.jobStatus

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  /// One request of 20 bytes, which the JobManager answers at once.
  package static let jobStatus = QuestionKind(
    "job-status", cadence: .repeated(open: .seconds(1)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == JobStatusQuestion {
  package static func jobStatus(_ job: JobID) -> JobStatusQuestion { JobStatusQuestion(job) }
}
