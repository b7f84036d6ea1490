import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/config`.
  static let jobConfiguration = Endpoint<JobConfigurationQuestion>(
    asks: ["/jobs/:job/config"],
    route: { Route(path: Route.path($0.job) + "/config", sizeLimit: 1 << 20) },
    read: JobConfiguration.init(config:))
}

extension JobConfiguration {
  /// Reads `/jobs/:id/config`.
  init(config: JSONNode) throws(JSONError) {
    _ = try config.requiredString("jid")
    let execution = config["execution-config"]
    var settings: [Setting] = []
    if let members = execution?["user-config"]?.members {
      for (key, value) in members {
        settings.append(Setting(key: key.string ?? "", value: value.string ?? ""))
      }
    }
    self.init(
      executionMode: execution?.text("execution-mode"),
      restartStrategy: execution?.text("restart-strategy"),
      parallelism: execution?.count("job-parallelism"),
      reusesObjects: execution?["object-reuse-mode"]?.bool,
      userSettings: settings.sorted { $0.key < $1.key })
  }
}
