/// What differs between the versions of Flink's REST API, by version number.
struct Dialect: Sendable {
  let version: String
  private let major: Int
  private let minor: Int

  /// An unreadable version is taken for the newest.
  init(version: String) {
    self.version = version
    let numbers = version.split { !$0.isNumber }.compactMap { Int($0) }
    major = numbers.first ?? 2
    minor = numbers.count > 1 ? numbers[1] : 3
  }

  func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
    (self.major, self.minor) >= (major, minor)
  }

  var commit: String {
    switch (major, minor) {
    case (1, 13): "b2ca390"
    case (1, 20): "0980485"
    default: "c0f8d1a"
    }
  }

  var revision: String {
    switch (major, minor) {
    case (1, 13): "b2ca390 @ 2022-02-03T14:54:22+01:00"
    case (1, 20): "0980485 @ 2026-06-08T09:21:06+02:00"
    default: "c0f8d1a @ 2026-06-14T16:29:03+02:00"
    }
  }

  /// `@class` of a checkpoint became `className`.
  var checkpointClass: StaticString { isAtLeast(1, 16) ? "className" : "@class" }
  /// Where a subtask runs: `host` alone, both, or `endpoint` alone.
  var hasHost: Bool { !isAtLeast(2, 0) }
  var hasEndpoint: Bool { isAtLeast(1, 20) }
  var hasAccumulatedTimes: Bool { isAtLeast(1, 16) }
  var hasSlotSharingGroup: Bool { isAtLeast(1, 20) }
  var hasJobType: Bool { isAtLeast(1, 20) }
  /// `schedulerType`, `pending-operators`, `application-id`.
  var hasScheduler: Bool { isAtLeast(2, 0) }
  var hasAggregates: Bool { isAtLeast(1, 16) }
  var hasPercentiles: Bool { isAtLeast(1, 16) }
  var hasCheckpointedSize: Bool { isAtLeast(1, 16) }
  var hasSavepointFormat: Bool { isAtLeast(1, 17) }
  var hasSynchronousSavepointType: Bool { isAtLeast(1, 16) }
  /// What the cluster's savepoint directory is called in its configuration.
  var savepointDirectoryOption: String {
    isAtLeast(2, 0) ? "execution.checkpointing.savepoint-dir" : "state.savepoints.dir"
  }
  var hasSkew: Bool { isAtLeast(1, 20) }
  var hasAssignedTasks: Bool { isAtLeast(2, 0) }
  var hasStatusRoute: Bool { isAtLeast(1, 16) }
  var canTriggerCheckpoint: Bool { isAtLeast(1, 17) }
  var knowsTriggerID: Bool { isAtLeast(1, 15) }
  var refusesUnknownMembers: Bool { !isAtLeast(1, 16) }
  /// `root-exception`, `all-exceptions`, `timestamp`, `truncated` beside the history.
  var hasRootException: Bool { !isAtLeast(2, 0) }
  var hasFailureLabels: Bool { isAtLeast(1, 18) }
  /// `backpressureLevel`; before, `backpressure-level` alone.
  var spellsBackpressureLevelInCamelCase: Bool { isAtLeast(1, 16) }
  /// Cancelling a FINISHED job is 409; before 1.20 it was 404.
  var distinguishesEndedJobs: Bool { isAtLeast(1, 20) }
  /// The short `buffers.*` ids beside `Shuffle.Netty.*`.
  var hasBufferAliases: Bool { !isAtLeast(2, 0) }
  /// Soft and hard backpressured time, mailbox latency and accumulated times among the metrics.
  var hasMailboxMetrics: Bool { isAtLeast(1, 16) }
  /// `numRestarts` replaced `fullRestarts` alone.
  var hasFullRestarts: Bool { !isAtLeast(2, 0) }
  var rpcScheme: String { isAtLeast(1, 18) ? "pekko.tcp" : "akka.tcp" }
}
