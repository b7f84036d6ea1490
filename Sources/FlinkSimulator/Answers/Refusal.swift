/// An answer that is an error, in the words and with the stack traces of Flink.
struct Refusal: Error {
  var status: Int
  var messages: [String]

  var response: SimulatedResponse {
    var json = JSONWriter()
    json.object { $0.array("errors") { list in for message in messages { list.element(message) } } }
    return .json(status, json.bytes)
  }

  private static let rest = "org.apache.flink.runtime.rest."
  private static let handlerException = rest + "handler.RestHandlerException: "

  /// A GET that no route knows falls to the server of static files.
  static func noSuchFile(_ path: String) -> Refusal {
    Refusal(status: 404, messages: ["Unable to load requested file \(path)."])
  }

  static func noSuchRoute(_ path: String, in dialect: Dialect) -> Refusal {
    Refusal(
      status: 404, messages: [dialect.isAtLeast(1, 16) ? "Not found: \(path)" : "Not found."])
  }

  static func jobNotFound(_ id: String) -> Refusal {
    let cause =
      "Caused by: org.apache.flink.runtime.messages.FlinkJobNotFoundException: "
      + "Could not find Flink job (\(id))\n"
    return Refusal(
      status: 404,
      messages: [
        rest + "NotFoundException: Job \(id) not found\n" + StackTraces.executionGraph
          + StackTraces.future + cause + StackTraces.rpc + "\t... 5 more\n"
      ])
  }

  static func vertexNotFound(_ id: String) -> Refusal {
    Refusal(
      status: 404,
      messages: [
        rest + "NotFoundException: JobVertex \(id) not found\n" + StackTraces.executionGraph
          + StackTraces.future
      ])
  }

  /// Rescaling a job of the scheduler that is Flink's default.
  static let fixedScheduler = serverError(
    "java.util.concurrent.CompletionException: java.lang.UnsupportedOperationException: The "
      + "DefaultScheduler does not support changing the parallelism without a job restart. This "
      + "feature is currently only expected to work with the AdaptiveScheduler.",
    frames: StackTraces.handler)

  /// A job of that scheduler has no history of rescales.
  static func noRescales(of job: String, _ names: [String]) -> Refusal {
    guard names.last != "config" else {
      return handler(404, "AdaptiveScheduler is not enabled for this job (\(job)).")
    }
    return handlerNotFound("The job `\(job)` has not enabled the `Adaptive` scheduler.")
  }

  static func handler(_ status: Int, _ message: String) -> Refusal {
    Refusal(
      status: status,
      messages: [handlerException + message + "\n" + StackTraces.handler + StackTraces.netty])
  }

  /// 404 of a thing that is not there.
  static func handlerNotFound(_ message: String) -> Refusal {
    Refusal(
      status: 404,
      messages: [rest + "NotFoundException: \(message)\n" + StackTraces.handler + StackTraces.netty]
    )
  }

  static func unreadable(parameter name: String, of kind: ParameterKind, value: String) -> Refusal {
    handler(
      400,
      "Bad request, could not parse parameters: Cannot resolve \(kind.rawValue) parameter (\(name)) "
        + "from value \"\(value)\".")
  }

  enum ParameterKind: String {
    case path
    case query
  }

  static func unreadable(body: String) -> Refusal {
    handler(400, "Request did not match expected format \(body).")
  }

  /// 500; the text is in the second message, the first says nothing.
  static func serverError(_ exception: String, frames: String) -> Refusal {
    Refusal(
      status: 500,
      messages: [
        "Internal server error.",
        "<Exception on server side:\n\(exception)\n\(frames)\nEnd of exception on server side>",
      ])
  }
}
