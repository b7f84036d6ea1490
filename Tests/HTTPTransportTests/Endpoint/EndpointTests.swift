import HTTPTransport
import Testing

struct EndpointTests {
  @Test(
    "what a person types becomes a URL",
    arguments: [
      ("http://host:8081", "http://host:8081"),
      ("http://host:8081/", "http://host:8081"),
      ("host:8081", "http://host:8081"),
      ("host:9000/base", "http://host:9000/base"),
      ("host", "http://host:8081"),
      ("localhost", "http://localhost:8081"),
      ("10.0.0.7", "http://10.0.0.7:8081"),
      ("job_manager-1.flink.svc", "http://job_manager-1.flink.svc:8081"),
      ("http://host", "http://host"),
      ("https://gw", "https://gw"),
      ("HTTPS://Gw:443", "https://Gw"),
      ("http://host:443", "http://host:443"),
      ("https://gw/flink/ns/job/", "https://gw/flink/ns/job"),
      ("https://gw/flink/ns/job", "https://gw/flink/ns/job"),
      ("https://gw:8443/Flink/%41//b/", "https://gw:8443/Flink/%41//b"),
      ("http://rm:8088/proxy/application_1_0001/", "http://rm:8088/proxy/application_1_0001"),
      ("http://[::1]:8081", "http://[::1]:8081"),
      ("[::1]", "http://[::1]:8081"),
      ("https://[fe80::1%25eth0]:8081/x", "https://[fe80::1%25eth0]:8081/x"),
      ("http://host:65535", "http://host:65535"),
    ])
  func parses(typed: String, expected: String) throws {
    let endpoint = try Endpoint(typed)
    #expect(endpoint.displayText == expected)
    #expect(try Endpoint(endpoint.displayText) == endpoint)
  }

  @Test("host, port and base path are told apart")
  func parts() throws {
    let endpoint = try Endpoint("https://[::1]:8443/flink/job/")
    #expect(endpoint.scheme == .https)
    #expect(endpoint.host == "::1")
    #expect(endpoint.port == 8443)
    #expect(endpoint.basePath == "/flink/job")
    #expect(endpoint.name == "[::1]:8443")
    #expect("\(endpoint)" == "https://[::1]:8443/flink/job")
  }

  @Test(
    "what is no endpoint is refused for its reason",
    arguments: [
      ("", .empty),
      ("http://user:secret@host:8081", .credentials),
      ("user@host", .credentials),
      ("http://user:se/cret@host:8081", .credentials),
      ("http://user:se#cret@host", .credentials),
      ("http://user:se cret@host", .credentials),
      (" http://host", .unprintable(position: 1)),
      ("http://ho st:8081", .unprintable(position: 10)),
      ("http://host:8081\n", .unprintable(position: 17)),
      ("http://h\u{1B}[31mst", .unprintable(position: 9)),
      ("http://münchen.de", .unprintable(position: 9)),
      ("ftp://host", .scheme("ftp")),
      ("file:///etc/passwd", .scheme("file")),
      ("://host", .scheme("")),
      ("http://", .noHost),
      ("http://:8081", .noHost),
      ("http:///path", .noHost),
      ("http://ho$t:8081", .badHost("ho$t")),
      ("http://[::1:8081", .badHost("[::1:8081")),
      ("http://[host]:8081", .badHost("[host]")),
      ("http://[::1%]:8081", .badHost("[::1%]")),
      ("::1", .bareIPv6("::1")),
      ("http://fe80::1/x", .bareIPv6("fe80::1")),
      ("host:", .badPort(typed: nil, host: "host")),
      ("host:0", .badPort(typed: "0", host: "host")),
      ("host:65536", .badPort(typed: "65536", host: "host")),
      ("host:99999999999999999999", .badPort(typed: "99999999999999999999", host: "host")),
      ("host:80a", .badPort(typed: nil, host: "host")),
      ("host:-1", .badPort(typed: nil, host: "host")),
      ("http://[::1]8081", .badPort(typed: nil, host: "::1")),
      ("http://host:80:81", .badPort(typed: nil, host: "host")),
      ("http://host/a\\b", .badPath("\\")),
      ("http://host?token=secret", .query),
      ("http://host:8081/flink?x=1", .query),
      ("http://host:8081/#/overview", .fragment),
      ("host/path?u=http://other", .query),
    ] as [(String, EndpointError)])
  func refuses(typed: String, reason: EndpointError) {
    #expect(throws: reason) { try Endpoint(typed) }
  }

  @Test(
    "an error is one line and never shows a secret",
    arguments: [
      "http://user:secret@host", "http://user:se/secret@host", "http://host:secret/",
      "http://host/?token=secret", "http://host/#secret", "ftp://user:secret@host",
      "http://host:8081\n\u{1B}[2Jsecret@", "secret token",
    ])
  func hidesSecrets(typed: String) throws {
    let error = try #require(throws: EndpointError.self) { try Endpoint(typed) }
    #expect(!error.description.contains("secret"))
    #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(error.description.hasPrefix("the endpoint"))
  }

  @Test(
    "this machine is known in every spelling",
    arguments: [
      ("localhost", true), ("LOCALHOST", true), ("x.localhost", true), ("127.0.0.1", true),
      ("127.8.9.1", true), ("127.1", true), ("[::1]", true), ("[0:0:0:0:0:0:0:1]", true),
      ("[::ffff:127.0.0.1]", true), ("128.0.0.1", false), ("10.0.0.127", false),
      ("localhost.example.org", false), ("127.0.0.1.example.org", false), ("[::2]", false),
      ("jobmanager", false),
    ])
  func loopback(host: String, expected: Bool) throws {
    #expect(try Endpoint("http://\(host):8081").isLoopback == expected)
  }
}
