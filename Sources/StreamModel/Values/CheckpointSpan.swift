/// What a checkpoint's span (FLIP-384) tells of it; nil is what a release does not tell: 1.20 none of it.
package struct CheckpointSpan: Hashable, Sendable {
  /// False also where it failed before a subtask had acknowledged it, whatever is configured.
  package var isUnaligned: Bool?
  /// The size of its `_metadata`; nil where it failed.
  package var metadataSize: ByteCount?
  /// The longest that each phase took one subtask, whichever it was. Together they may come to more than the whole.
  package var longest: [CheckpointPhase: Duration]

  package init(
    isUnaligned: Bool? = nil, metadataSize: ByteCount? = nil,
    longest: [CheckpointPhase: Duration] = [:]
  ) {
    self.isUnaligned = isUnaligned
    self.metadataSize = metadataSize
    self.longest = longest
  }

  package var isEmpty: Bool { isUnaligned == nil && metadataSize == nil && longest.isEmpty }

  /// The phase that took one subtask the longest; the first of equal ones, nil where none took any time.
  package var slowest: (phase: CheckpointPhase, duration: Duration)? {
    var slowest: (phase: CheckpointPhase, duration: Duration)?
    for phase in CheckpointPhase.allCases {
      if let duration = longest[phase], duration > slowest?.duration ?? .zero {
        slowest = (phase, duration)
      }
    }
    return slowest
  }
}
