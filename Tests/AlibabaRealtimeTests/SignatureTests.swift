import Foundation
import HTTPTransport
import StreamModel
import Testing

@testable import AlibabaRealtime

@Suite("Signed requests, against those of the vendor's SDK")
struct SignatureTests {
  @Test("there are four of them")
  func vectors() { #expect(SignatureVector.all.count == 4) }

  @Test("what is signed is the same text", arguments: SignatureVector.all)
  func stringToSign(_ vector: SignatureVector) throws {
    let signer = RequestSigner(key: vector.key, region: vector.region)
    let moment = try #require(HTTPDate(vector.date)).moment
    let request = try signer.request(
      vector.call, at: moment, nonce: vector.nonce, sizeLimit: 1 << 20)
    let own = vector.headers.filter { $0.name.hasPrefix("x-acs-") }.map { ($0.name, $0.value) }
    func header(_ name: String) -> String { vector.headers.first { $0.name == name }?.value ?? "" }
    let text = RequestSigner.stringToSign(
      method: vector.call.operation.method.rawValue, accept: header("Accept"),
      contentMD5: header("Content-MD5"), contentType: header("Content-Type"), date: vector.date,
      headers: own, path: vector.call.rawPath,
      query: vector.call.query + [("RegionId", vector.region)])
    #expect(text == vector.stringToSign)
    #expect(try signer.signature(of: text) == vector.signature)
    #expect(request.path == vector.requestTarget)
  }

  @Test("the bytes on the wire are the same", arguments: SignatureVector.all)
  func wire(_ vector: SignatureVector) async throws {
    let catcher = try #require(Catcher())
    let transport = CurlTransport(endpoint: try Endpoint(catcher.url), harmless: .alibaba)
    defer { transport.close() }
    let signer = RequestSigner(key: vector.key, region: vector.region)
    let moment = try #require(HTTPDate(vector.date)).moment
    _ = try await transport.send(
      signer.request(vector.call, at: moment, nonce: vector.nonce, sizeLimit: 1 << 20))
    let sent = catcher.request
    #expect(
      sent.line == "\(vector.call.operation.method.rawValue) \(vector.requestTarget) HTTP/1.1")
    for (name, value) in vector.headers { #expect(sent.headers[name] == value, "\(name)") }
    // What libcurl adds: nothing of it is signed.
    let others = Set(sent.headers.keys).subtracting(vector.headers.map(\.name))
    #expect(others.isSubset(of: ["Host", "User-Agent", "Accept-Encoding", "Content-Length"]))
    #expect(sent.body == vector.body)
  }

  @Test("the question for a metric is the SDK's, byte for byte")
  func metricQuestion() throws {
    let vector = try #require(SignatureVector.all.first { $0.id == "post-instance-metric" })
    let delay = try #require(AlibabaMetric.all.first { $0.name == "delay" })
    let window = MetricWindow(
      project: "project1", job: "job1", metrics: [delay],
      past: MetricPast(span: .milliseconds(3_236_216), step: .seconds(20)),
      until: Timestamp(milliseconds: 1_606_294_626_216))
    #expect(window.json == vector.call.form.first?.1)
    #expect("metricJson=" + WireText.formPart(window.json) == vector.body)
  }

  @Test("a security token is signed and sent")
  func token() throws {
    let key = try AccessKey(id: "id", secret: Secret("s"), token: Secret("tok"))
    let call = FoasCall(operation: .listJob, places: ["project": "p"])
    func authorization(_ key: AccessKey) throws -> RequestHeader? {
      try RequestSigner(key: key, region: "r").request(
        call, at: Timestamp(milliseconds: 0), nonce: "n", sizeLimit: 1
      ).headers.first { $0.name == "Authorization" }
    }
    let request = try RequestSigner(key: key, region: "r").request(
      call, at: Timestamp(milliseconds: 0), nonce: "n", sizeLimit: 1)
    #expect(
      request.headers.first { $0.name == "x-acs-security-token" }?.value == Secret("tok"))
    #expect(try authorization(key) != authorization(try AccessKey(id: "id", secret: Secret("s"))))
  }

  @Test("a key is nowhere printed, and one with blanks is none")
  func secrecy() throws {
    let key = try AccessKey(id: "theid", secret: Secret("thesecret"), token: Secret("thetoken"))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains("theid") && !text.contains("thesecret") && !text.contains("thetoken"))
    }
    for (id, secret) in [("", "s"), ("a b", "s"), ("a:b", "s"), ("a", ""), ("a", "s\u{7}t")] {
      #expect(throws: AccessKeyError.self) { try AccessKey(id: id, secret: Secret(secret)) }
    }
  }

  @Test("dates are those of a calendar, for each day of two centuries")
  func dates() throws {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    for day in stride(from: 0, to: 73_000, by: 13) {
      let seconds = Int64(day) * 86_400 + Int64(day * 7919 % 86_400)
      let date = HTTPDate(Timestamp(milliseconds: seconds * 1000))
      #expect(date.text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
      #expect(HTTPDate(date.text) == date)
    }
    for text in ["", "yesterday", "Tue, 14 Nov 2023 25:00:00 GMT", "Tue, 14 Nov 2023 22:14:00 CET"]
    {
      #expect(HTTPDate(text) == nil)
    }
  }

  @Test("a nonce is unlike any other, in the form of a UUID")
  func nonces() {
    let nonces = Set((0..<1000).map { _ in AlibabaClient.randomNonce() })
    #expect(nonces.count == 1000)
    #expect(nonces.allSatisfy { UUID(uuidString: $0) != nil })
  }

  @Test("regions have the host of the SDK's table, and what is no name has none")
  func regions() {
    #expect(RegionEndpoint.url(of: "cn-hangzhou") == "https://foas.cn-hangzhou.aliyuncs.com")
    #expect(RegionEndpoint.url(of: "cn-chengdu") == "https://foas.aliyuncs.com")
    #expect(RegionEndpoint.url(of: "us-west-1") == "https://foas.ap-northeast-1.aliyuncs.com")
    for name in ["", "a.b", "evil.com/", "CN", "-cn", "cn-", String(repeating: "a", count: 64)] {
      #expect(RegionEndpoint.url(of: name) == nil)
    }
  }
}
