/// One displayed character: a base scalar, the marks that combine with it, and its width in cells.
package struct Glyph: Hashable, Sendable {
  package var scalar: Unicode.Scalar
  package var marks: [Unicode.Scalar]
  /// 1 or 2.
  package var width: UInt8

  package init(scalar: Unicode.Scalar, marks: [Unicode.Scalar] = [], width: UInt8 = 1) {
    self.scalar = scalar
    self.marks = marks
    self.width = width
  }

  /// What ncurses can hold in one cell beside the base (`CCHARW_MAX` is 5).
  package static let maximumMarks = 4

  /// A control character, escape or direction mark.
  package static let control = Glyph(scalar: "·")
  /// A line break inside a text that has one line only.
  package static let lineBreak = Glyph(scalar: "↵")
  /// A character that no two terminals agree on, or that none can draw.
  package static let unshowable = Glyph(scalar: "\u{FFFD}")

  /// The glyphs of a text that may come from anywhere: control characters, escape sequences and
  /// direction marks are replaced by something visible and harmless, widths are those of a terminal.
  ///
  /// Where terminals differ in how many cells a sequence takes, the part is kept on which they agree: the
  /// first emoji of a joined one, an emoji without its skin tone or variation selector, a flag's letters.
  package struct Sequence: Swift.Sequence, IteratorProtocol {
    private var scalars: String.UnicodeScalarView.Iterator
    private var ahead: Unicode.Scalar?

    package init(_ text: String) {
      scalars = text.unicodeScalars.makeIterator()
      ahead = scalars.next()
    }

    package init(_ text: some StringProtocol) {
      self.init(String(text))
    }

    package mutating func next() -> Glyph? {
      while let scalar = take() {
        switch ScalarKind(scalar) {
        case .narrow: return followed(Glyph(scalar: scalar))
        case .wide: return followed(Glyph(scalar: composed(scalar), width: 2))
        case .blank: return Glyph(scalar: " ")
        case .flagLetter(let letter): return Glyph(scalar: letter)
        case .control: return .control
        case .unshowable: return .unshowable
        case .lineBreak:
          if scalar == "\r", ahead == "\n" { _ = take() }
          return .lineBreak
        case .mark, .invisible: continue  // A mark with nothing to stand on.
        }
      }
      return nil
    }

    private mutating func take() -> Unicode.Scalar? {
      guard let scalar = ahead else { return nil }
      ahead = scalars.next()
      return scalar
    }

    /// Adds the marks that follow a base and skips what would widen it on some terminals.
    private mutating func followed(_ base: Glyph) -> Glyph {
      guard let first = ahead, first.value >= 0x300 else { return base }
      var glyph = base
      while let scalar = ahead, scalar.value >= 0x300 {
        switch ScalarKind(scalar) {
        case .mark:
          let isKeycap = scalar == "\u{20E3}"
          if !isKeycap, glyph.marks.count < Glyph.maximumMarks { glyph.marks.append(scalar) }
          _ = take()
        case .invisible:
          _ = take()
          if scalar == "\u{200D}", base.isEmoji, let joined = ahead, joined.isEmoji { _ = take() }
        case .unshowable where scalar.properties.isEmojiModifier && base.isEmoji:
          _ = take()
        default:
          return glyph
        }
      }
      return glyph
    }

    /// Joins the parts of a decomposed Hangul syllable, whose width else depends on the terminal.
    private mutating func composed(_ leading: Unicode.Scalar) -> Unicode.Scalar {
      guard (0x1100...0x1112).contains(leading.value), let vowel = ahead?.value,
        (0x1161...0x1175).contains(vowel)
      else { return leading }
      _ = take()
      var syllable = 0xAC00 + ((leading.value - 0x1100) * 21 + (vowel - 0x1161)) * 28
      if let final = ahead?.value, (0x11A8...0x11C2).contains(final) {
        _ = take()
        syllable += final - 0x11A7
      }
      return Unicode.Scalar(syllable) ?? leading
    }
  }
}

extension Glyph {
  fileprivate var isEmoji: Bool { scalar.isEmoji }
}

extension Unicode.Scalar {
  /// Digits count as emoji for Unicode; not here.
  fileprivate var isEmoji: Bool { value >= 0xA9 && properties.isEmoji }
}
