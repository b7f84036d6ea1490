package import StreamModel

/// How far a snapshot is.
package struct SnapshotProgress: Hashable, Sendable {
  /// Questions that were answered with what was asked for.
  package var answered = 0
  /// Answers that were none: an error, or no answer in time.
  package var failed = 0
  /// Questions put so far. What is asked next follows from the answers, so it grows.
  package var asked = 0
  /// The first step of the metrics is there, and the next one is waited for, as rates are differences.
  package var isMeasuring = false
  /// So many jobs are looked at again, as not all that the rules go by shows at once.
  package var beingJudged = 0

  package init() {}
}

/// A cluster as it was once: all that was wanted of it, or what came in time.
package struct TakenSnapshot: Sendable {
  package var cluster: ClusterModel
  package var progress: SnapshotProgress
  /// True where the time was up before everything was answered; what is missing is unknown in the model.
  package var isCutShort: Bool
  /// What the cluster has not: it was listed a moment before.
  package var missing: [AnyQuestion: SourceError] = [:]
}
