import StreamModel

extension Endpoints {
  /// `/jobs/:id/exceptions`, the newest alone.
  static let failure = Endpoint<FailureQuestion>(
    asks: ["/jobs/:job/exceptions?maxExceptions"], route: { .exceptions($0.job) },
    read: JobFailure.init(exceptions:))
}

extension Route {
  static func exceptions(_ job: JobID, atMost count: Int = 1) -> Route {
    Route(path: path(job) + "/exceptions", query: "?maxExceptions=\(count)", sizeLimit: 16 << 20)
  }
}

extension JobFailure {
  /// Reads `/jobs/:id/exceptions`; nil where the job never failed.
  ///
  /// All versions from 1.13 on have `exceptionHistory`, newest first. In 1.13 a failure gets there only once
  /// the job has restarted; until then it is the `root-exception`, which 2.x does not have any more.
  init?(exceptions: JSONNode) throws(JSONError) {
    let history = exceptions["exceptionHistory"]
    // Something that is no answer to this question at all must not read as "never failed".
    if history == nil, exceptions["all-exceptions"] == nil {
      throw exceptions.unusable("exceptionHistory", "list of failures")
    }
    let root = JobFailure(root: exceptions)
    guard let newest = history?["entries"]?.firstElement else {
      guard let root else { return nil }
      self = root
      return
    }
    try self.init(entry: newest)
    if let root, let rootTime = root.at, let time = at, rootTime > time { self = root }
  }

  /// Reads an entry of the history. A failure of the job as a whole names no task; the task that set it off is
  /// among the concurrent ones.
  private init(entry: JSONNode) throws(JSONError) {
    let isOfTask = entry["taskName"] != nil
    let origin = isOfTask ? entry : entry["concurrentExceptions"]?.firstElement ?? entry
    self.init(
      cause: FailureText.usefulLine(of: try entry.requiredString("stacktrace")),
      at: entry.timestamp("timestamp"),
      task: origin.text("taskName").map(Self.withoutAttempt),
      location: Self.location(origin))
  }

  private init?(root: JSONNode) {
    guard let trace = root.text("root-exception") else { return nil }
    let task = root["all-exceptions"]?.firstElement
    self.init(
      cause: FailureText.usefulLine(of: trace),
      at: root.timestamp("timestamp"),
      task: task?.text("task"),
      location: task.flatMap(Self.location))
  }

  /// 1.20 has both, 2.x `endpoint` only.
  private static func location(_ origin: JSONNode) -> String? {
    let location = origin.text("endpoint") ?? origin.text("location")
    return location == "(unassigned)" ? nil : location
  }

  /// `call gateway (1/2)` of `call gateway (1/2) - execution #0`.
  private static func withoutAttempt(_ task: String) -> String {
    guard let attempt = task.ranges(of: " - execution #").last else { return task }
    return String(task[..<attempt.lowerBound])
  }
}
