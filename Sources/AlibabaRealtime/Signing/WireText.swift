import ServerAnswers

/// How paths and forms are written on the wire.
enum WireText {
  /// A segment of a path: everything but RFC 3986's unreserved characters is percent-encoded.
  static func segment(_ text: String) -> String { PercentText.encoded(text) }

  /// A name or value of a query or form: the same, with `+` for a blank.
  static func formPart(_ text: String) -> String {
    PercentText.encoded(text).replacing("%20", with: "+")
  }

  /// Names and values of a query or form.
  static func form(_ parts: [(String, String)]) -> String {
    parts.map { "\(formPart($0.0))=\(formPart($0.1))" }.joined(separator: "&")
  }
}
