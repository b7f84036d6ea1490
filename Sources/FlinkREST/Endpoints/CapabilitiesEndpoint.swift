import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/config`, and of a cluster `/jobmanager/config`.
  static let capabilities = Endpoint<CapabilitiesQuestion>(asks: ["/config", "/jobmanager/config"])
  {
    (_, client) async throws(SourceError) in try await client.capabilities()
  }
}

extension FlinkClient {
  /// What `/config` tells, and the default savepoint directory where the cluster tells that as well.
  fileprivate func capabilities() async throws(SourceError) -> Capabilities {
    var capabilities = try await read(.config, as: Capabilities.init(config:))
    capabilities.refusals = Endpoints.refusals(at: capabilities)
    contact.note(capabilities)
    // It has no configuration of a JobManager, and takes no savepoints.
    if capabilities.isHistoryServer { return capabilities }
    // A gateway may forbid it, since it shows the whole configuration; the rest is as good without.
    guard let values = try? await read(.jobManagerConfig, as: JobManagerConfig.values(in:)) else {
      return capabilities
    }
    capabilities.defaultSavepointDirectory = JobManagerConfig.savepointDirectory(in: values)
    // Off unless somebody sets it.
    capabilities.isProfilerOn = values["rest.profiling.enabled"]?.lowercased() == "true"
    capabilities.refusals = Endpoints.refusals(at: capabilities)
    return capabilities
  }

  /// What `/config` says; asked for only where that is not known yet.
  func knownCapabilities() async -> Capabilities? {
    if let known = contact.capabilities { return known }
    guard let told = try? await read(.config, as: Capabilities.init(config:)) else { return nil }
    contact.note(told)
    return told
  }
}

extension Route {
  static let config = Route(path: "/config", sizeLimit: 1 << 20, isEverywhere: true)
  /// 2 to 10 kB. Answered from memory; whoever is slow here is not to hold up what does not depend on it.
  static let jobManagerConfig = Route(
    path: "/jobmanager/config", sizeLimit: 1 << 20, timeout: .seconds(1))
}

extension Capabilities {
  /// Reads `/config`.
  init(config: JSONNode) throws(JSONError) {
    let version = try config.requiredString("flink-version")
    let release = FlinkRelease(version)
    func has(_ minor: Int) -> Bool { release.map { $0 >= FlinkRelease(1, minor) } ?? false }
    self.init(
      version: version,
      canTriggerCheckpoint: has(17),
      canChooseSavepointFormat: has(15),
      acceptsTriggerID: has(15),
      hasAccumulatedTimes: has(16),
      // Came with 1.16; before, the Web UI always cancelled.
      allowsCancel: config["features"]?["web-cancel"]?.bool ?? true,
      hasSubtaskFlameGraphs: has(17),
      canRescale: has(18),
      takesClaimMode: has(15),
      // In every version.
      takesJars: config["features"]?["web-submit"]?.bool ?? true,
      // Came with 1.16; a JobManager says false.
      isHistoryServer: config["features"]?["web-history"]?.bool ?? false)
    revision = config.text("flink-revision")
    allowsSubmit = config["features"]?["web-submit"]?.bool
    allowsRescale = config["features"]?["web-rescale"]?.bool
  }
}

/// Reads `/jobmanager/config`: a list of `{"key", "value"}`, of what is set only.
enum JobManagerConfig {
  static func values(in config: JSONNode) throws(JSONError) -> [String: String] {
    var values: [String: String] = [:]
    for entry in config.elements {
      if let key = entry.text("key"), let value = entry.text("value") { values[key] = value }
    }
    return values
  }

  /// The directory for savepoints for which none is named; nil where none is set.
  static func savepointDirectory(in values: [String: String]) -> String? {
    // Renamed in 1.20, which reads the old key as well, as 2.x does; the new one wins.
    return values["execution.checkpointing.savepoint-dir"] ?? values["state.savepoints.dir"]
  }
}
