import StreamModel

extension AlibabaEndpoints {
  /// `GetInstanceConfig`: a text with a JSON document or with a setting a line.
  static let jobConfiguration = AlibabaEndpoint<JobConfigurationQuestion> {
    (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    let told = try await client.askOfInstance(.configuration, of: name)
    guard let config = told["Config"] else {
      throw .malformed(
        what: "there is no Config in the answer", on: FoasOperation.configuration.name)
    }
    return JobConfiguration(
      executionMode: nil, restartStrategy: nil, parallelism: nil, reusesObjects: nil,
      userSettings: InstanceSettings.all(config: config))
  }
}
