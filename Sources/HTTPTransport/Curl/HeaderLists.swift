internal import CCurl

/// The headers of requests, in libcurl's form.
final class HeaderLists {
  /// What the body of a request says of its type.
  enum BodyType: Hashable {
    case none
    case document(String)
    /// libcurl writes the type itself, with the boundary between the parts.
    case form
  }

  private let lines: [String]
  /// Made once for each type of body, for requests without headers of their own.
  private var shared: [BodyType: SList] = [:]

  init(_ options: TransportOptions) { lines = Self.lines(options) }

  /// The list for a request, which has to live until its transfer has ended; nil when memory is short.
  func list(for request: HTTPRequest) -> SList? {
    let type = BodyType(request.body)
    guard request.headers.isEmpty else {
      return SList(
        Self.lines(lines, without: request.headers) + request.headers.map(\.line) + type.lines)
    }
    if let list = shared[type] { return list }
    let list = SList(lines + type.lines)
    shared[type] = list
    return list
  }

  private static func lines(_ lines: [String], without own: [RequestHeader]) -> [String] {
    let names = Set(own.map { $0.name.lowercased() })
    return lines.filter { line in
      !names.contains(line.prefix { $0 != ":" && $0 != ";" }.lowercased())
    }
  }

  private static func lines(_ options: TransportOptions) -> [String] {
    var lines = options.headers.map(\.line)
    if let token = options.bearerToken { lines.append("Authorization: Bearer \(token.text)") }
    if !options.headers.contains(where: { $0.name.lowercased() == "accept" }) {
      // Login gateways answer 401 rather than their HTML page to who accepts JSON.
      lines.append("Accept: application/json, */*")
    }
    return lines
  }
}

/// A list of libcurl's, freed with its owner.
final class SList {
  let pointer: UnsafeMutablePointer<curl_slist>

  /// nil when memory is short.
  init?(_ lines: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        return nil
      }
      list = longer
    }
    guard let list else { return nil }
    pointer = list
  }

  deinit { curl_slist_free_all(pointer) }
}

extension RequestHeader {
  /// As libcurl takes it, which writes a header without a value in its own way.
  fileprivate var line: String { value.text.isEmpty ? "\(name);" : "\(name): \(value.text)" }
}

extension HeaderLists.BodyType {
  fileprivate init(_ body: HTTPBody?) {
    switch body {
    case nil: self = .none
    case .json: self = .document("application/json")
    case .document(_, let type): self = .document(type)
    case .upload, .form: self = .form
    }
  }

  /// A line that ends in its colon leaves a header out: libcurl would call an empty body a form, and ask the server
  /// for leave to send a large one.
  fileprivate var lines: [String] {
    switch self {
    case .none: ["Content-Type:", "Expect:"]
    case .document(let type): ["Content-Type: \(type)", "Expect:"]
    case .form: ["Expect:"]
    }
  }
}
