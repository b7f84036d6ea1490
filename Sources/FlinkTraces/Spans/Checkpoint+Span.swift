package import StreamModel

extension Checkpoint {
  /// A checkpoint as its span tells of it: what the REST API has besides (subtasks, path, cause) is not known.
  package init?(_ span: TraceSpan) {
    guard span.kind == .checkpoint, let id = span.checkpoint, let start = span.start else {
      return nil
    }
    let status: CheckpointStatus =
      switch span.status {
      case "COMPLETED": .completed(path: nil, isDiscarded: false)
      case "FAILED": .failed(cause: nil)
      default: .other(span.status ?? "-")
      }
    self.init(
      id: id, status: status, isSavepoint: span.isSavepoint ?? false, savepointFormat: nil,
      type: span.checkpointType, triggeredAt: start, lastAcknowledgedAt: span.end,
      duration: span.duration, stateSize: span.fullSize, checkpointedSize: span.checkpointedSize,
      processedData: nil, persistedData: nil, subtasks: 0, acknowledgedSubtasks: 0)
    // Of a completed one nobody tells whether its files are still there.
    isUnlisted = true
    isOfSpan = true
  }
}
