internal import Glibc

/// Where a cluster's REST API answers. Holds no secret: what has credentials in it is not accepted.
package struct Endpoint: Hashable, Sendable {
  /// How it is spoken to.
  package enum Scheme: String, Hashable, Sendable {
    case http
    case https

    var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  package let scheme: Scheme
  /// A name or an address; an IPv6 address without its brackets.
  package let host: String
  package let port: Int
  /// Goes before the path of each request: empty, or from a slash on, without one at its end.
  package let basePath: String

  init(scheme: Scheme, host: String, port: Int, basePath: String) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.basePath = basePath
  }

  /// `host:port`, as messages name a cluster.
  package var name: String { "\(bracketedHost):\(port)" }

  /// The URL as a person writes it; fit to be shown anywhere.
  package var displayText: String {
    let authority = port == scheme.defaultPort ? bracketedHost : name
    return "\(scheme.rawValue)://\(authority)\(basePath)"
  }

  /// True if the host is this machine: `localhost`, 127.0.0.0/8 or ::1 in any spelling.
  package var isLoopback: Bool {
    let name = host.lowercased()
    if name == "localhost" || name.hasSuffix(".localhost") { return true }
    if name.contains(":") {
      var address = in6_addr()
      guard inet_pton(AF_INET6, name, &address) == 1 else { return false }
      return withUnsafeBytes(of: &address) { bytes in
        bytes.elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
          || bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127])
      }
    }
    // `inet_aton` knows 127.1 and 0x7f000001 too, as libcurl does.
    var address = in_addr()
    return inet_aton(name, &address) == 1
      && withUnsafeBytes(of: &address) { $0.first == 127 }
  }

  /// The URL of a request's path.
  func url(of path: String) -> String { "\(scheme.rawValue)://\(name)\(basePath)\(path)" }

  private var bracketedHost: String { host.contains(":") ? "[\(host)]" : host }
}

extension Endpoint: CustomStringConvertible {
  package var description: String { displayText }
}
