import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobmanager/config`: what is set, in no order.
  static let controllerConfiguration = Endpoint<ControllerConfigurationQuestion>(
    asks: ["/jobmanager/config"], refuses: { $0.isHistoryServer ? noJobManager : nil }
  ) { (_, client) async throws(SourceError) in
    let route = Route(path: Route.jobManagerConfig.path, sizeLimit: 1 << 20)
    return try await client.read(route, as: Setting.all(config:))
  }
}

extension Setting {
  /// Reads all of `/jobmanager/config`, by key.
  static func all(config: JSONNode) throws(JSONError) -> [Setting] {
    try config.requiredList { entry throws(JSONError) in
      Setting(key: try entry.requiredString("key"), value: entry["value"]?.string ?? "")
    }.sorted { $0.key < $1.key }
  }
}
