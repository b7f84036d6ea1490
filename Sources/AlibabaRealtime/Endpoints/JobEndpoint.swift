import StreamModel

extension AlibabaEndpoints {
  /// `GetInstanceDetail`: its one text is taken for what Flink itself tells of a job.
  static let job = AlibabaEndpoint<JobQuestion> { (question, client) async throws(SourceError) in
    let name = try client.name(of: question.job)
    let told = try await client.askOfInstance(.detail, of: name)
    let run = client.memory.run(of: name)
    return JobDetail(
      InstanceDetail(answer: told), state: run?.state ?? .running, of: question.job, named: name,
      type: client.memory.job(name).flatMap(\.type))
  }
}

extension AlibabaClient {
  /// Asks about the instance of a job: the one that runs, for which -1 stands, or of a batch job the last by its id.
  func askOfInstance(
    _ operation: FoasOperation, of job: String
  ) async throws(SourceError) -> AnswerTree {
    try await ask(operation, job: job, instance: instanceID(of: job))
  }

  func instanceID(of job: String) -> String {
    guard memory.job(job)?.type == "BATCH", let run = memory.run(of: job) else { return "-1" }
    return "\(run.id)"
  }
}

extension JobDetail {
  init(
    _ detail: InstanceDetail, state: JobState, of id: JobID, named name: String, type: String?
  ) {
    self.init(
      id: id, name: name, state: state, serverNow: nil, type: type, stateEnteredAt: [:],
      vertices: detail.vertices)
  }
}
