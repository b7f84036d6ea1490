import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/logs`, `/taskmanagers/:id/logs`. The files that a process calls its own go first: they can be had even
  /// where the list is empty, as where logs go to the container's output alone.
  static let logFiles = Endpoint<LogFilesQuestion>(
    asks: ["/jobmanager/logs", "/taskmanagers/:id/logs"],
    refuses: { $0.isHistoryServer ? noLogs : nil }
  ) { (question, client) async throws(SourceError) in
    let route = Route(path: Route.path(ofLogsOf: question.owner) + "/logs")
    return [.own, .ownOutput] + (try await client.read(route, as: LogFile.all(logs:)))
  }

  static let noLogs = "a history server has no logs of processes"
}

extension Route {
  /// Under what the logs of a process are.
  static func path(ofLogsOf owner: LogOwner) -> String {
    switch owner {
    case .controller: "/jobmanager"
    case .worker(let id): "/taskmanagers/" + encoded(id.text)
    }
  }
}

extension LogFile {
  /// Reads all of `/jobmanager/logs`. `mtime` came with 1.16.
  static func all(logs: JSONNode) throws(JSONError) -> [LogFile] {
    try logs.requiredList("logs") { entry throws(JSONError) in
      LogFile(
        name: try entry.requiredString("name"), size: entry.bytes("size"),
        changedAt: entry.timestamp("mtime"))
    }
  }
}
