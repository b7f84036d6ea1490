/// What came of a profile of a process, by the name of its file.
package struct ProfilePageQuestion: Question {
  package typealias Answer = ProfilePage
  package static let kind = QuestionKind.profilePage

  package var owner: LogOwner
  package var file: String

  package init(_ owner: LogOwner, _ file: String) {
    self.owner = owner
    self.file = file
  }

  package var subject: Subject { owner.subject }
  package var detail: String { file }

  package func size(of answer: ProfilePage) -> Int {
    answer.bytes.count
      + (answer.graph?.places ?? []).reduce(0) {
        $0 + MemoryLayout<FlameGraph.Place>.stride + $1.name.utf8.count
      }
  }
}

extension QuestionKind {
  /// A file does not change: 20 kB of an idle process, some megabytes of a busy one.
  package static let profilePage = QuestionKind(
    "profile-page", cadence: .whenChanged, absence: .ofTheThing, isLong: true)
}

extension Question where Self == ProfilePageQuestion {
  package static func profilePage(_ owner: LogOwner, _ file: String) -> ProfilePageQuestion {
    ProfilePageQuestion(owner, file)
  }
}
