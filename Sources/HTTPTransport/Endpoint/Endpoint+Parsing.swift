internal import Glibc

extension Endpoint {
  /// The port of a JobManager's REST API, for what is typed without a scheme: `host`.
  package static let defaultFlinkPort = 8081

  /// Understands `http://host:8081`, `host:8081`, `host`, `http://[::1]:8081` and
  /// `https://gateway/flink/namespace/job/`.
  package init(_ typed: String) throws(EndpointError) {
    // What could be secret is looked for first, so that no later error can show it.
    guard !typed.isEmpty else { throw .empty }
    guard !typed.contains("@") else { throw .credentials }
    if let position = typed.unicodeScalars.enumerated().first(where: { !$0.element.isPrintable }) {
      throw .unprintable(position: position.offset + 1)
    }

    let (scheme, rest) = try Self.scheme(of: typed)
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = try Self.basePath(rest[authority.endIndex...])
    let (host, port) = try Self.hostAndPort(authority)
    self.init(
      scheme: scheme ?? .http, host: host,
      port: port ?? scheme?.defaultPort ?? Self.defaultFlinkPort, basePath: path)
  }

  private static func scheme(of typed: String) throws(EndpointError) -> (Scheme?, Substring) {
    guard let mark = typed.firstRange(ofText: "://") else { return (nil, typed[...]) }
    let name = typed[..<mark.lowerBound]
    // `host/path?u=http://...` has its mark behind the scheme's place.
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }) else {
      return (nil, typed[...])
    }
    guard let scheme = Scheme(rawValue: name.lowercased()) else { throw .scheme(String(name)) }
    return (scheme, typed[mark.upperBound...])
  }

  private static func basePath(_ rest: Substring) throws(EndpointError) -> String {
    if let end = rest.first(where: { "?#".contains($0) }) {
      throw end == "?" ? .query : .fragment
    }
    if let odd = rest.first(where: { "\"\\<>^`{|}".contains($0) }) { throw .badPath(odd) }
    var path = rest
    while path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }

  private static func hostAndPort(
    _ authority: Substring
  ) throws(EndpointError) -> (host: String, port: Int?) {
    let host: Substring
    let tail: Substring
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { throw .badHost(String(authority)) }
      host = authority[authority.index(after: authority.startIndex)..<end]
      tail = authority[authority.index(after: end)...]
      guard isIPv6(host) else { throw .badHost("[\(host)]") }
    } else {
      host = authority.prefix { $0 != ":" }
      tail = authority[host.endIndex...]
      guard !host.isEmpty || authority.hasPrefix("::") else { throw .noHost }
      if isIPv6(authority) { throw .bareIPv6(String(authority)) }
      guard host.utf8.allSatisfy(isHostByte) else { throw .badHost(String(host)) }
    }
    guard !tail.isEmpty else { return (String(host), nil) }
    let digits = tail.dropFirst()
    guard tail.hasPrefix(":"), !digits.isEmpty, digits.allSatisfy(\.isNumber) else {
      throw .badPort(typed: nil, host: String(host))
    }
    guard let port = Int(digits), (1...65_535).contains(port) else {
      throw .badPort(typed: String(digits), host: String(host))
    }
    return (String(host), port)
  }

  /// True for an IPv6 address, with or without a zone (`fe80::1%eth0`).
  private static func isIPv6(_ text: Substring) -> Bool {
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return false }
    if let zone = parts.dropFirst().first {
      guard !zone.isEmpty, zone.utf8.allSatisfy({ isHostByte($0) || $0 == UInt8(ascii: "%") })
      else { return false }
    }
    var address = in6_addr()
    return inet_pton(AF_INET6, String(first), &address) == 1
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// True for the printable characters of ASCII but the blank.
  var isPrintable: Bool { (0x21...0x7E).contains(value) }
}

extension String {
  fileprivate func firstRange(ofText text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
