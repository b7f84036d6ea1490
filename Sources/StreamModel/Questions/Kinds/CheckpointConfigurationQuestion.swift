/// How a job takes its checkpoints.
package struct CheckpointConfigurationQuestion: Question {
  package typealias Answer = CheckpointConfiguration
  package static let kind = QuestionKind.checkpointConfiguration

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(
    _ answer: CheckpointConfiguration, into model: inout ClusterModel, at time: AnswerTime
  ) {
    model.jobsByID[job]?.take(answer, at: time.now)
  }
}

extension QuestionKind {
  package static let checkpointConfiguration = QuestionKind(
    "checkpoint-configuration", cadence: .whenChanged, absence: .ofTheJobOrItsCheckpoints,
    isStanding: true)
}

extension Question where Self == CheckpointConfigurationQuestion {
  package static func checkpointConfiguration(_ job: JobID) -> CheckpointConfigurationQuestion {
    CheckpointConfigurationQuestion(job)
  }
}
