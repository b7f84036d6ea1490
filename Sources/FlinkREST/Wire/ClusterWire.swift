import StreamModel

extension Capabilities {
  /// Reads `/config`.
  init(config: JSONNode) throws(JSONError) {
    let version = try config.requiredString("flink-version")
    let release = FlinkRelease(version)
    func has(_ minor: Int) -> Bool { release.map { $0 >= FlinkRelease(1, minor) } ?? false }
    self.init(
      version: version,
      canTriggerCheckpoint: has(17),
      canChooseSavepointFormat: has(15),
      acceptsTriggerID: has(15),
      hasAccumulatedTimes: has(16),
      // Came with 1.16; before, the Web UI always cancelled.
      allowsCancel: config["features"]?["web-cancel"]?.bool ?? true,
      // Came with 1.16; a JobManager says false.
      isHistoryServer: config["features"]?["web-history"]?.bool ?? false)
  }
}

/// Reads `/jobmanager/config`: a list of `{"key", "value"}`, of what is set only.
enum JobManagerConfig {
  /// The directory for savepoints for which none is named; nil where none is set.
  static func savepointDirectory(in config: JSONNode) throws(JSONError) -> String? {
    var values: [String: String] = [:]
    for entry in config.elements {
      if let key = entry.text("key"), let value = entry.text("value") { values[key] = value }
    }
    // Renamed in 1.20, which reads the old key as well, as 2.x does; the new one wins.
    return values["execution.checkpointing.savepoint-dir"] ?? values["state.savepoints.dir"]
  }
}

/// The part of a version that decides what the REST API can: `1.20` of `1.20-SNAPSHOT`, `2.0` of `2.0.1-amzn-0`.
struct FlinkRelease: Comparable {
  /// The oldest whose answers flinktop is tested with.
  static let oldest = FlinkRelease(1, 13)

  var major: Int
  var minor: Int

  init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Nil where the text does not begin with two numbers (`<unknown>`, `DEV`).
  init?(_ version: String) {
    let parts = version.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let major = Int(parts[0]),
      let minor = Int(parts[1].prefix { $0.isASCII && $0.isWholeNumber })
    else { return nil }
    self.init(major, minor)
  }

  static func < (lhs: FlinkRelease, rhs: FlinkRelease) -> Bool {
    (lhs.major, lhs.minor) < (rhs.major, rhs.minor)
  }
}

extension ClusterOverview {
  /// Reads `/overview`.
  init(overview: JSONNode) throws(JSONError) {
    self.init(
      taskManagers: try overview.requiredCount("taskmanagers"),
      slotsTotal: try overview.requiredCount("slots-total"),
      slotsAvailable: try overview.requiredCount("slots-available"),
      jobsRunning: try overview.requiredCount("jobs-running"),
      jobsFinished: try overview.requiredCount("jobs-finished"),
      jobsCancelled: try overview.requiredCount("jobs-cancelled"),
      jobsFailed: try overview.requiredCount("jobs-failed"),
      version: overview.text("flink-version"))
  }
}

extension JobSummary {
  /// Reads all of `/jobs/overview`.
  static func all(overview: JSONNode) throws(JSONError) -> [JobSummary] {
    try overview.requiredList("jobs") { job throws(JSONError) in try JobSummary(job) }
  }

  private init(_ job: JSONNode) throws(JSONError) {
    self.init(
      id: JobID(try job.requiredString("jid")),
      name: try job.requiredString("name"),
      state: JobState(try job.requiredString("state")),
      startTime: job.timestamp("start-time"),
      endTime: job.timestamp("end-time"),
      duration: job.milliseconds("duration"),
      lastModification: job.timestamp("last-modification"),
      tasks: TaskCounts(try job.required("tasks", "task counts")))
  }
}

extension TaskCounts {
  /// Reads a `tasks` object: lower case with a `total` in `/jobs/overview`, upper case without in `/jobs/:id`.
  init(_ tasks: JSONNode) {
    var byState: [TaskState: Int] = [:]
    for (key, value) in tasks.members {
      guard let count = value.int64, count > 0 else { continue }
      let state = key.string ?? ""
      if state != "total" { byState[TaskState(state)] = Int(min(count, Int64(Int32.max))) }
    }
    self.init(byState: byState)
  }
}
