internal import CCurl

/// The headers of every request, in libcurl's form, made once.
final class HeaderLists {
  /// For requests without a body.
  let plain: UnsafeMutablePointer<curl_slist>?
  /// For those that carry a JSON document.
  let document: UnsafeMutablePointer<curl_slist>?

  /// nil when memory is short.
  init?(_ options: TransportOptions) {
    let lines = Self.lines(options)
    // A line that ends in its colon leaves a header out: libcurl would call an empty body a form, and
    // ask the server for leave to send a large one.
    plain = Self.list(lines + ["Content-Type:", "Expect:"])
    document = Self.list(lines + ["Content-Type: application/json", "Expect:"])
    if plain == nil || document == nil { return nil }
  }

  deinit {
    curl_slist_free_all(plain)
    curl_slist_free_all(document)
  }

  private static func lines(_ options: TransportOptions) -> [String] {
    var lines = options.headers.map { header in
      // libcurl's way of writing a header without a value.
      header.value.text.isEmpty ? "\(header.name);" : "\(header.name): \(header.value.text)"
    }
    if let token = options.bearerToken { lines.append("Authorization: Bearer \(token.text)") }
    if !options.headers.contains(where: { $0.name.lowercased() == "accept" }) {
      // Login gateways answer 401 rather than their HTML page to who accepts JSON.
      lines.append("Accept: application/json, */*")
    }
    return lines
  }

  private static func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        return nil
      }
      list = longer
    }
    return list
  }
}
