package import HTTPTransport

/// A page for people where a document was asked for: of a proxy, a login, or the web server of something else.
package enum HTMLPage {
  private static let markOfOrder: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let entities = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
  ]

  /// True where an answer is HTML by its content type or by how it begins.
  package static func isOne(_ response: HTTPResponse) -> Bool {
    if let type = response.contentType, type.lowercased().hasPrefix("text/html") { return true }
    let body =
      response.body.starts(with: markOfOrder) ? response.body.dropFirst(3) : response.body[...]
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return body.first { !isSpace($0) } == UInt8(ascii: "<")
  }

  /// What the page calls itself: `502 Bad Gateway`. Tags are found whatever their case and attributes.
  package static func title(_ response: HTTPResponse) -> String? {
    let page = String(decoding: response.body.prefix(16 << 10), as: UTF8.self)
    for tag in ["<title", "<h1"] {
      guard let start = opening(tag, in: page) else { continue }
      var title = String(page[start...].prefix { $0 != "<" })
      for (entity, character) in entities { title = title.replacing(entity, with: character) }
      title = FailureText.oneLine(title)
      if !title.isEmpty { return title }
    }
    return nil
  }

  /// Where the content of a tag begins.
  private static func opening(_ tag: String, in page: String) -> String.Index? {
    let bytes = page.utf8
    var index = bytes.startIndex
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      let name = page[open...].utf8.prefix(tag.utf8.count).map { byte in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
      }
      if name.elementsEqual(tag.utf8) {
        return bytes[open...].firstIndex(of: UInt8(ascii: ">")).map { bytes.index(after: $0) }
      }
      index = bytes.index(after: open)
    }
    return nil
  }
}
