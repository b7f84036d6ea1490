import StreamModel

extension JobModel {
  /// A checkpoint as its details tell it, which Flink keeps longer than its place in the history, else as listed.
  func knownCheckpoint(_ id: CheckpointID) -> Checkpoint? {
    let detail = checkpointDetails[id]?.value.checkpoint
    let listed = checkpoints?.history.first { $0.id == id }
    // Details are asked for while they are open; the list goes on.
    if let listed, detail?.status == .inProgress || listed.isDiscarded { return listed }
    var known = detail ?? listed
    known?.isUnlisted = listed?.isUnlisted ?? false
    return known
  }
}
