import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/checkpoints/details/:cid/subtasks/:vid`.
  static let checkpointSubtasks = Endpoint<CheckpointSubtasksQuestion>(
    asks: ["/jobs/:job/checkpoints/details/:checkpoint/subtasks/:vertex"],
    route: { .checkpointSubtasks($0.job, $0.checkpoint, $0.vertex) },
    read: SubtaskCheckpoint.all(details:))
}

extension Route {
  /// 0.35 kB a subtask.
  static func checkpointSubtasks(
    _ job: JobID, _ checkpoint: CheckpointID, _ vertex: VertexID
  ) -> Route {
    Route(
      path: path(job) + "/checkpoints/details/\(checkpoint.number)/subtasks/"
        + encoded(vertex.text), sizeLimit: 16 << 20)
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
