@testable import HTTPTransport

/// A whole answer with a length, after which the connection stays open.
func response(_ body: String, status: String = "200 OK", headers: [String] = []) -> String {
  let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
  return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
}

extension HarmlessRoutes {
  /// Every GET of the tests that no rule forbids.
  static let ofTests: HarmlessRoutes = {
    let names = ["a", "b", "c", "d", "e"]
    let paths = names.indices.map { "/" + names[...$0].map { ":\($0)" }.joined(separator: "/") }
    return HarmlessRoutes((["/"] + paths).map { HarmlessRoute(.get, $0) })
  }()
}

extension CurlTransport {
  convenience init(endpoint: Endpoint, options: TransportOptions = TransportOptions()) {
    self.init(endpoint: endpoint, harmless: .ofTests, options: options)
  }

  convenience init(_ server: ScriptedServer, options: TransportOptions = TransportOptions()) throws
  {
    var options = options
    // Among many tests on few cores a minute may pass between two requests.
    options.longestIdleTime = .seconds(3600)
    try self.init(endpoint: Endpoint("http://127.0.0.1:\(server.port)"), options: options)
  }

  /// The error of a request that must not succeed.
  func failure(of request: HTTPRequest) async -> TransportError? {
    do {
      _ = try await send(request)
      return nil
    } catch {
      return error
    }
  }
}

extension HTTPResponse {
  var text: String { String(decoding: body, as: UTF8.self) }
}

extension TransportError {
  /// The kind without its payload, to be compared in tables.
  var kind: String { String(String(describing: self).prefix { $0 != "(" }) }

  /// The line that a person reads.
  var line: String? {
    switch self {
    case .readOnly(let line), .connectFailed(let line), .tls(let line), .connectionLost(let line),
      .failed(let line, _):
      line
    case .timedOut, .tooLarge, .cancelled: nil
    }
  }
}
