import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/checkpoints/config`.
  static let checkpointConfiguration = Endpoint<CheckpointConfigurationQuestion>(
    asks: ["/jobs/:job/checkpoints/config"], route: { .checkpointConfiguration($0.job) },
    read: CheckpointConfiguration.init(config:))
}

extension Route {
  static func checkpointConfiguration(_ job: JobID) -> Route {
    Route(path: path(job) + "/checkpoints/config", sizeLimit: 1 << 20)
  }
}

extension CheckpointConfiguration {
  /// Reads `/jobs/:id/checkpoints/config`.
  init(config: JSONNode) throws(JSONError) {
    let externalization = config["externalization"]
    let isExternalized = externalization?["enabled"]?.bool ?? false
    self.init(
      mode: try config.requiredString("mode"),
      // Long.MAX_VALUE where periodic checkpoints are off.
      interval: config["interval"]?.int64 == Int64.max ? nil : config.milliseconds("interval"),
      timeout: config.milliseconds("timeout"),
      minPause: config.milliseconds("min_pause"),
      maxConcurrent: config.count("max_concurrent"),
      isUnaligned: config["unaligned_checkpoints"]?.bool,
      tolerableFailures: config.count("tolerable_failed_checkpoints"),
      stateBackend: Self.known(config.text("state_backend")),
      storage: Self.known(config.text("checkpoint_storage")),
      externalizedDeletesOnCancellation: isExternalized
        ? externalization?["delete_on_cancellation"]?.bool : nil,
      isChangelogEnabled: config["state_changelog_enabled"]?.bool)
  }

  /// `Unknown` stands for nothing: of a job that the adaptive scheduler has wait for slots Flink does not know it yet.
  private static func known(_ name: String?) -> String? { name == "Unknown" ? nil : name }
}
