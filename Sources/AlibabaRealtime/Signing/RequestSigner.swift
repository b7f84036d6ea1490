import HTTPTransport
import StreamModel

/// Signs requests in the ROA style (signature method `HMAC-SHA1`, version 1.0), as the SDK of 2021 does.
struct RequestSigner: Sendable {
  var key: AccessKey
  /// `cn-hangzhou`; goes out both as the header `x-acs-region-id` and as the parameter `RegionId`.
  var region: String

  private static let accept = "application/json"
  private static let formType = "application/x-www-form-urlencoded"

  /// The request as it goes out at a moment of our clock. The `nonce` is unlike that of any other request.
  func request(
    _ call: FoasCall, at moment: Timestamp, nonce: String, sizeLimit: Int
  ) throws(SourceError) -> HTTPRequest {
    let query = call.query + [("RegionId", region)]
    let body = call.form.isEmpty ? nil : Array(WireText.form(call.form).utf8)
    var digest: String?
    if let body {
      guard let md5 = Digest.md5(body) else { throw Self.refusal("MD5") }
      digest = Digest.base64(md5)
    }
    var headers = signed(call.operation, nonce: nonce)
    let date = HTTPDate(moment).text
    let text = Self.stringToSign(
      method: call.operation.method.rawValue, accept: Self.accept, contentMD5: digest ?? "",
      contentType: body == nil ? "" : Self.formType, date: date, headers: headers,
      path: call.rawPath, query: query)
    headers += [("Accept", Self.accept), ("Date", date)]
    if let digest { headers.append(("Content-MD5", digest)) }
    headers.append(("Authorization", "acs \(key.id):\(try signature(of: text))"))
    return HTTPRequest(
      call.operation.method, call.path + "?" + WireText.form(query),
      body: body.map { .document($0, type: Self.formType) },
      headers: try headers.map { (name, value) throws(SourceError) in try Self.header(name, value)
      },
      sizeLimit: sizeLimit)
  }

  /// The headers that are signed beside those of HTTP.
  private func signed(_ operation: FoasOperation, nonce: String) -> [(String, String)] {
    var headers = [
      ("x-acs-action", operation.name), ("x-acs-version", FoasOperation.version),
      ("x-acs-region-id", region), ("x-acs-signature-method", "HMAC-SHA1"),
      ("x-acs-signature-nonce", nonce), ("x-acs-signature-version", "1.0"),
    ]
    if let token = key.token {
      headers.append(
        ("x-acs-security-token", token.withBytes { String(decoding: $0, as: UTF8.self) }))
    }
    return headers
  }

  /// What is signed. Path and query are so raw, while on the wire they are encoded; what is absent is an empty line.
  static func stringToSign(
    method: String, accept: String, contentMD5: String, contentType: String, date: String,
    headers: [(String, String)], path: String, query: [(String, String)]
  ) -> String {
    var text = [method, accept, contentMD5, contentType, date].joined(separator: "\n") + "\n"
    for (name, value) in headers.sorted(by: { $0.0 < $1.0 }) { text += "\(name):\(value)\n" }
    text += path
    let pairs = query.sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
      .map { "\($0.0)=\($0.1)" }
    return pairs.isEmpty ? text : text + "?" + pairs.joined(separator: "&")
  }

  func signature(of text: String) throws(SourceError) -> String {
    guard let digest = key.secret.withBytes({ Digest.hmacSHA1(Array(text.utf8), key: $0) }) else {
      throw Self.refusal("HMAC-SHA1")
    }
    return Digest.base64(digest)
  }

  private static func header(_ name: String, _ value: String) throws(SourceError) -> RequestHeader {
    do {
      return try RequestHeader(name: name, value: Secret(value))
    } catch {
      throw .unusable("The header \(name) can't be sent: \(error.description)")
    }
  }

  private static func refusal(_ digest: String) -> SourceError {
    .keyRefused(
      "This system's libcrypto does not work out \(digest) (FIPS mode?), without which nothing can be asked of Alibaba Cloud."
    )
  }
}
