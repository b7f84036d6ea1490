/// What is set of the process that runs an application.
package struct ApplicationConfigurationQuestion: Question {
  package typealias Answer = [Setting]
  package static let kind = QuestionKind.applicationConfiguration

  package var id: ApplicationID

  package init(_ id: ApplicationID) { self.id = id }

  package var subject: Subject { .cluster }
  package var detail: String { id.text }

  package func size(of answer: [Setting]) -> Int {
    answer.reduce(0) {
      $0 + MemoryLayout<Setting>.stride + $1.key.utf8.count + $1.value.utf8.count
    }
  }
}

extension QuestionKind {
  /// One request of 2 kB, once.
  package static let applicationConfiguration = QuestionKind(
    "application-configuration", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == ApplicationConfigurationQuestion {
  package static func applicationConfiguration(_ id: ApplicationID)
    -> ApplicationConfigurationQuestion
  { ApplicationConfigurationQuestion(id) }
}
