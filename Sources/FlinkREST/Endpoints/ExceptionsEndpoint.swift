import ServerAnswers
import StreamModel

extension Endpoints {
  /// `/jobs/:id/exceptions`.
  static let exceptions = Endpoint<ExceptionsQuestion>(
    asks: ["/jobs/:job/exceptions?maxExceptions"],
    route: { .exceptions($0.job, atMost: JobExceptions.most) },
    read: JobExceptions.init(exceptions:))
}

extension Route {
  static func exceptions(_ job: JobID, atMost count: Int) -> Route {
    Route(path: path(job) + "/exceptions", query: "?maxExceptions=\(count)", sizeLimit: 16 << 20)
  }
}

extension JobExceptions {
  /// More than any cluster keeps that was not told to keep more than the usual 16.
  static let most = 50

  /// Reads `/jobs/:id/exceptions`; empty where the job never failed.
  ///
  /// All versions from 1.13 on have `exceptionHistory`, newest first. In 1.13 a failure gets there only once
  /// the job has restarted; until then it is the `root-exception`, which 2.x does not have any more.
  init(exceptions: JSONNode) throws(JSONError) {
    let history = exceptions["exceptionHistory"]
    // Something that is no answer to this question at all must not read as "never failed".
    if history == nil, exceptions["all-exceptions"] == nil {
      throw exceptions.unusable("exceptionHistory", "list of failures")
    }
    var entries: [JobException] = []
    if history?["entries"] != nil, let history {
      entries = try history.requiredList("entries") { entry throws(JSONError) in
        var exception = try JobException(entry: entry)
        if let others = entry["concurrentExceptions"]?.elements {
          exception.concurrent = others.compactMap { try? JobException(entry: $0) }
        }
        return exception
      }
    }
    if let root = JobException(root: exceptions), root.isNewer(than: entries.first) {
      entries.insert(root, at: 0)
    }
    self.init(
      entries: entries,
      isTruncated: (history ?? exceptions)["truncated"]?.bool ?? false)
  }
}

extension JobException {
  /// Reads an entry of the history, or one of those that failed with it.
  fileprivate init(entry: JSONNode) throws(JSONError) {
    let trace = try entry.requiredString("stacktrace")
    var labels: [String: String] = [:]
    if let members = entry["failureLabels"]?.members {
      for (key, value) in members { labels[key.string ?? ""] = value.string }
    }
    self.init(
      at: entry.timestamp("timestamp"),
      name: entry.text("exceptionName") ?? Self.name(in: trace),
      cause: FailureText.usefulLine(of: trace),
      trace: trace,
      task: entry.text("taskName").map(Self.withoutAttempt),
      location: Self.location(entry),
      taskManager: Self.taskManager(entry),
      labels: labels)
  }

  /// The failure beside the history; nil where there is none. Its task is among all the tasks that failed.
  fileprivate init?(root: JSONNode) {
    guard let trace = root.text("root-exception") else { return nil }
    var tasks: [JSONNode] = []
    if let elements = root["all-exceptions"]?.elements { tasks = Array(elements) }
    let origin = tasks.firstIndex { $0.text("exception") == trace } ?? tasks.indices.first
    let task = origin.map { tasks.remove(at: $0) }
    self.init(
      at: root.timestamp("timestamp"),
      name: Self.name(in: trace),
      cause: FailureText.usefulLine(of: trace),
      trace: trace,
      task: task?.text("task"),
      location: task.flatMap(Self.location),
      taskManager: task.flatMap(Self.taskManager),
      concurrent: tasks.compactMap(Self.init(task:)))
  }

  /// One of `all-exceptions`.
  private init?(task: JSONNode) {
    guard let trace = task.text("exception") else { return nil }
    self.init(
      at: task.timestamp("timestamp"),
      name: Self.name(in: trace),
      cause: FailureText.usefulLine(of: trace),
      trace: trace,
      task: task.text("task"),
      location: Self.location(task),
      taskManager: Self.taskManager(task))
  }

  fileprivate func isNewer(than other: JobException?) -> Bool {
    guard let other else { return true }
    guard let at, let otherAt = other.at else { return false }
    return at > otherAt
  }

  /// 1.20 has both, 2.x `endpoint` only.
  private static func location(_ origin: JSONNode) -> String? {
    (origin.text("endpoint") ?? origin.text("location")).flatMap(known)
  }

  private static func taskManager(_ origin: JSONNode) -> TaskManagerID? {
    origin.text("taskManagerId").flatMap(known).map(TaskManagerID.init)
  }

  /// Of a task that never had a slot both say this.
  private static func known(_ text: String) -> String? { text == "(unassigned)" ? nil : text }

  /// The class at the beginning of a trace: `java.lang.IllegalStateException`.
  private static func name(in trace: String) -> String {
    String(trace.prefix { $0 != ":" && !$0.isWhitespace })
  }

  /// `call gateway (1/2)` of `call gateway (1/2) - execution #0`.
  private static func withoutAttempt(_ task: String) -> String {
    guard let attempt = task.ranges(of: " - execution #").last else { return task }
    return String(task[..<attempt.lowerBound])
  }
}
