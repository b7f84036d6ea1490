package import HTTPTransport

/// Why an answer is none, in the words of whoever sent it: Flink, or a gateway, proxy or login in front of it.
package enum AnswerReason {
  /// Members of a JSON object that say it, the best first: gateways and Kubernetes have `message`, OAuth
  /// `error_description`, RFC 9457 `detail` below a `title`, Spring `message` beside a bare `error`.
  private static let members: [StaticString] = [
    "message", "Message", "detail", "error_description", "errorMessage", "faultstring", "error",
    "fault", "errors", "title", "description", "msg", "reason",
  ]
  /// What Spring writes where it hides the message.
  private static let emptyWords: Set<String> = ["No message available", "Internal server error."]
  /// A reason lies within so many bytes; a stack trace has 60 kB.
  private static let bytesRead = 256 << 10

  /// The reason in one line; nil where the body has none.
  package static func text(_ response: HTTPResponse) -> String? {
    if let root = try? JSONDocument(response.body).root {
      return reason(in: root, depth: 0).map(FailureText.oneLine)
    }
    if HTMLPage.isOne(response) { return HTMLPage.title(response) }
    return plainText(response)
  }

  /// The same, without what says no more than the status.
  package static func text(besides status: Int, _ response: HTTPResponse) -> String? {
    guard let text = text(response) else { return nil }
    let words = text.lowercased()
    let isStatus =
      words.hasPrefix("\(status)") || words == "not found" || words == "forbidden"
      || words == "unauthorized"
    return isStatus && words.count < 40 ? nil : text
  }

  private static func reason(in node: JSONNode, depth: Int) -> String? {
    guard depth < 4 else { return nil }
    if let text = node.string {
      let line = FailureText.usefulLine(of: text)
      return line.isEmpty ? nil : line
    }
    if let errors = node["errors"]?.elements.compactMap(\.string), !errors.isEmpty {
      return FailureText.usefulLine(ofErrors: errors)
    }
    var empty: String?
    for member in members {
      guard let value = node[member], let text = reason(in: value, depth: depth + 1) else {
        continue
      }
      if !emptyWords.contains(text) { return text }
      empty = empty ?? text
    }
    for element in node.elements.prefix(4) {
      if let text = reason(in: element, depth: depth + 1) { return text }
    }
    return empty
  }

  /// The useful line of a body that is text, as Flink's before 1.5 and a proxy's `upstream request timeout`.
  private static func plainText(_ response: HTTPResponse) -> String? {
    let body = response.body.prefix(bytesRead)
    // Half a document or bytes of another kind are no words.
    guard let first = body.first(where: { $0 > 0x20 }), first != UInt8(ascii: "{"),
      first != UInt8(ascii: "["), !body.contains(0)
    else { return nil }
    let line = FailureText.usefulLine(of: String(decoding: body, as: UTF8.self))
    return line.isEmpty || line.contains("\u{FFFD}") ? nil : line
  }
}
