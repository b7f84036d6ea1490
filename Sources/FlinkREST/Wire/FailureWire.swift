import StreamModel

extension JobFailure {
  /// Reads `/jobs/:id/exceptions`; nil where the job never failed.
  ///
  /// All versions from 1.13 on have `exceptionHistory`, newest first. `root-exception` (1.x only) stands in
  /// where it is empty, as it is for a moment after a failure.
  init?(exceptions: JSONNode) throws(JSONError) {
    if let newest = exceptions["exceptionHistory"]?["entries"]?.firstElement {
      try self.init(entry: newest)
      return
    }
    guard let trace = exceptions.text("root-exception") else {
      // Something that is no answer to this question at all must not read as "never failed".
      if exceptions["exceptionHistory"] == nil, exceptions["all-exceptions"] == nil {
        throw exceptions.unusable("exceptionHistory", "list of failures")
      }
      return nil
    }
    self.init(
      cause: FailureText.usefulLine(of: trace), at: exceptions.timestamp("timestamp"), task: nil,
      location: nil)
  }

  /// A failure of the job as a whole names no task; the task that set it off is among the concurrent ones.
  private init(entry: JSONNode) throws(JSONError) {
    let trace = try entry.requiredString("stacktrace")
    let isOfTask = entry["taskName"] != nil
    let origin = isOfTask ? entry : entry["concurrentExceptions"]?.firstElement ?? entry
    self.init(
      cause: FailureText.usefulLine(of: trace),
      at: entry.timestamp("timestamp"),
      task: origin.text("taskName").map(Self.withoutAttempt),
      // 1.20 has both, 2.x `endpoint` only.
      location: (origin.text("endpoint") ?? origin.text("location")).flatMap {
        $0 == "(unassigned)" ? nil : $0
      })
  }

  /// `call gateway (1/2)` of `call gateway (1/2) - execution #0`.
  private static func withoutAttempt(_ task: String) -> String {
    guard let attempt = task.ranges(of: " - execution #").last else { return task }
    return String(task[..<attempt.lowerBound])
  }
}
