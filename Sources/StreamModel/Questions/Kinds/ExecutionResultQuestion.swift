/// Why a job ended, as its result has it: also of one that failed before it came to run, of which no exception is kept.
package struct ExecutionResultQuestion: Question {
  /// Nil where it has not ended, or ended well.
  package typealias Answer = JobFailure?
  package static let kind = QuestionKind.executionResult

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(_ answer: JobFailure?, into model: inout ClusterModel, at time: AnswerTime) {
    model.jobsByID[job]?.readings.value.result = Observed(answer, receivedAt: time.now)
  }
}

extension QuestionKind {
  /// 35 kB where it failed.
  package static let executionResult = QuestionKind(
    "execution-result", cadence: .whenChanged, absence: .ofTheThing, isStanding: true)
}

extension Question where Self == ExecutionResultQuestion {
  package static func executionResult(_ job: JobID) -> ExecutionResultQuestion {
    ExecutionResultQuestion(job)
  }
}
