import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/checkpoints/details/:cid`.
  static let checkpoint = Endpoint<CheckpointQuestion>(
    asks: ["/jobs/:job/checkpoints/details/:checkpoint"],
    route: { .checkpoint($0.job, $0.checkpoint) }, read: CheckpointDetail.init(details:))
}

extension Route {
  static func checkpoint(_ job: JobID, _ checkpoint: CheckpointID) -> Route {
    Route(path: path(job) + "/checkpoints/details/\(checkpoint.number)")
  }
}

extension CheckpointDetail {
  /// Reads `/jobs/:id/checkpoints/details/:cid`. The vertices are in the order of their ids, as the server's
  /// changes from run to run.
  init(details: JSONNode) throws(JSONError) {
    var vertices: [VertexPart] = []
    for (key, value) in try details.required("tasks", "vertices").members {
      vertices.append(try VertexPart(vertex: VertexID(key.string ?? ""), value))
    }
    vertices.sort { $0.vertex < $1.vertex }
    self.init(checkpoint: try Checkpoint(details), vertices: vertices)
  }
}

extension CheckpointDetail.VertexPart {
  fileprivate init(vertex: VertexID, _ share: JSONNode) throws(JSONError) {
    let isSilent = try share.isWithoutAcknowledgement()
    self.init(
      vertex: vertex,
      status: try share.requiredString("status"),
      lastAcknowledgedAt: share.timestamp("latest_ack_timestamp"),
      duration: share.milliseconds("end_to_end_duration"),
      stateSize: isSilent ? nil : share.bytes("state_size"),
      checkpointedSize: isSilent ? nil : share.bytes("checkpointed_size"),
      subtasks: try share.requiredCount("num_subtasks"),
      acknowledgedSubtasks: try share.requiredCount("num_acknowledged_subtasks"))
  }
}
