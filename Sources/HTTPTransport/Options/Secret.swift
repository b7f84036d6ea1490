/// A password, token, key or header value: readable by the transport and by what signs, and nowhere printed.
package struct Secret: Hashable, Sendable {
  let text: String

  /// Keeps `text` without line breaks at its end, which files have and secrets don't.
  package init(_ text: String) {
    var end = text.endIndex
    while end > text.startIndex {
      let last = text.index(before: end)
      guard text[last].isNewline else { break }
      end = last
    }
    self.text = String(text[..<end])
  }

  /// Its bytes, for what is worked out with a secret instead of sending it, as a signature is.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}

// All three ways by which a value's text gets into a log: interpolation, the debugger, `dump`.
extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "(not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection()) }
}
