/// Why a task declined a checkpoint, by the log of the process that coordinates them: `/jobs/:id/checkpoints` tells of it no
/// more than that its asynchronous part failed (all versions).
package struct CheckpointDecline: Hashable, Sendable {
  package var checkpoint: CheckpointID
  /// The one useful line of the trace: `IOException: No space left on device`.
  package var cause: String

  package init(checkpoint: CheckpointID, cause: String) {
    self.checkpoint = checkpoint
    self.cause = cause
  }
}

extension Checkpoint {
  /// What Flink says of a checkpoint that a task declined, whatever for (`CheckpointFailureReason`).
  private static let vagueCauses = [
    "Asynchronous task checkpoint failed", "Checkpoint was declined",
  ]

  /// True of one that failed, and of which the server's reason tells nothing.
  var isVagueFailure: Bool {
    guard let failureCause else { return false }
    return Self.vagueCauses.contains { failureCause.hasPrefix($0) }
  }
}
