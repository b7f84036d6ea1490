/// What failed in an application, the newest first.
package struct ApplicationFailuresQuestion: Question {
  package typealias Answer = [ApplicationFailure]
  package static let kind = QuestionKind.applicationFailures

  package var id: ApplicationID

  package init(_ id: ApplicationID) { self.id = id }

  package var subject: Subject { .cluster }
  package var detail: String { id.text }

  package func size(of answer: [ApplicationFailure]) -> Int {
    answer.reduce(0) { $0 + 64 + $1.cause.utf8.count + $1.trace.utf8.count }
  }
}

extension QuestionKind {
  /// One request; 5 kB a failure.
  package static let applicationFailures = QuestionKind(
    "application-failures", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true)
}

extension Question where Self == ApplicationFailuresQuestion {
  package static func applicationFailures(_ id: ApplicationID) -> ApplicationFailuresQuestion {
    ApplicationFailuresQuestion(id)
  }
}
