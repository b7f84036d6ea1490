import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/config`: numbers of a modern tracker are texts of a legacy one, and what is no plain value is an object.
  static let jobConfiguration = HeronEndpoint<JobConfigurationQuestion>(
    asks: ["/topologies/config?cluster&environ&topology"]
  ) { (question, client) async throws(SourceError) in
    let route = HeronRoute("/topologies/config", of: try client.topology(question.job))
    return try await client.read(route) { config throws(JSONError) in
      JobConfiguration(
        executionMode: nil, restartStrategy: nil, parallelism: nil, reusesObjects: nil,
        userSettings: HeronSettings.all(config: config))
    }
  }
}

/// Reads `/topologies/config`.
enum HeronSettings {
  static func all(config: JSONNode) -> [Setting] {
    config.members.compactMap { key, value in
      guard let key = key.string else { return nil }
      return Setting(key: key, value: text(of: value["value"] ?? value))
    }.sorted { $0.key < $1.key }
  }

  private static func text(of value: JSONNode) -> String {
    if let text = value.string { return text }
    if let whole = value.int64 { return "\(whole)" }
    if let number = value.double { return "\(number)" }
    return value.bool.map { "\($0)" } ?? "(no plain value)"
  }
}
