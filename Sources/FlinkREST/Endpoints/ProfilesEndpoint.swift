import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/profiler`, `/taskmanagers/:id/profiler`. Where it is off there is no such route at all.
  static let profiles = Endpoint<ProfilesQuestion>(
    asks: ["/jobmanager/profiler", "/taskmanagers/:manager/profiler"], since: FlinkRelease(1, 19),
    refuses: noProfiler
  ) { (question, client) async throws(SourceError) in
    do throws(SourceError) {
      return try await client.read(.profiles(question.owner), as: Profile.all(profiles:))
    } catch {
      if case .unsupported = error { throw .unsupported(profilerIsOff) }
      throw error
    }
  }

  static let noProfiler: @Sendable (Capabilities) -> String? = { capabilities in
    if capabilities.isHistoryServer { return "a history server has no processes to profile" }
    // Before 1.19 the version is the reason.
    guard capabilities.refusal(since: FlinkRelease(1, 19)) == nil else { return nil }
    return capabilities.isProfilerOn == false ? profilerIsOff : nil
  }

  static let profilerIsOff =
    "the profiler is off (rest.profiling.enabled: true in the configuration turns it on)"
}

extension Route {
  /// 0.3 kB a profile, of which there are ten at most unless configured otherwise.
  static func profiles(_ owner: LogOwner) -> Route {
    Route(path: path(ofLogsOf: owner) + "/profiler")
  }
}

extension Profile {
  /// Reads all of `/jobmanager/profiler`, the newest first.
  static func all(profiles: JSONNode) throws(JSONError) -> [Profile] {
    try profiles.requiredList("profilingList") { entry throws(JSONError) in
      let file = entry.text("outputFile")
      return Profile(
        mode: entry.text("mode") ?? entry.text("profilingMode") ?? "-",
        state: State(try entry.requiredString("status")),
        startedAt: entry.timestamp("triggerTime"), endedAt: entry.timestamp("finishedTime"),
        duration: entry.count("duration").map { .seconds($0) }, message: entry.text("message"),
        file: file?.isEmpty == true ? nil : file)
    }
  }
}
