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
    let sizes = span.sizes
    self.init(
      id: id, status: status, isSavepoint: span.isSavepoint ?? false, savepointFormat: nil,
      type: span.checkpointType, triggeredAt: start, lastAcknowledgedAt: span.end,
      duration: span.duration, stateSize: span.fullSize, checkpointedSize: span.checkpointedSize,
      processedData: sizes.first { $0.name == "ProcessedData" }?.sum,
      persistedData: sizes.first { $0.name == "PersistedData" }?.sum, subtasks: 0,
      acknowledgedSubtasks: 0)
    // Of a completed one nobody tells whether its files are still there.
    isUnlisted = true
    isOfSpan = true
    self.span = CheckpointSpan(span)
  }
}

extension CheckpointSpan {
  /// What an attribute calls each phase.
  private static let names: [CheckpointPhase: String] = [
    .startDelay: "CheckpointStartDelay", .alignment: "Alignment", .sync: "SyncCheckpoint",
    .async: "AsyncCheckpoint",
  ]

  /// Nil where it tells none of it, as in 1.20.
  fileprivate init?(_ span: TraceSpan) {
    let durations = span.durations
    let longest = Self.names.compactMapValues { name in
      durations.first { $0.name == name }?.max
    }
    self.init(
      isUnaligned: span.isUnaligned, metadataSize: span.metadataSize, longest: longest)
    if isEmpty { return nil }
  }
}
