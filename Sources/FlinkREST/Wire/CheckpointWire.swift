import ServerAnswers
import StreamModel

extension Checkpoint {
  /// Reads an entry of the history, of `latest`, or the head of a checkpoint's details.
  init(_ checkpoint: JSONNode) throws(JSONError) {
    let isSilent = try checkpoint.isWithoutAcknowledgement()
    self.init(
      id: CheckpointID(try checkpoint.requiredInt64("id")),
      status: CheckpointStatus(
        try checkpoint.requiredString("status"),
        path: checkpoint.externalPath,
        isDiscarded: checkpoint["discarded"]?.bool ?? false,
        cause: checkpoint.text("failure_message")),
      isSavepoint: checkpoint["is_savepoint"]?.bool ?? false,
      savepointFormat: checkpoint.text("savepointFormat"),
      type: checkpoint.text("checkpoint_type"),
      triggeredAt: Timestamp(milliseconds: try checkpoint.requiredInt64("trigger_timestamp")),
      lastAcknowledgedAt: checkpoint.timestamp("latest_ack_timestamp"),
      duration: checkpoint.milliseconds("end_to_end_duration"),
      stateSize: isSilent ? nil : checkpoint.bytes("state_size"),
      checkpointedSize: isSilent ? nil : checkpoint.bytes("checkpointed_size"),
      processedData: isSilent ? nil : checkpoint.bytes("processed_data"),
      persistedData: isSilent ? nil : checkpoint.bytes("persisted_data"),
      subtasks: try checkpoint.requiredCount("num_subtasks"),
      acknowledgedSubtasks: try checkpoint.requiredCount("num_acknowledged_subtasks"),
      isInJobManagerOnly: checkpoint.isNotExternallyAddressable)
  }
}

extension JSONNode {
  /// True where no subtask has acknowledged: what Flink has added up then is 0 of nothing.
  func isWithoutAcknowledgement() throws(JSONError) -> Bool {
    let acknowledged = try requiredCount("num_acknowledged_subtasks")
    let all = try requiredCount("num_subtasks")
    return acknowledged == 0 && all > 0
  }

  /// What Flink writes in place of the path of a checkpoint that the JobManager keeps in its memory
  /// (`NonPersistentMetadataCheckpointStorageLocation`).
  private static let notAddressable = "<checkpoint-not-externally-addressable>"

  /// `external_path`, where it is one.
  var externalPath: String? {
    text("external_path").flatMap { $0 == Self.notAddressable ? nil : $0 }
  }

  fileprivate var isNotExternallyAddressable: Bool { text("external_path") == Self.notAddressable }
}

extension CheckpointStatus {
  /// Told by `status`: the discriminator's name changed (`@class` in 1.13, `className` after).
  fileprivate init(_ status: String, path: String?, isDiscarded: Bool, cause: String?) {
    switch status {
    case "IN_PROGRESS": self = .inProgress
    case "COMPLETED": self = .completed(path: path, isDiscarded: isDiscarded)
    case "FAILED": self = .failed(cause: cause.map(FailureText.usefulLine(of:)))
    default: self = .other(status)
    }
  }
}
