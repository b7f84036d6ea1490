extension JobView {
  /// `/jobs/:id/exceptions`
  func exceptionsAnswer(limit: Int?) -> [UInt8] {
    let shown = job.failures.prefix(max(0, limit ?? 20))
    let isTruncated = shown.count < job.failures.count
    var json = JSONWriter(capacity: 4000)
    json.object { json in
      if dialect.hasRootException {
        json.member("root-exception", job.failures.first.map(trace))
        if let at = job.failures.first?.at.epochMilliseconds {
          json.member("timestamp", at)
        } else {
          json.null("timestamp")
        }
        json.array("all-exceptions") { json in
          // Those of the tasks as they are now; a restart clears them.
          guard let failure = job.failures.first, job.state != .running else { return }
          json.object { json in
            json.member("exception", cause(of: failure))
            writeTask(failure, named: "task", to: &json)
            json.member("timestamp", failure.at.epochMilliseconds)
          }
        }
        json.member("truncated", false)
      }
      json.object("exceptionHistory") { json in
        json.array("entries") { json in for failure in shown { write(failure, to: &json) } }
        json.member("truncated", isTruncated)
      }
    }
    return json.bytes
  }

  private func write(_ failure: TaskFailure, to json: inout JSONWriter) {
    json.object { json in
      json.member(
        "exceptionName",
        failure.isFatal ? "org.apache.flink.runtime.JobException" : failure.cause.exception)
      json.member("stacktrace", trace(failure))
      json.member("timestamp", failure.at.epochMilliseconds)
      if dialect.hasFailureLabels { json.object("failureLabels") { _ in } }
      if !failure.isFatal { writeTask(failure, to: &json) }
      json.array("concurrentExceptions") { json in
        guard failure.isFatal else { return }
        json.object { json in
          json.member("exceptionName", failure.cause.exception)
          json.member("stacktrace", cause(of: failure))
          json.member("timestamp", failure.at.epochMilliseconds - 45)
          if dialect.hasFailureLabels { json.object("failureLabels") { _ in } }
          writeTask(failure, to: &json)
        }
      }
    }
  }

  private func writeTask(
    _ failure: TaskFailure, named member: StaticString = "taskName", to json: inout JSONWriter
  ) {
    let vertex = plan.vertices[failure.cause.vertex]
    let name =
      "\(vertex.name) (\(failure.subtask + 1)/\(vertex.parallelism)) - execution #\(failure.attempt)"
    let manager = taskManager(ofSubtask: failure.subtask)
    json.member(member, name)
    if dialect.hasHost { json.member("location", manager?.endpoint ?? "(unassigned)") }
    if dialect.hasEndpoint { json.member("endpoint", manager?.endpoint ?? "(unassigned)") }
    if dialect.isAtLeast(1, 16) { json.member("taskManagerId", manager?.id ?? "(unassigned)") }
  }

  /// A failure that ends the job is wrapped into the scheduler's.
  private func trace(_ failure: TaskFailure) -> String {
    guard failure.isFatal else { return cause(of: failure) }
    return "org.apache.flink.runtime.JobException: "
      + "Recovery is suppressed by NoRestartBackoffTimeStrategy\n" + StackTraces.failover
      + "Caused by: " + cause(of: failure)
  }

  private func cause(of failure: TaskFailure) -> String {
    let cause = failure.cause
    var text = "\(cause.exception): \(cause.message)\n"
    for frame in cause.frames { text += "\tat \(frame)\n" }
    text += StackTraces.task
    if let root = cause.rootCause {
      let root = root.replacing("{run}", with: "\(failure.attempt)")
      text += "Caused by: \(root)\n\tat \(cause.rootFrame ?? "Unknown Source")\n\t... 17 more\n"
    }
    return text
  }
}
