import ArgumentParser

/// Where a server of this program listens: `127.0.0.1:4318`, `[::1]:4318`, or a port alone, which is of this machine only.
struct ListeningAddress: Hashable, Sendable, ExpressibleByArgument {
  static let loopback = "127.0.0.1"

  var host: String
  var port: Int

  /// Nil for what is no port, or no host before one.
  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, last.allSatisfy(\.isNumber), let port = Int(last),
      (0...65_535).contains(port)
    else { return nil }
    var host = parts.dropLast().joined(separator: ":")
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard !host.contains("/"), !host.contains("[") else { return nil }
    self.host = host.isEmpty ? Self.loopback : host
    self.port = port
  }

  var text: String { "\(host):\(port)" }
}
