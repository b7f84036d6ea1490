/// What every thread of a process does now.
package struct ThreadDumpQuestion: Question {
  package typealias Answer = ThreadDump
  package static let kind = QuestionKind.threadDump

  package var owner: LogOwner
  package var edition: Int

  /// Another `edition` asks for another dump.
  package init(_ owner: LogOwner, edition: Int = 0) {
    self.owner = owner
    self.edition = edition
  }

  package var subject: Subject { owner.subject }

  package func size(of answer: ThreadDump) -> Int { answer.size }
}

extension QuestionKind {
  /// The process stands still while it takes one: it is asked when the user wants it, and never by itself.
  package static let threadDump = QuestionKind(
    "thread-dump", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true, isLong: true)
}

extension Question where Self == ThreadDumpQuestion {
  package static func threadDump(_ owner: LogOwner, edition: Int = 0) -> ThreadDumpQuestion {
    ThreadDumpQuestion(owner, edition: edition)
  }
}
