/// An answer of the simulated JobManager.
package struct SimulatedResponse: Hashable, Sendable {
  /// One line of the header.
  package struct Header: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package var status: Int
  package var headers: [Header]
  package var body: [UInt8]
  /// Flink closes the connection after this one.
  package var closesConnection = false

  package init(status: Int, headers: [Header], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The body as text.
  package var text: String { String(decoding: body, as: UTF8.self) }

  static func json(_ status: Int = 200, _ body: [UInt8]) -> SimulatedResponse {
    SimulatedResponse(status: status, headers: jsonHeaders, body: body)
  }

  private static let jsonHeaders = [
    Header(name: "content-type", value: "application/json; charset=UTF-8"),
    Header(name: "access-control-allow-origin", value: "*"),
  ]
}
