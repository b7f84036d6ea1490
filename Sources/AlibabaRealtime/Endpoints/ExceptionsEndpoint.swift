import StreamModel

extension AlibabaEndpoints {
  /// `GetInstanceExceptions`, and where it tells of none the last error of the run summary.
  static let exceptions = AlibabaEndpoint<ExceptionsQuestion> {
    (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    let told = try await client.askOfInstance(.exceptions, of: name)
    let entries = InstanceExceptions.all(answer: told)
    if !entries.isEmpty { return JobExceptions(entries: entries, isTruncated: false) }
    let last = client.memory.run(of: name)?.lastError
    return JobExceptions(entries: last.map { [$0] } ?? [], isTruncated: false)
  }
}
