/// Checkpoints of a job: counts, summary and history.
package struct CheckpointsQuestion: Question {
  package typealias Answer = CheckpointStatistics
  package static let kind = QuestionKind.checkpoints

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(
    _ answer: CheckpointStatistics, into model: inout ClusterModel, at time: AnswerTime
  ) {
    model.take(answer, of: job, at: time.now)
  }
}

extension QuestionKind {
  /// The statistics are cached for 3 s at the server.
  package static let checkpoints = QuestionKind(
    "checkpoints", cadence: .repeated(open: .seconds(3), row: .seconds(10), hidden: .seconds(52)),
    absence: .ofTheJobOrItsCheckpoints, isRefreshable: true, isStanding: true)
}

extension Question where Self == CheckpointsQuestion {
  package static func checkpoints(_ job: JobID) -> CheckpointsQuestion { CheckpointsQuestion(job) }
}
