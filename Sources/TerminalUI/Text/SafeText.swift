/// Text from a server made fit for a terminal.
package enum SafeText {
  /// The text on one line, without anything that a terminal would obey: for stderr, text output, and wherever no
  /// `Frame` does it.
  package static func plain(_ text: String) -> String {
    if printableASCIICount(text) != nil { return text }
    var safe = String.UnicodeScalarView()
    for glyph in Glyph.Sequence(text) { safe.append(glyph) }
    return String(safe)
  }

  /// The number of characters, all of one cell and harmless, or nil where a closer look is needed.
  static func printableASCIICount(_ text: String) -> Int? {
    var text = text
    return text.withUTF8 { bytes in
      for byte in bytes where !(0x20...0x7E).contains(byte) { return nil }
      return bytes.count
    }
  }
}

extension String.UnicodeScalarView {
  /// Appends a glyph's base and marks.
  mutating func append(_ glyph: Glyph) {
    append(glyph.scalar)
    if !glyph.marks.isEmpty { append(contentsOf: glyph.marks) }
  }
}
