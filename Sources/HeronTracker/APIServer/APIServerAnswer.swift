import HTTPTransport
import ServerAnswers
import StreamModel

/// What the API server says to something that was asked of it: `{"message": "wordcount killed"}`.
struct APIServerAnswer {
  /// Of a dry run no more is kept.
  private static let longestWords = 64 << 10

  private let response: HTTPResponse
  private let route: APIServerRoute
  private let message: String?

  init(_ response: HTTPResponse, to route: APIServerRoute) {
    self.response = response
    self.route = route
    message = (try? JSONDocument(response.body).root).flatMap { $0.text("message") }
  }

  /// Its own words to what it has done. Anything else is thrown as what it means: a server that says itself that it failed
  /// has refused, and of anybody else's words nobody knows what they are about.
  func words(isDryRun: Bool, from address: String) throws(TriggerError) -> String {
    let status = response.status
    if (200..<300).contains(status) {
      if let message { return isDryRun ? Self.lines(message) : FailureText.oneLine(message) }
      if isDryRun, !HTMLPage.isOne(response), !response.body.isEmpty {
        return Self.lines(String(decoding: response.body, as: UTF8.self))
      }
      throw .answerLost(.malformed(what: "no message", on: route.name))
    }
    guard let message, ![408, 502, 503, 504].contains(status) else {
      throw status == 408 || status >= 500 ? .answerLost(failure) : .refused(failure)
    }
    let line = FailureText.oneLine(message)
    switch status {
    case 401, 403: throw .refused(failure)
    case 404: throw .refused(.notFound("the API server says: \(line)"))
    default: throw .refused(.server(status: status, message: line))
    }
  }

  private var failure: SourceError {
    let status = response.status
    let reason = AnswerReason.text(besides: status, response)
    switch status {
    case 300..<400: return .redirected(to: FailureText.oneLine(response.location ?? "nowhere"))
    case 401, 403: return .unauthorized(isForbidden: status == 403, on: route.name, reason: reason)
    case 404:
      return .notFound(
        "\(route.name), and not as Heron's API server says it: is --api-server right?")
    case 502, 503, 504:
      return .unavailable("\(route.name) answered \(status): \(reason ?? "no reason given")")
    default: return .server(status: status, message: reason ?? "no reason given")
    }
  }

  private static func lines(_ text: String) -> String { String(text.prefix(longestWords)) }
}
