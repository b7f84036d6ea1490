/// The applications that the cluster knows.
package struct ApplicationsQuestion: Question {
  package typealias Answer = [ApplicationSummary]
  package static let kind = QuestionKind.applications

  package init() {}

  package var subject: Subject { .cluster }

  package func size(of answer: [ApplicationSummary]) -> Int {
    answer.reduce(0) { $0 + MemoryLayout<ApplicationSummary>.stride + 64 + $1.name.utf8.count }
  }
}

extension QuestionKind {
  /// One request; 0.2 kB an application.
  package static let applications = QuestionKind(
    "applications", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing,
    isRefreshable: true
  )
}

extension Question where Self == ApplicationsQuestion {
  package static var applications: ApplicationsQuestion { ApplicationsQuestion() }
}
