import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/clusters`: a list, in an envelope or without, which tells the generation.
  static let capabilities = HeronEndpoint<CapabilitiesQuestion>(asks: ["/clusters"]) {
    (_, client) async throws(SourceError) in
    _ = try await client.read(HeronRoute.clusters, as: HeronClusters.names(clusters:))
    var capabilities = Capabilities(
      version: client.memory.generation?.name, canTriggerCheckpoint: false,
      canChooseSavepointFormat: false, acceptsTriggerID: false, hasAccumulatedTimes: false,
      allowsCancel: client.apiServer != nil, takesJars: false, refusals: refused)
    capabilities.traits = client.traits
    return capabilities
  }
}

extension HeronRoute {
  static let clusters = HeronRoute("/clusters", isEverywhere: true)
}

/// Reads `/clusters`: `["lab-east"]`.
enum HeronClusters {
  static func names(clusters: JSONNode) throws(JSONError) -> [String] {
    try clusters.requiredElements().compactMap(\.string)
  }
}
