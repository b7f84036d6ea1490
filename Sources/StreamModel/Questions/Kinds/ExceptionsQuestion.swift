/// What failed in a job so far.
package struct ExceptionsQuestion: Question {
  package typealias Answer = JobExceptions
  package static let kind = QuestionKind.exceptions

  package var job: JobID

  package init(_ job: JobID) { self.job = job }

  package var subject: Subject { .job(job) }

  package func size(of answer: JobExceptions) -> Int {
    answer.entries.reduce(0) { $0 + $1.size }
  }
}

extension QuestionKind {
  /// Cached at the server like the graph. 5 kB an entry.
  package static let exceptions = QuestionKind(
    "exceptions", cadence: .repeated(open: .seconds(10)), isRefreshable: true)
}

extension Question where Self == ExceptionsQuestion {
  package static func exceptions(_ job: JobID) -> ExceptionsQuestion { ExceptionsQuestion(job) }
}
