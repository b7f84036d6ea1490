package import HTTPTransport
import ServerAnswers
import StreamModel

/// What came of a request that the user wrote, in one line.
package enum APIAnswer {
  /// Why an answer with a status other than 2xx is none, in the server's own words where it has some.
  package static func complaint(
    _ request: HTTPRequest, _ response: HTTPResponse, from address: String
  ) -> String {
    if let error = WrongScheme.error(response, from: address) { return error.description }
    let route = Route(request)
    // Flink's 308 names a parameter, and no place.
    if (300..<400).contains(response.status), response.location == nil {
      let reason = AnswerReason.text(response) ?? "no reason given"
      return SourceError.server(status: response.status, message: "\(route.name): \(reason)")
        .description
    }
    let error = AnswerCheck.failure(response, route)
    if case .unsupported = error, let key = APITable.endpoint(request.method, request.path)?.needs {
      return "\(error), or \(key) is not true there"
    }
    return error.description
  }

  /// Why there is no answer, or no whole one.
  package static func complaint(
    _ request: HTTPRequest, _ error: TransportError, from address: String
  ) -> String {
    SourceError(error, on: Route(request).name, at: address, hasAnswered: false).description
  }
}

extension Route {
  /// Where the user's request goes.
  fileprivate init(_ request: HTTPRequest) {
    self.init(method: request.method, path: String(request.path.prefix { $0 != "?" }))
  }
}
