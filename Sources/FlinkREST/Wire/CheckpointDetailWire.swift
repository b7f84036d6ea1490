import StreamModel

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

extension SubtaskCheckpoint {
  /// Reads all of `/jobs/:id/checkpoints/details/:cid/subtasks/:vid`.
  static func all(details: JSONNode) throws(JSONError) -> [SubtaskCheckpoint] {
    try details.requiredList("subtasks") { subtask throws(JSONError) in
      try SubtaskCheckpoint(subtask)
    }
  }

  /// Either kind: a pending one has its index and nothing else.
  private init(_ subtask: JSONNode) throws(JSONError) {
    self.init(
      index: try subtask.requiredCount("index"),
      acknowledgedAt: subtask.timestamp("ack_timestamp"),
      duration: subtask.milliseconds("end_to_end_duration"),
      phases: Phases(subtask),
      stateSize: subtask.bytes("state_size"),
      checkpointedSize: subtask.bytes("checkpointed_size"),
      processedData: subtask["alignment"]?.bytes("processed"),
      persistedData: subtask["alignment"]?.bytes("persisted"),
      isUnaligned: subtask["unaligned_checkpoint"]?.bool ?? false,
      isAborted: subtask["aborted"]?.bool ?? false)
  }
}

extension SubtaskCheckpoint.Phases {
  /// Nil unless all four are there: -1 where the subtask did not measure one.
  fileprivate init?(_ subtask: JSONNode) {
    guard let startDelay = subtask.milliseconds("start_delay"),
      let alignment = subtask["alignment"]?.milliseconds("duration"),
      let sync = subtask["checkpoint"]?.milliseconds("sync"),
      let async = subtask["checkpoint"]?.milliseconds("async")
    else { return nil }
    self.init(startDelay: startDelay, alignment: alignment, sync: sync, async: async)
  }
}
