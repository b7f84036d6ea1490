/// The end of one log file.
package struct LogTextQuestion: Question {
  package typealias Answer = LogText
  package static let kind = QuestionKind.logText
  /// Bytes at the end that are kept of a file of any length, unless another number is asked for.
  package static let usualTail = 2 << 20
  /// A file that is longer is not read: at 100 MB/s that takes ten seconds, and the server sends it all.
  package static let longestFile = ByteCount(bytes: 1 << 30)

  package var owner: LogOwner
  /// As the list has it, or `LogFile.own`.
  package var file: String
  package var tail: Int
  package var edition: Int

  /// `edition` is any number that is another one once the file has grown.
  package init(
    _ owner: LogOwner, _ file: String, tail: Int = LogTextQuestion.usualTail, edition: Int = 0
  ) {
    self.owner = owner
    self.file = file
    self.tail = tail
    self.edition = edition
  }

  package var subject: Subject { owner.subject }
  package var detail: String { file }

  package func size(of answer: LogText) -> Int {
    answer.bytes.count + answer.lines.count * MemoryLayout<LogLine>.stride
  }
}

extension QuestionKind {
  /// The server knows no ranges: the whole file goes over the wire each time, whatever is kept of it.
  package static let logText = QuestionKind(
    "log-text", cadence: .whenChanged, absence: .ofTheThing, isRefreshable: true, isLong: true)
}

extension Question where Self == LogTextQuestion {
  package static func logText(
    _ owner: LogOwner, _ file: String, edition: Int = 0
  ) -> LogTextQuestion {
    LogTextQuestion(owner, file, edition: edition)
  }
}
