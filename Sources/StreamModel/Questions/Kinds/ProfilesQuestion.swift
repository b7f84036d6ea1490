/// The profiles of a process.
package struct ProfilesQuestion: Question {
  package typealias Answer = [Profile]
  package static let kind = QuestionKind.profiles

  package var owner: LogOwner

  package init(_ owner: LogOwner) { self.owner = owner }

  package var subject: Subject { owner.subject }
}

extension QuestionKind {
  package static let profiles = QuestionKind(
    "profiles", cadence: .repeated(open: .seconds(10)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == ProfilesQuestion {
  package static func profiles(_ owner: LogOwner) -> ProfilesQuestion { ProfilesQuestion(owner) }
}
