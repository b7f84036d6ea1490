import HTTPTransport
import ServerAnswers
import StreamModel

/// Tells what TSP says from everything else that comes back on its port.
struct TSPAnswer {
  let response: HTTPResponse
  let route: TSPRoute
  /// Nil where the body is no JSON document.
  private let root: JSONNode?
  private let flaw: JSONError?

  init(_ response: HTTPResponse, to route: TSPRoute) {
    self.response = response
    self.route = route
    do throws(JSONError) {
      root = try JSONDocument(response.body).root
      flaw = nil
    } catch {
      root = nil
      flaw = error
    }
  }

  /// TSP's own number of a failure: `{"errorCode", "message", "errors"}`.
  var errorCode: Int64? { root?["errorCode"]?.int64 }

  /// True where this version has no such route.
  var isRouteUnknown: Bool { response.status == 404 && errorCode ?? 4004 == 4004 }

  /// What a good answer carries, in an envelope (`{"response", "messages"}`) or bare; anything else is thrown as what it
  /// means. Which routes wrap differs from version to version.
  func payload(from address: String) throws(SourceError) -> JSONNode {
    guard errorCode == nil, (200..<300).contains(response.status) else {
      throw failure(from: address)
    }
    if HTMLPage.isOne(response) {
      let title = HTMLPage.title(response).map { " (\($0))" } ?? ""
      throw .malformed(
        what: "HTML instead of JSON\(title): is this a proxy or login page?", on: route.name)
    }
    guard let root else { throw (flaw ?? .endsEarly).meaning(on: route.name) }
    return root["response"] ?? root
  }

  /// What an answer that is no good one means.
  func failure(from address: String) -> SourceError {
    let status = response.status
    if let code = errorCode { return meaning(of: code, from: address) }
    switch status {
    case 300..<400: return .redirected(to: FailureText.oneLine(response.location ?? "nowhere"))
    case 401, 403:
      return .unauthorized(
        isForbidden: status == 403, on: route.name,
        reason: AnswerReason.text(besides: status, response))
    case 502, 503, 504:
      let reason = AnswerReason.text(response) ?? "no reason given"
      return .unavailable("\(route.name) answered \(status): \(reason)")
    case 404:
      return route.isEverywhere
        ? .notFlink(
          at: FailureText.oneLine(address + route.path),
          reason: AnswerReason.text(besides: 404, response))
        : .unsupported("this TSP does not know \(route.name)")
    default:
      return .server(
        status: status,
        message: "\(route.name): \(AnswerReason.text(response) ?? "no reason given")")
    }
  }

  /// What TSP's numbers stand for.
  private func meaning(of code: Int64, from address: String) -> SourceError {
    switch code {
    case 4004 where route.isEverywhere:
      .notFlink(at: FailureText.oneLine(address + route.path), reason: said)
    case 4004: .unsupported("this TSP does not know \(route.name) (4004)")
    case 4006: .notFound("TSP knows no such job (4006, \(route.name))")
    case 4001, 4002, 4003, 4005:
      failed("TSP does not understand the request (\(code): \(said))")
    case 5005 where route.isEverywhere:
      .unavailable("TSP gets no answer of its Flink that it can read (5005: \(said))")
    case 5005: failed("TSP gets no answer of its Flink that it can read (5005: \(said))")
    default: failed("TSP failed at it (\(code): \(said))")
    }
  }

  private func failed(_ reason: String) -> SourceError {
    .server(status: response.status, message: "\(route.name): \(reason)")
  }

  /// What TSP gives as the reason, in one line. `errors` has the message of a failure, and mostly its stack trace.
  var said: String {
    let message = root?["message"]?.string.map(FailureText.oneLine) ?? ""
    let errors = root?["errors"]?.elements.compactMap(\.string) ?? []
    let reason = errors.lazy.map { FailureText.usefulLine(of: $0) }.first { !$0.isEmpty }
    let parts = [message.hasSuffix(".") ? String(message.dropLast()) : message, reason ?? ""]
    let text = parts.filter { !$0.isEmpty }.joined(separator: ": ")
    return text.isEmpty ? "no reason given" : FailureText.oneLine(text)
  }
}
