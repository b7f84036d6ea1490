/// The last failure of a job.
package struct FailureQuestion: Question {
  /// Nil where the job never failed.
  package typealias Answer = JobFailure?
  package static let kind = QuestionKind.failure

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(_ answer: JobFailure?, into model: inout ClusterModel, at time: AnswerTime) {
    model.jobsByID[job]?.failure = Observed(answer, receivedAt: time.now)
  }
}

extension QuestionKind {
  package static let failure = QuestionKind(
    "failure", cadence: .whenChanged, isRefreshable: true, isStanding: true)
}

extension Question where Self == FailureQuestion {
  package static func failure(_ job: JobID) -> FailureQuestion { FailureQuestion(job) }
}
