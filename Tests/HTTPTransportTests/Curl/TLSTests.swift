import HTTPTransport
import Testing

struct TLSAvailabilityTests {
  @Test("openssl is there to test TLS with")
  func openSSL() {
    if !OpenSSL.isAvailable { print("*** TLS IS NOT TESTED: there is no openssl program ***") }
    #expect(OpenSSL.isAvailable || !OpenSSL.isRequired)
  }
}

@Suite(.enabled(if: OpenSSL.isAvailable, "there is no openssl program: TLS is not tested"))
struct TLSTests {
  private let files: Certificates

  init() async throws { files = try await Certificates.shared }

  private func outcome(
    at server: TLSServer, host: String = "127.0.0.1", _ options: TransportOptions
  ) async throws -> Result<Int, TransportError> {
    let endpoint = try Endpoint("https://\(host):\(server.port)")
    let transport = CurlTransport(endpoint: endpoint, options: options)
    do {
      return .success(try await transport.send(HTTPRequest(.get, "/")).status)
    } catch {
      return .failure(error)
    }
  }

  /// The line of a TLS error without host and port.
  private func refusal(
    at server: TLSServer, _ options: TransportOptions
  ) async throws -> String {
    guard case .failure(.tls(let line)) = try await outcome(at: server, options) else { return "" }
    let prefix = "127.0.0.1:\(server.port): "
    #expect(line.hasPrefix(prefix))
    return String(line.dropFirst(prefix.count))
  }

  @Test("a server whose authority is given is trusted", arguments: ["127.0.0.1", "localhost"])
  func trusted(host: String) async throws {
    let server = try await TLSServer.start("server")
    let options = TransportOptions(caFile: files.path("ca.pem"))
    #expect(try await outcome(at: server, host: host, options) == .success(200))
  }

  @Test("another authority does not do")
  func wrongAuthority() async throws {
    let line = try await refusal(
      at: TLSServer.start("server"), TransportOptions(caFile: files.path("other-ca.pem")))
    #expect(line.hasPrefix("the server's certificate is not trusted: "))
    #expect(line.hasSuffix("give its CA by --ca-cert"))
  }

  @Test("the system's authorities do not know a private one")
  func noAuthority() async throws {
    let line = try await refusal(at: TLSServer.start("server"), TransportOptions())
    #expect(line.hasPrefix("the server's certificate is not trusted: "))
  }

  @Test("insecure takes any certificate", arguments: ["server", "stranger", "expired"])
  func insecure(certificate: String) async throws {
    let server = try await TLSServer.start(certificate)
    #expect(try await outcome(at: server, TransportOptions(isInsecure: true)) == .success(200))
  }

  @Test("a certificate for another name is said to be that")
  func wrongName() async throws {
    let line = try await refusal(
      at: TLSServer.start("stranger"), TransportOptions(caFile: files.path("ca.pem")))
    #expect(line.hasPrefix("the server's certificate is for another name: "))
  }

  @Test("a certificate that is out of date is said to be that")
  func expired() async throws {
    let line = try await refusal(
      at: TLSServer.start("expired"), TransportOptions(caFile: files.path("ca.pem")))
    #expect(line == "the server's certificate is out of date: certificate has expired")
  }

  @Test(
    "a server that wants a client certificate gets it, and else it is said",
    arguments: ["-tls1_2", "-tls1_3"])
  func mutual(version: String) async throws {
    let server = try await TLSServer.start("server", isMutual: true, version: version)
    var options = TransportOptions(caFile: files.path("ca.pem"))
    let line = try await refusal(at: server, options)
    #expect(line.contains("client certificate"))
    #expect(line.contains("--client-cert"))
    options.clientCertificateFile = files.path("client.pem")
    options.clientKeyFile = files.path("client.key")
    #expect(try await outcome(at: server, options) == .success(200))
  }

  @Test("a client certificate that the server does not know is said to be refused")
  func foreignClientCertificate() async throws {
    let options = TransportOptions(
      caFile: files.path("ca.pem"), clientCertificateFile: files.path("other-ca.pem"),
      clientKeyFile: files.path("other-ca.key"))
    let line = try await refusal(at: TLSServer.start("server", isMutual: true), options)
    #expect(line.contains("our client certificate"))
  }

  @Test(
    "a client key that cannot be used is named, and no password is asked for",
    arguments: ["client-encrypted.key", "server.key", "garbage.pem"])
  func badClientKey(key: String) async throws {
    let options = TransportOptions(
      caFile: files.path("ca.pem"), clientCertificateFile: files.path("client.pem"),
      clientKeyFile: files.path(key))
    let line = try await refusal(at: TLSServer.start("server", isMutual: true), options)
    #expect(line.hasPrefix("the client certificate \(files.path("client.pem"))"))
    #expect(line.contains(files.path(key)))
  }

  @Test("a file that holds no authorities is named")
  func garbageAuthorities() async throws {
    let file = files.path("garbage.pem")
    let line = try await refusal(at: TLSServer.start("server"), TransportOptions(caFile: file))
    #expect(line.hasPrefix("the CA certificates \(file) cannot be used"))
  }

  @Test("a missing file is a TLS error before anything is sent")
  func missingFile() async throws {
    let server = try ScriptedServer(answering: response("{}"))
    let transport = try CurlTransport(server, options: TransportOptions(caFile: "/nonexistent"))
    let error = await transport.failure(of: HTTPRequest(.get, "/"))
    #expect(error?.kind == "tls")
    #expect(error?.line?.contains("/nonexistent") == true)
    #expect(server.acceptCount == 0)
  }

  @Test("a server without TLS is said to be that")
  func noTLS() async throws {
    // Any bytes that are no TLS record; the hello has no line ends to wait for.
    let (listener, port) = try Socket.listen(backlog: 4)
    Socket.answerNext(on: listener, with: "HTTP/1.1 400 Bad\r\n\r\n")
    let transport = CurlTransport(endpoint: try Endpoint("https://127.0.0.1:\(port)"))
    let error = await transport.failure(of: HTTPRequest(.get, "/"))
    #expect(
      error
        == .tls(
          "127.0.0.1:\(port): the server answers, but not in TLS: if it is plain HTTP, "
            + "write http://127.0.0.1:\(port)"))
    Socket.close([listener])
  }
}
