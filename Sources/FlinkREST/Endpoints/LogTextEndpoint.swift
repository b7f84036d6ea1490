import HTTPTransport
import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/logs/:file` and `/taskmanagers/:id/logs/:file`; `log` and `stdout` without `logs` before them for the
  /// files that a process calls its own. All send the whole file, without ranges.
  static let logText = Endpoint<LogTextQuestion>(
    asks: [
      "/jobmanager/log", "/jobmanager/stdout", "/jobmanager/logs/:file", "/taskmanagers/:id/log",
      "/taskmanagers/:id/stdout", "/taskmanagers/:id/logs/:file",
    ], refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (question, client) async throws(SourceError) in
    let route = Route.logText(question)
    let response = try await client.send(route)
    guard (200..<300).contains(response.status) else {
      throw AnswerCheck.failure(response, route)
    }
    // Flink calls a log plain text.
    if response.contentType?.contains("text/html") ?? false, HTMLPage.isOne(response) {
      throw .malformed(
        what: "HTML instead of a log: is this a proxy or login page?", on: route.name)
    }
    return LogText(
      bytes: response.body, start: response.bytesDropped, readFor: response.answerTime)
  }
}

extension Route {
  static func logText(_ question: LogTextQuestion) -> Route {
    let isOwn = LogFile(name: question.file, size: nil).isOwn
    let path = path(ofLogsOf: question.owner) + (isOwn ? "/" : "/logs/") + encoded(question.file)
    return Route(
      path: path, sizeLimit: Int(LogTextQuestion.longestFile.bytes), keeps: .tail(question.tail),
      timeout: .seconds(600))
  }
}
