/// What a job is set to.
package struct JobConfigurationQuestion: Question {
  package typealias Answer = JobConfiguration
  package static let kind = QuestionKind.jobConfiguration

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func size(of answer: JobConfiguration) -> Int {
    MemoryLayout<JobConfiguration>.size
      + answer.userSettings.reduce(0) { $0 + 32 + $1.key.utf8.count + $1.value.utf8.count }
  }
}

extension QuestionKind {
  package static let jobConfiguration = QuestionKind("job-configuration", cadence: .whenChanged)
}

extension Question where Self == JobConfigurationQuestion {
  package static func jobConfiguration(_ job: JobID) -> JobConfigurationQuestion {
    JobConfigurationQuestion(job)
  }
}
