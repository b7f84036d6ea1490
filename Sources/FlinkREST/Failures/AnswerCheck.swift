import HTTPTransport
import ServerAnswers
import StreamModel

/// Tells Flink's answers from everything else that comes back on its port.
enum AnswerCheck {
  /// The document of a good answer; anything else is thrown as what it means.
  static func document(
    of response: HTTPResponse, to endpoint: Route
  ) throws(SourceError) -> JSONNode {
    guard (200..<300).contains(response.status) else { throw failure(response, endpoint) }
    if HTMLPage.isOne(response) {
      let title = HTMLPage.title(response).map { " (\($0))" } ?? ""
      throw .malformed(
        what: "HTML instead of JSON\(title): is this a proxy or login page?", on: endpoint.name)
    }
    do throws(JSONError) {
      return try JSONDocument(response.body).root
    } catch {
      throw error.meaning(on: endpoint.name)
    }
  }

  /// What an answer with a status other than 2xx means.
  static func failure(_ response: HTTPResponse, _ endpoint: Route) -> SourceError {
    let errors = flinkErrors(response)
    let message = AnswerReason.text(response)
    switch response.status {
    case 300..<400:
      // Flink's own 308 has no Location.
      return .redirected(to: FailureText.oneLine(response.location ?? message ?? "nowhere"))
    case 401, 403:
      return .unauthorized(
        isForbidden: response.status == 403, on: endpoint.name,
        reason: AnswerReason.text(besides: response.status, response))
    case 404: return notFound(errors, response, endpoint)
    case 409: return .conflict(message ?? "\(endpoint.name) answered 409")
    case 502, 503, 504:
      // 503 is Flink's during a leader election; the other two are a proxy's that has no JobManager behind it.
      let text = message ?? "no reason given"
      return .unavailable("\(endpoint.name) answered \(response.status): \(text)")
    default:
      if isGone(errors) { return .notFound(message ?? endpoint.name) }
      let text = message ?? "no reason given"
      return .server(status: response.status, message: "\(endpoint.name): \(text)")
    }
  }

  /// True where the 404 is Flink's own, about a thing and not about a route: the thing is gone.
  static func isObjectUnknown(_ response: HTTPResponse) -> Bool {
    guard response.status == 404, let errors = flinkErrors(response) else { return false }
    return !isRouteUnknown(errors)
  }

  /// The strings of `{"errors": [...]}`, or nil where the body is not Flink's.
  static func flinkErrors(_ response: HTTPResponse) -> [String]? {
    guard let root = try? JSONDocument(response.body).root, let errors = root["errors"] else {
      return nil
    }
    let texts = errors.elements.compactMap(\.string)
    // A list of objects, or an object, is a gateway's.
    return texts.isEmpty && !errors.isEmptyList ? nil : texts
  }

  /// True where one of Flink's errors contains `text`.
  static func mentions(_ text: String, _ response: HTTPResponse) -> Bool {
    flinkErrors(response)?.contains { $0.contains(text) } ?? false
  }

  /// What to do about a 400 that says that there is no directory for the savepoint:
  /// "Config key [state.savepoints.dir] is not set. Property [target-directory] must be provided."
  static func missingDirectory(_ response: HTTPResponse) -> SourceError? {
    guard mentions("must be provided", response), let errors = flinkErrors(response),
      let line = FailureText.usefulLine(ofErrors: errors),
      let key = line.split(separator: "[").dropFirst().first?.prefix(while: { $0 != "]" })
    else { return nil }
    return .server(
      status: response.status,
      message: "the cluster has no savepoint directory (\(key) is not set): give one")
  }

  private static func notFound(
    _ errors: [String]?, _ response: HTTPResponse, _ endpoint: Route
  ) -> SourceError {
    guard let errors, let message = FailureText.usefulLine(ofErrors: errors) else {
      let reason = AnswerReason.text(besides: 404, response).map { " (\($0))" } ?? ""
      return .notFound("\(endpoint.name), and not as Flink says it\(reason): is the address right?")
    }
    if isRequestLineTooLong(errors) {
      return .server(status: 404, message: "\(endpoint.name): the request is too long")
    }
    if isRouteUnknown(errors) {
      return .unsupported("this Flink version does not know \(endpoint.name)")
    }
    // A job without checkpointing has no statistics: nothing is missing, there is nothing to show.
    if message.contains("heckpointing"), message.contains("not ") && message.contains("enabled") {
      return .unsupported(message)
    }
    return .notFound(message)
  }

  /// An unknown GET falls to the static file server, any other method to "Not found: /path" (1.13: "Not found.").
  private static func isRouteUnknown(_ errors: [String]) -> Bool {
    guard let first = errors.first else { return false }
    return first.hasPrefix("Unable to load requested file ") || first == "Not found."
      || first.hasPrefix("Not found: ")
  }

  /// Over 4096 bytes of request line.
  private static func isRequestLineTooLong(_ errors: [String]) -> Bool {
    errors.first == "Unable to load requested file /bad-request."
  }

  /// A TaskManager that is gone is always a 500.
  private static func isGone(_ errors: [String]?) -> Bool {
    errors?.contains {
      $0.contains("FlinkJobNotFoundException") || $0.contains("UnknownTaskExecutorException")
    } ?? false
  }
}
