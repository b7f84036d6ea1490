import StreamModel

extension AlibabaEndpoints {
  /// `GetInstanceCheckpoint`: its one text is taken for what Flink itself tells of checkpoints.
  static let checkpoints = AlibabaEndpoint<CheckpointsQuestion> {
    (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    let told = try await client.askOfInstance(.checkpoints, of: name)
    guard let statistics = InstanceCheckpoints(answer: told)?.statistics else {
      throw .malformed(
        what: "its text is no list of checkpoints that flinktop knows",
        on: FoasOperation.checkpoints.name)
    }
    return statistics
  }
}
