import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/thread-dump`, which came with 1.15, and `/taskmanagers/:id/thread-dump`.
  static let threadDump = Endpoint<ThreadDumpQuestion>(
    asks: ["/jobmanager/thread-dump", "/taskmanagers/:manager/thread-dump"],
    refuses: { $0.isHistoryServer ? "a history server has no threads of processes" : nil }
  ) { (question, client) async throws(SourceError) in
    if question.owner == .controller, let known = await client.knownCapabilities(),
      let refusal = known.refusal(since: FlinkRelease(1, 15))
    {
      throw .unsupported(refusal)
    }
    return try await client.read(.threadDump(question.owner), as: ThreadDump.init(dump:))
  }
}

extension Route {
  /// 1.1 kB a thread: 340 kB of a TaskManager with 300 threads. It took up to 0.7 s.
  static func threadDump(_ owner: LogOwner) -> Route {
    Route(
      path: path(ofLogsOf: owner) + "/thread-dump", sizeLimit: 64 << 20, timeout: .seconds(60))
  }
}

extension ThreadDump {
  /// Reads all of `/jobmanager/thread-dump`.
  init(dump: JSONNode) throws(JSONError) {
    var builder = Builder()
    _ = try dump.requiredList("threadInfos") { entry throws(JSONError) in
      // The name is null for a thread that ended meanwhile.
      ThreadInfoText.add(
        entry.text("threadName") ?? "", try entry.requiredString("stringifiedThreadInfo"),
        to: &builder)
    }
    self = builder.built
  }
}
