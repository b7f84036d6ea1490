/// What failed in a job so far.
package struct ExceptionsQuestion: Question {
  package typealias Answer = JobExceptions
  package static let kind = QuestionKind.exceptions

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func take(
    _ answer: JobExceptions, into model: inout ClusterModel, at time: AnswerTime
  ) {
    model.answers.keep(answer, to: self, at: time.now)
    guard model.traits.failsInPlace else { return }
    model.jobsByID[job]?.failures = Observed(VertexFailures.all(answer), receivedAt: time.now)
  }

  package func size(of answer: JobExceptions) -> Int {
    answer.entries.reduce(0) { $0 + $1.size }
  }
}

extension QuestionKind {
  /// Cached at the server like the graph. 5 kB an entry. Of rows and of jobs that are not shown only where they tell what
  /// nothing else does (`failsInPlace`): a tracker answers for one component after the other.
  package static let exceptions = QuestionKind(
    "exceptions",
    cadence: .repeated(open: .seconds(10), row: .seconds(60), hidden: .seconds(240)),
    isRefreshable: true, isLookedInto: true)
}

extension Question where Self == ExceptionsQuestion {
  package static func exceptions(_ job: JobID) -> ExceptionsQuestion { ExceptionsQuestion(job) }
}
