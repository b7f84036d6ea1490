/// The requests that change nothing on one kind of monitored system, each as a method and an exact path. Whatever is not
/// on the list may act.
package struct HarmlessRoutes: Hashable, Sendable {
  private let routes: Set<HarmlessRoute>

  package init(_ routes: [HarmlessRoute]) { self.routes = Set(routes) }

  /// True where a request is one of them. `path` is relative to the endpoint, with its query.
  package func contains(_ method: HTTPRequest.Method, _ path: String) -> Bool {
    let target = RequestTarget(path)
    return routes.contains { $0.matches(method, target) }
  }
}

/// One request that changes nothing: `/jobs/:job/metrics?get&agg`, where `:job` stands for one segment of any text, and
/// `get` and `agg` are the parameters that the query may have.
package struct HarmlessRoute: Hashable, Sendable, ExpressibleByStringLiteral {
  private let method: HTTPRequest.Method
  private let segments: [Segment]
  private let parameters: Set<String>

  private enum Segment: Hashable, Sendable {
    case literal(String)
    /// A segment of any text.
    case parameter
  }

  package init(_ method: HTTPRequest.Method, _ pattern: String) {
    let target = RequestTarget(pattern)
    self.method = method
    segments = target.segments.map { $0.hasPrefix(":") ? .parameter : .literal(String($0)) }
    parameters = Set(target.parameters.filter { !$0.isEmpty })
  }

  /// A GET.
  package init(stringLiteral pattern: String) { self.init(.get, pattern) }

  fileprivate func matches(_ method: HTTPRequest.Method, _ target: RequestTarget) -> Bool {
    guard method == self.method, target.segments.count == segments.count else { return false }
    // What is quickly told first: each request is held against each route.
    for (segment, given) in zip(segments, target.segments) {
      if case .literal(let text) = segment, text != given { return false }
    }
    for (segment, given) in zip(segments, target.segments) where segment == .parameter {
      if !Self.isOneSegment(given) { return false }
    }
    return target.parameters.allSatisfy(parameters.contains)
  }

  /// A parameter stands for a segment that no server takes for more than one, or for none.
  private static func isOneSegment(_ segment: Substring) -> Bool {
    guard let text = segment.removingEscapes, !text.isEmpty else { return false }
    let isSplit = text.contains { "/\\;?#%".contains($0) || $0.isNewline }
    return !isSplit && text != "." && text != ".."
  }
}

/// A path and the names in its query, taken apart once.
private struct RequestTarget {
  var segments: [Substring]
  var parameters: [String] = []

  init(_ path: String) {
    let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    segments = parts[0].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return }
    parameters = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { pair in
      String(pair.prefix { $0 != "=" })
    }
  }
}

extension Substring {
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
