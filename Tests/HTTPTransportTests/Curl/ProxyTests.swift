import Glibc
import HTTPTransport
import Testing

/// In processes of their own, since they set what the whole process sees.
struct ProxyTests {
  @Test("this machine is asked directly although a proxy is set")
  func loopback() async {
    await #expect(processExitsWith: .success) {
      for name in ["http_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        setenv(name, "http://127.0.0.1:1", 1)
      }
      unsetenv("NO_PROXY")
      unsetenv("no_proxy")
      let server = try ScriptedServer(answering: response("{}"))
      for host in ["127.0.0.1", "localhost"] {
        let endpoint = try Endpoint("http://\(host):\(server.port)")
        let answer = try await CurlTransport(endpoint: endpoint).send(HTTPRequest(.get, "/"))
        try #require(answer.status == 200)
      }
    }
  }

  @Test("other hosts are asked through the proxy")
  func proxied() async {
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer(answering: response("from the proxy"))
      setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
      let endpoint = try Endpoint("http://jobmanager.invalid:8081")
      let answer = try await CurlTransport(endpoint: endpoint).send(HTTPRequest(.get, "/x"))
      try #require(answer.text == "from the proxy")
      try #require(proxy.requests.map(\.target) == ["http://jobmanager.invalid:8081/x"])
    }
  }

  @Test("NO_PROXY is heeded")
  func noProxy() async {
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer(answering: response("from the proxy"))
      setenv("http_proxy", "http://127.0.0.1:\(proxy.port)", 1)
      setenv("NO_PROXY", "other.invalid,jobmanager.invalid", 1)
      let transport = CurlTransport(endpoint: try Endpoint("http://jobmanager.invalid:8081"))
      let error = await transport.failure(of: HTTPRequest(.get, "/"))
      try #require(error?.line?.contains("does not resolve") == true)
      try #require(proxy.acceptCount == 0)
    }
  }

  @Test("a proxy that fails is blamed, and nothing was sent")
  func deadProxy() async {
    await #expect(processExitsWith: .success) {
      let (listener, port) = try Socket.listen(backlog: 1)
      close(listener)
      setenv("http_proxy", "http://ops:secret@127.0.0.1:\(port)", 1)
      let transport = CurlTransport(endpoint: try Endpoint("http://jobmanager.invalid:8081"))
      let error = await transport.failure(of: HTTPRequest(.post, "/"))
      try #require(error?.kind == "connectFailed")
      try #require(error?.line?.hasPrefix("jobmanager.invalid:8081: its proxy fails: ") == true)
      try #require(error?.line?.contains("secret") == false)
    }
  }

  @Test("a proxy that refuses a tunnel is blamed")
  func tunnelRefused() async {
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer(answering: response("", status: "403 Forbidden"))
      setenv("https_proxy", "http://127.0.0.1:\(proxy.port)", 1)
      let transport = CurlTransport(
        endpoint: try Endpoint("https://jobmanager.invalid"),
        options: TransportOptions(bearerToken: Secret("t0ken")))
      let error = await transport.failure(of: HTTPRequest(.get, "/"))
      try #require(error?.kind == "connectFailed")
      try #require(error?.line?.contains("its proxy fails: ") == true)
      try #require(proxy.requests.map(\.method) == ["CONNECT"])
      try #require(proxy.requests.first?.headers["authorization"] == nil)
    }
  }
}
