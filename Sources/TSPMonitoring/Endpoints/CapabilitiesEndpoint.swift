import StreamModel

extension TSPEndpoints {
  /// `metainfo/getVersion`, which also tells whether there is a Flink behind it.
  static let capabilities = TSPEndpoint<CapabilitiesQuestion>(asks: ["/metainfo/getVersion/"]) {
    (_, client) async throws(SourceError) in
    let version = try await client.learnVersion()
    // What Flink has decides how some figures are told. Without an answer the figures are asked for all the same.
    let flink = try? await client.flink?.system.answer(.capabilities)
    var capabilities = Capabilities(
      version: version.tsp, canTriggerCheckpoint: false, canChooseSavepointFormat: false,
      acceptsTriggerID: false, hasAccumulatedTimes: flink?.hasAccumulatedTimes ?? false,
      allowsCancel: true, hasSubtaskFlameGraphs: flink?.hasSubtaskFlameGraphs ?? false,
      takesJars: false, refusals: flink?.refusals ?? [:])
    if !version.hasFlink {
      let kinds = [QuestionKind.exceptions, .failure] + FlinkBehind.kinds
      capabilities.refusals.merge(refusals(of: kinds, by: "TSP \(version.tsp)")) { $1 }
      // Of what stands in the list of jobs and in rows it tells all the same.
      for kind in all.map(\.kind) where kind != .exceptions && kind != .failure {
        capabilities.refusals[kind] = nil
      }
    }
    capabilities.refusals.merge(client.traits.refusals) { $1 }
    capabilities.traits = client.traits
    return capabilities
  }
}

extension TSPClient {
  /// Asks for the version.
  @discardableResult
  func learnVersion() async throws(SourceError) -> TSPVersion {
    let version = try await read(.version, as: TSPVersion.init(getVersion:))
    memory.note(version, at: now())
    return version
  }
}
