import ServerAnswers
import StreamModel

extension TSPEndpoints {
  private static let exceptionRoutes = ["/job/:uuid/exceptions/", "/jobs/:uuid/exceptions/"]

  /// `job/{uuid}/exceptions`, else `jobs/{uuid}/exceptions`: the last one alone.
  static let exceptions = TSPEndpoint<ExceptionsQuestion>(asks: exceptionRoutes) {
    (question, client) async throws(SourceError) in
    let told = try await client.exceptions(of: try JobUUID(question.job))
    let entry = told.trace.map { trace in
      let first = trace.prefix { !$0.isNewline }
      return JobException(
        at: told.at, name: String(first.prefix { $0 != ":" && !$0.isWhitespace }),
        cause: FailureText.usefulLine(of: trace), trace: trace)
    }
    return JobExceptions(entries: entry.map { [$0] } ?? [], isTruncated: told.isTruncated)
  }

  /// The same in one line. What TSP can't tell is no failure.
  static let failure = TSPEndpoint<FailureQuestion>(asks: exceptionRoutes) {
    (question, client) async throws(SourceError) in
    do throws(SourceError) {
      let told = try await client.exceptions(of: try JobUUID(question.job))
      return told.trace.map {
        JobFailure(cause: FailureText.usefulLine(of: $0), at: told.at, task: nil, location: nil)
      }
    } catch {
      guard case .unusable = error else { throw error }
      return nil
    }
  }
}

/// What `exceptions` tells: `{"timestamp", "root-exception", "truncated"}`.
struct LastException: Hashable, Sendable {
  var at: Timestamp?
  var trace: String?
  var isTruncated: Bool

  init(exceptions node: JSONNode) throws(JSONError) {
    guard node.isObject else { throw .unusable(path: "$", expected: "object") }
    at = node.timestamp("timestamp")
    trace = node.text("root-exception")
    isTruncated = node["truncated"]?.bool ?? false
  }
}

extension TSPClient {
  func exceptions(of job: JobUUID) async throws(SourceError) -> LastException {
    let job = try job.asked()
    let routes = [TSPRoute.exceptions(job), .exceptionsUnderJobs(job)]
    var answer = try await ask(memory.hasExceptionsUnderJobs ? routes[1] : routes[0])
    if answer.isRouteUnknown {
      answer = try await ask(memory.hasExceptionsUnderJobs ? routes[0] : routes[1])
      if !answer.isRouteUnknown { memory.hasExceptionsUnderJobs.toggle() }
    }
    if answer.errorCode == 5005 {
      // Flink's `root-exception` of a job that never failed is null, and TSP's model of it wants a text.
      throw .unusable(
        "None is reported, or TSP could not tell: it answers so to a job that never failed (5005: \(answer.said))"
      )
    }
    return try read(answer, as: LastException.init(exceptions:))
  }
}
