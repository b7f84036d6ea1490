/// The files of a process's log folder.
package struct LogFilesQuestion: Question {
  package typealias Answer = [LogFile]
  package static let kind = QuestionKind.logFiles

  package var owner: LogOwner

  package init(_ owner: LogOwner) { self.owner = owner }

  package var subject: Subject { owner.subject }

  package func size(of answer: [LogFile]) -> Int {
    answer.reduce(0) { $0 + MemoryLayout<LogFile>.stride + $1.name.utf8.count }
  }
}

extension QuestionKind {
  /// Of a TaskManager the JobManager asks it in turn.
  package static let logFiles = QuestionKind(
    "log-files", cadence: .repeated(open: .seconds(3)), absence: .ofTheThing, isRefreshable: true)
}

extension Question where Self == LogFilesQuestion {
  package static func logFiles(_ owner: LogOwner) -> LogFilesQuestion { LogFilesQuestion(owner) }
}
