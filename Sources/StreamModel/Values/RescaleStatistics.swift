/// How many rescales of a job there were, by how they ended.
package struct RescaleCounts: Hashable, Sendable {
  package var completed: Int
  package var failed: Int
  package var ignored: Int
  package var inProgress: Int

  package init(completed: Int, failed: Int, ignored: Int, inProgress: Int) {
    self.completed = completed
    self.failed = failed
    self.ignored = ignored
    self.inProgress = inProgress
  }
}

/// The last rescale of each outcome: `/jobs/:id/rescales/overview` (2.3 on, adaptive scheduler).
package struct RescaleOverview: Hashable, Sendable {
  package var counts: RescaleCounts
  package var completed: RescaleRecord?
  package var failed: RescaleRecord?
  package var ignored: RescaleRecord?

  package init(
    counts: RescaleCounts, completed: RescaleRecord? = nil, failed: RescaleRecord? = nil,
    ignored: RescaleRecord? = nil
  ) {
    self.counts = counts
    self.completed = completed
    self.failed = failed
    self.ignored = ignored
  }
}

/// How long rescales took, in milliseconds: `/jobs/:id/rescales/summary`. Nil where there was none.
package struct RescaleSummary: Hashable, Sendable {
  package var counts: RescaleCounts
  package var all: Distribution?
  package var completed: Distribution?
  package var failed: Distribution?
  package var ignored: Distribution?

  package init(
    counts: RescaleCounts, all: Distribution? = nil, completed: Distribution? = nil,
    failed: Distribution? = nil, ignored: Distribution? = nil
  ) {
    self.counts = counts
    self.all = all
    self.completed = completed
    self.failed = failed
    self.ignored = ignored
  }
}

/// The settings that rescales follow: `/jobs/:id/rescales/config`. Nil where one is not set.
package struct RescaleSettings: Hashable, Sendable {
  /// How many are remembered: `web.adaptive-scheduler.rescale-history.size`.
  package var historySize: Int?
  /// `REACTIVE`: as parallel as there are slots.
  package var executionMode: String?
  /// The least time between two of a job that runs.
  package var cooldown: Duration?
  /// How long slots must not have changed before a job that runs is rescaled.
  package var stabilization: Duration?
  /// How long one waits for a checkpoint at most.
  package var longestDelay: Duration?
  /// After so many failed checkpoints it is done without one.
  package var failedCheckpoints: Int?
  /// How long a job that is submitted waits for slots, and for no more of them to come.
  package var submissionWait: Duration?
  package var submissionStabilization: Duration?
  /// How long a slot that is not used is kept.
  package var slotIdle: Duration?

  package init(
    historySize: Int? = nil, executionMode: String? = nil, cooldown: Duration? = nil,
    stabilization: Duration? = nil, longestDelay: Duration? = nil, failedCheckpoints: Int? = nil,
    submissionWait: Duration? = nil, submissionStabilization: Duration? = nil,
    slotIdle: Duration? = nil
  ) {
    self.historySize = historySize
    self.executionMode = executionMode
    self.cooldown = cooldown
    self.stabilization = stabilization
    self.longestDelay = longestDelay
    self.failedCheckpoints = failedCheckpoints
    self.submissionWait = submissionWait
    self.submissionStabilization = submissionStabilization
    self.slotIdle = slotIdle
  }
}
