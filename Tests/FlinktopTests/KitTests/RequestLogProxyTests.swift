import Testing

@Suite("The request log of the test kit")
struct RequestLogProxyTests {
  private let conversation = [
    "GET /jobs/overview HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /jobs/1/savepoints HTTP/1.1\r\ncontent-length: 12\r\n\r\nGET / HTTP\r\n",
    "POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nPUT /\r\n3;x=y\r\n\r\n\r\r\n0\r\n\r\n",
    "PATCH /jobs/1?mode=cancel HTTP/1.1\r\nHost: a\r\n\r\n",
  ].joined()
  private let requests = [
    "GET /jobs/overview", "POST /jobs/1/savepoints", "POST /c", "PATCH /jobs/1?mode=cancel",
  ]

  @Test("requests are found and bodies passed over, however the bytes are cut", arguments: 1...9)
  func reading(pieceLength: Int) {
    var reader = HTTPRequestReader()
    var found: [String] = []
    var rest = Array(conversation.utf8)[...]
    while !rest.isEmpty {
      found += reader.read(rest.prefix(pieceLength)).map(\.description)
      rest = rest.dropFirst(pieceLength)
    }
    #expect(found == requests)
  }

  @Test("requests pass through to the server and are written down", .timeLimit(.minutes(1)))
  func forwarding() async throws {
    try require(.python3)
    let server = try await FileServer.start()
    let proxy = try RequestLogProxy(forwardingTo: server.url)
    let answer = try await ClusterREST(url: proxy.url).get("/answer.json")
    #expect(answer["works"].bool == true)
    #expect(proxy.requests.map(\.description) == ["GET /answer.json"])
    #expect(proxy.harmfulRequests.isEmpty)
  }

  @Test(
    "whatever could change something counts as harmful",
    arguments: [
      "POST /jobs/1/savepoints", "PATCH /jobs/1?mode=cancel", "DELETE /jars/a", "PUT /x",
      "GET /jobs/1/yarn-cancel", "GET /jobs/1/yarn-stop",
    ])
  func harmful(line: String) async throws {
    try require(.python3)
    let server = try await FileServer.start()
    let proxy = try RequestLogProxy(forwardingTo: server.url)
    let port = try #require(proxy.url.split(separator: ":").last.flatMap { UInt16($0) })
    try send("\(line) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", to: port)
    try await eventually("the request in the log") { proxy.harmfulRequests.count == 1 }
  }

  @Test("a client is cut off when nobody listens behind the proxy", .timeLimit(.minutes(1)))
  func noServer() async throws {
    let proxy = try RequestLogProxy(forwardingTo: "http://127.0.0.1:\(Loopback.unusedPort())")
    await #expect(throws: (any Error).self) { try await ClusterREST(url: proxy.url).get("/") }
  }
}
