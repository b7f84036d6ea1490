import StreamModel

extension AlibabaEndpoints {
  /// `BatchGetInstanceRunSummary` of the one job.
  static let jobStatus = AlibabaEndpoint<JobStatusQuestion> {
    (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    let run = try await client.runs(of: [name]).first { $0.job == name }
    return run?.state ?? .other(FoasRun.noInstance)
  }
}
