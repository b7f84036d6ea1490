/// The rescales of a job that the system remembers, newest first.
package struct RescalesQuestion: Question {
  package typealias Answer = [RescaleRecord]
  package static let kind = QuestionKind.rescales

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }
}

extension QuestionKind {
  /// One request; 0.4 kB a rescale.
  package static let rescales = QuestionKind(
    "rescales", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == RescalesQuestion {
  package static func rescales(_ job: JobID) -> RescalesQuestion { RescalesQuestion(job) }
}
