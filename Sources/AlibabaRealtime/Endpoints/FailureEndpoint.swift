import StreamModel

extension AlibabaEndpoints {
  /// The last error of the run summary, which came with the list.
  static let failure = AlibabaEndpoint<FailureQuestion> {
    (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    var run = client.memory.run(of: name)
    if run == nil { run = try await client.runs(of: [name]).first { $0.job == name } }
    return run?.lastError.map { error in
      JobFailure(cause: error.cause, at: error.at, task: nil, location: nil)
    }
  }
}
