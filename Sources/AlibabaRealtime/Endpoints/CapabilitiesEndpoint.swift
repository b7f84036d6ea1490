import StreamModel

extension AlibabaEndpoints {
  /// `ListJob`, which has to be asked anyway: the engine's version is that of the jobs, where they have one.
  static let capabilities = AlibabaEndpoint<CapabilitiesQuestion> {
    (_, client) async throws(SourceError) in
    let engines = Set(try await client.listedJobs().compactMap(\.engine))
    var capabilities = Capabilities(
      version: engines.count == 1 ? engines.first : nil, canTriggerCheckpoint: false,
      canChooseSavepointFormat: false, acceptsTriggerID: false, hasAccumulatedTimes: false,
      allowsCancel: false, takesJars: false, refusals: refused)
    capabilities.traits = client.traits
    return capabilities
  }
}
