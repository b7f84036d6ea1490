/// One application with its jobs.
package struct ApplicationQuestion: Question {
  package typealias Answer = ApplicationDetail
  package static let kind = QuestionKind.application

  package var id: ApplicationID

  package init(_ id: ApplicationID) { self.id = id }

  package var subject: Subject { .cluster }
  package var detail: String { id.text }

  package func size(of answer: ApplicationDetail) -> Int {
    answer.jobs.reduce(512) { $0 + MemoryLayout<JobSummary>.stride + $1.name.utf8.count }
  }
}

extension QuestionKind {
  /// One request; 0.4 kB a job.
  package static let application = QuestionKind(
    "application", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true
  )
}

extension Question where Self == ApplicationQuestion {
  package static func application(_ id: ApplicationID) -> ApplicationQuestion {
    ApplicationQuestion(id)
  }
}
