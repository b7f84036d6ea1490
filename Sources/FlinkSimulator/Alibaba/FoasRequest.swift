internal import CCrypto

/// A request as the service sees it: decoded, with what it says of itself.
struct FoasRequest {
  var method: String
  /// Percent-decoded; the first is `api`.
  var components: [String]
  var query: [(name: String, value: String)]
  /// By names in lower case.
  var headers: [String: String]
  var body: [UInt8]
  private var rawPath: String

  init(_ request: LoggedRequest) throws(FoasRefusal) {
    method = request.method
    body = request.body
    headers = Dictionary(
      request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    let halves = request.path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let parts = SimulatedRequest(method: method, target: request.path, body: [])
    components = parts.components
    rawPath = "/" + components.joined(separator: "/")
    query = (halves.count > 1 ? halves[1] : "").split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      return (String(name), parts.parameter(String(name)) ?? "")
    }
    guard components.starts(with: ["api", "v2", "projects"]) else {
      throw FoasRefusal(404, "InvalidAction.NotFound", "Specified api is not found.")
    }
  }

  /// Method, four headers of HTTP, its own headers in order, and the path with the query in order, nothing of it encoded.
  var stringToSign: String {
    var lines = [method]
    for name in ["accept", "content-md5", "content-type", "date"] {
      lines.append(headers[name] ?? "")
    }
    for name in headers.keys.sorted() where name.hasPrefix("x-acs-") {
      lines.append(name + ":" + (headers[name] ?? ""))
    }
    var resource = rawPath
    if !query.isEmpty {
      resource +=
        "?"
        + query.sorted {
          Array($0.name.unicodeScalars).lexicographicallyPrecedes($1.name.unicodeScalars)
        }
        .map { $0.name + "=" + $0.value }.joined(separator: "&")
    }
    return (lines + [resource]).joined(separator: "\n")
  }

  /// A field of its body, which is a form.
  func field(_ name: String) -> String? {
    SimulatedRequest(method: method, target: "/?" + String(decoding: body, as: UTF8.self), body: [])
      .parameter(name)
  }
}

/// What a signature has to be.
enum FoasSignatureCheck {
  static func signature(of text: String, secret: String) -> String {
    var digest = [UInt8](repeating: 0, count: 20)
    let key = Array(secret.utf8)
    let isDone = ccrypto_hmac_sha1(key, key.count, Array(text.utf8), text.utf8.count, &digest)
    return isDone == 1 ? base64(digest) : ""
  }

  static func contentMD5(of body: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    return ccrypto_md5(body, body.count, &digest) == 1 ? base64(digest) : ""
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=")
      }
    }
    return text
  }
}
