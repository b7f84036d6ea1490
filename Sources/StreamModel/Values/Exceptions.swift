/// What failed in a job, as far as the system remembers: Flink keeps the last 16 (`web.exception-history-size`).
package struct JobExceptions: Hashable, Sendable {
  /// Newest first.
  package var entries: [JobException]
  /// True where there are more than were told.
  package var isTruncated: Bool

  package init(entries: [JobException], isTruncated: Bool) {
    self.entries = entries
    self.isTruncated = isTruncated
  }
}

/// One failure: of a task, or of the job as a whole.
package struct JobException: Hashable, Sendable {
  package var at: Timestamp?
  /// How often it was, of a system that tells the same failure once; and when the first of them was.
  package var count = 1
  package var firstAt: Timestamp?
  /// Its class, `java.lang.IllegalStateException`: often only what wraps the cause.
  package var name: String
  /// The one useful line: the last `Caused by:` of the trace, or its first line.
  package var cause: String
  /// The whole trace as the server has it, of many lines. May hold anything at all.
  package var trace: String
  /// `call gateway (1/2)`; nil for a failure of the job as a whole.
  package var task: String?
  /// The vertex of that task, of a system that tells it.
  package var vertex: VertexID?
  /// Host and port, however the version calls it (`location`, `endpoint`); nil where no TaskManager is known.
  package var location: String?
  /// 1.18 on.
  package var taskManager: TaskManagerID?
  /// What the cluster's failure enrichers say of it (`failureLabels`, 1.18 on); mostly empty.
  package var labels: [String: String]
  /// What failed with it before the job was restarted. A failure of the job as a whole has the task that set it off here.
  package var concurrent: [JobException]

  package init(
    at: Timestamp?, name: String, cause: String, trace: String, task: String? = nil,
    location: String? = nil, taskManager: TaskManagerID? = nil, labels: [String: String] = [:],
    concurrent: [JobException] = []
  ) {
    self.at = at
    self.name = name
    self.cause = cause
    self.trace = trace
    self.task = task
    self.location = location
    self.taskManager = taskManager
    self.labels = labels
    self.concurrent = concurrent
  }

  /// Where it began: itself, or of a failure of the job as a whole the first that failed with it.
  package var origin: JobException { task == nil ? concurrent.first ?? self : self }

  /// Bytes that it takes, roughly.
  var size: Int {
    let texts = name.utf8.count + cause.utf8.count + trace.utf8.count
    return concurrent.reduce(MemoryLayout<Self>.size + texts) { $0 + $1.size }
  }
}
