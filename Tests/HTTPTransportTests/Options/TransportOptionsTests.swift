import Foundation
import HTTPTransport
import Testing

struct TransportOptionsTests {
  @Test("no way of printing options shows a secret")
  func secretsStayHidden() throws {
    var options = TransportOptions(
      username: "ops", password: Secret("hunter2"), bearerToken: Secret("hunter2"))
    options.headers = [try RequestHeader(parsing: "X-Key: hunter2")]
    var dumped = ""
    dump(options, to: &dumped)
    for text in ["\(options)", String(reflecting: options), dumped] {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("ops"))
    }
  }

  @Test("a secret from a file loses the file's line break and nothing else")
  func secretFromFile() {
    #expect(Secret("a b \r\n\n") == Secret("a b "))
    #expect(Secret("a") != Secret("b"))
    #expect(Secret("\n") == Secret(""))
  }

  @Test(
    "a header is read from its line",
    arguments: [
      ("X-Team: ops", "X-Team", "ops"), ("X-Team:ops", "X-Team", "ops"),
      ("Cookie: a=b: c ", "Cookie", "a=b: c"), ("X-Empty:", "X-Empty", ""),
    ])
  func header(line: String, name: String, value: String) throws {
    let header = try RequestHeader(parsing: line)
    #expect(header.name == name)
    #expect(header.value == Secret(value))
  }

  @Test(
    "a header that could break a request is refused",
    arguments: [
      ("no colon", .headerWithoutColon), (": value", .badHeaderName),
      ("two words: value", .badHeaderName), ("X\r\nY: value", .badHeaderName),
      ("X-Key: a\r\nHost: evil", .controlCharacter(in: "the value of header X-Key")),
      ("Content-Length: 5", .reservedHeader("Content-Length")),
      ("transfer-encoding: chunked", .reservedHeader("transfer-encoding")),
    ] as [(String, TransportOptionsError)])
  func badHeader(line: String, reason: TransportOptionsError) {
    #expect(throws: reason) { try RequestHeader(parsing: line) }
  }

  @Test("the defaults are valid")
  func defaultsAreValid() throws {
    try TransportOptions().validate()
  }

  @Test("options that exclude each other or lack their other half are refused")
  func contradictions() throws {
    let authorization = try RequestHeader(parsing: "authorization: Basic x")
    let cases: [(TransportOptions, TransportOptionsError)] = [
      (TransportOptions(connectTimeout: .zero), .timeoutNotPositive),
      (TransportOptions(requestTimeout: .seconds(-1)), .timeoutNotPositive),
      (TransportOptions(clientKeyFile: "/dev/null"), .keyWithoutCertificate),
      (TransportOptions(username: "a:b"), .usernameWithColon),
      (TransportOptions(password: Secret("x")), .passwordWithoutUsername),
      (TransportOptions(username: "a", bearerToken: Secret("x")), .severalAuthorizations),
      (
        TransportOptions(bearerToken: Secret("x"), headers: [authorization]),
        .severalAuthorizations
      ),
      (
        TransportOptions(bearerToken: Secret("a\nb")),
        .controlCharacter(in: "the bearer token")
      ),
      (TransportOptions(maximumConcurrentRequests: 0), .noConcurrentRequests),
    ]
    for (options, reason) in cases {
      #expect(throws: reason) { try options.validate() }
    }
  }

  @Test("a file that cannot be read is named with the reason")
  func missingFile() throws {
    let error = try #require(throws: TransportOptionsError.self) {
      try TransportOptions(caFile: "/nonexistent/ca.pem").validate()
    }
    #expect(
      error.description
        == "cannot read the CA certificates /nonexistent/ca.pem: no such file or directory")
  }
}
