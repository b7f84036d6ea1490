package import HTTPTransport
import StreamModel

/// What came of a request that the user wrote, in one line.
package enum APIAnswer {
  /// Why an answer with a status other than 2xx is none, in the server's own words where it has some.
  package static func complaint(
    _ request: HTTPRequest, _ response: HTTPResponse, from address: String
  ) -> String {
    let error =
      WrongScheme.error(response, from: address)
      ?? AnswerCheck.failure(response, Route(request))
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
