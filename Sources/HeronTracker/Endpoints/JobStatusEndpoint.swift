import ServerAnswers
import StreamModel

extension HeronEndpoints {
  /// `/topologies/executionstate`.
  static let jobStatus = HeronEndpoint<JobStatusQuestion>(
    asks: ["/topologies/executionstate?cluster&environ&topology"]
  ) { (question, client) async throws(SourceError) in
    let topology = try client.topology(question.job)
    return try await client.read(HeronRoute("/topologies/executionstate", of: topology)) {
      state throws(JSONError) in
      try ExecutionState(
        state, cluster: topology.cluster, environ: topology.environ, name: topology.name
      ).status
    }
  }
}
