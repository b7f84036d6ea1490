import CCurl
import Glibc
import Testing

@testable import HTTPTransport

/// What no server on this machine can bring about.
struct TransferFailureTests {
  private func error(
    _ code: CURLcode, detail: String = "", systemError: Int32 = 0, elapsed: Duration = .zero,
    wasSent: Bool = false
  ) throws -> TransportError {
    TransferFailure(
      code: code, detail: detail, systemError: systemError, endpoint: try Endpoint("jm:8081"),
      options: TransportOptions(), elapsed: elapsed, timeout: .seconds(10), wasSent: wasSent
    ).error
  }

  @Test(
    "a connection that fails says why",
    arguments: [
      (EHOSTUNREACH, "jm:8081: no route to host"),
      (ENETUNREACH, "jm:8081: network is unreachable"),
      (ECONNREFUSED, "jm:8081: connection refused: nothing listens there"),
      (0, "jm:8081: Failed to connect to jm port 8081 after 3 ms: Couldn't connect to server"),
    ])
  func connecting(systemError: Int32, expected: String) throws {
    let detail = "Failed to connect to jm port 8081 after 3 ms: Couldn't connect to server"
    #expect(
      try error(CURLE_COULDNT_CONNECT, detail: detail, systemError: systemError)
        == .connectFailed(expected))
  }

  @Test("a proxy whose name does not resolve is blamed")
  func unknownProxy() throws {
    let error = try error(
      CURLE_COULDNT_RESOLVE_PROXY, detail: "Could not resolve proxy: proxy.invalid")
    #expect(error.kind == "connectFailed")
    #expect(
      error.line?.hasPrefix("jm:8081: its proxy fails: Could not resolve proxy: proxy.invalid")
        == true)
  }

  @Test(
    "the time-out that struck is the one that is named",
    arguments: [
      (Duration.milliseconds(3001), Duration.seconds(3)), (.milliseconds(9999), .seconds(10)),
      (.milliseconds(10_001), .seconds(10)),
    ])
  func timeouts(elapsed: Duration, expected: Duration) throws {
    #expect(
      try error(CURLE_OPERATION_TIMEDOUT, elapsed: elapsed)
        == .timedOut(after: expected, wasSent: false))
  }

  @Test("a request that could not be written may have arrived in part")
  func sendError() throws {
    let error = try error(CURLE_SEND_ERROR, detail: "Send failure: Broken pipe")
    #expect(error == .connectionLost("jm:8081: the connection broke: Send failure: Broken pipe"))
    #expect(error.mayHaveBeenSent)
  }

  @Test(
    "a TLS alert after the handshake is a refusal only if it is about a certificate",
    arguments: [
      ("OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required", "tls"),
      ("OpenSSL SSL_read: error:0A000412:SSL routines::sslv3 alert bad certificate", "tls"),
      ("OpenSSL SSL_read: error:0A000418:SSL routines::tlsv1 alert unknown ca", "tls"),
      (
        "OpenSSL SSL_read: error:0A000438:SSL routines::tlsv1 alert internal error",
        "connectionLost"
      ),
    ])
  func alerts(detail: String, kind: String) throws {
    #expect(try error(CURLE_RECV_ERROR, detail: detail).kind == kind)
  }

  @Test(
    "what has no words of its own has libcurl's, and may have arrived only if some of it went out",
    arguments: [false, true])
  func other(wasSent: Bool) throws {
    let error = try error(CURLE_OUT_OF_MEMORY, detail: "Out of memory", wasSent: wasSent)
    #expect(error == .failed("jm:8081: Out of memory", wasSent: wasSent))
    #expect(error.mayHaveBeenSent == wasSent)
  }
}
