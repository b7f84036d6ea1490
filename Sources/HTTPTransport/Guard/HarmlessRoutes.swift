/// The requests that change nothing on one kind of monitored system, each as a method and an exact path. Whatever is not
/// on the list may act.
package struct HarmlessRoutes: Hashable, Sendable {
  private let routes: Set<HarmlessRoute>

  package init(_ routes: [HarmlessRoute]) { self.routes = Set(routes) }

  /// True where a request is one of them. `path` is relative to the endpoint, with its query.
  package func contains(_ method: HTTPRequest.Method, _ path: String) -> Bool {
    routes.contains { $0.matches(method, path) }
  }
}

/// One request that changes nothing: `/jobs/:job/metrics?get&agg`, where `:job` stands for one segment of any text, and
/// `get` and `agg` are the parameters that the query may have.
package struct HarmlessRoute: Hashable, Sendable, ExpressibleByStringLiteral {
  private let method: HTTPRequest.Method
  private let segments: [String]
  private let parameters: Set<String>

  package init(_ method: HTTPRequest.Method, _ pattern: String) {
    let parts = pattern.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    segments = Self.segments(parts[0])
    parameters = Set(parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : [])
  }

  /// A GET.
  package init(stringLiteral pattern: String) { self.init(.get, pattern) }

  func matches(_ method: HTTPRequest.Method, _ path: String) -> Bool {
    guard method == self.method else { return false }
    let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let given = Self.segments(parts[0])
    guard given.count == segments.count, zip(segments, given).allSatisfy(Self.fits) else {
      return false
    }
    guard parts.count > 1 else { return true }
    return parts[1].split(separator: "&", omittingEmptySubsequences: false).allSatisfy { pair in
      parameters.contains(String(pair.prefix { $0 != "=" }))
    }
  }

  private static func segments(_ path: Substring) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  }

  /// A parameter stands for a segment that no server takes for more than one, or for none.
  private static func fits(_ pattern: String, _ segment: String) -> Bool {
    guard pattern.hasPrefix(":") else { return pattern == segment }
    guard let text = segment.removingEscapes, !text.isEmpty else { return false }
    let isSplit = text.contains { "/\\;?#%".contains($0) || $0.isNewline }
    return !isSplit && text != "." && text != ".."
  }
}

extension String {
  /// With percent escapes decoded once; nil where one is cut off or stands for a control character.
  fileprivate var removingEscapes: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
