/// Measures and cuts text in cells, as `Frame.put` draws it.
package enum CellWidth {
  /// The cells that `Frame.put` would use for a text.
  package static func of(_ text: String) -> Int {
    if let count = SafeText.printableASCIICount(text) { return count }
    var width = 0
    for glyph in Glyph.Sequence(text) { width += Int(glyph.width) }
    return width
  }

  /// The cells that `Frame.put` would use for a text.
  package static func of(_ text: some StringProtocol) -> Int { of(String(text)) }

  /// A text cut to at most `limit` cells, ending in `…` (`~` where `isASCII`) if something was cut. What comes
  /// back is safe to show, as from `SafeText.plain`.
  package static func truncate(_ text: some StringProtocol, to limit: Int, isASCII: Bool = false)
    -> String
  {
    let text = String(text)
    guard limit > 0 else { return "" }
    if let count = SafeText.printableASCIICount(text), count <= limit { return text }
    var kept = String.UnicodeScalarView()
    var width = 0
    // What has to go if the text does not fit: all since the last place that leaves room for the sign.
    var excess = 0
    for glyph in Glyph.Sequence(text) {
      if width + Int(glyph.width) > limit {
        kept.removeLast(excess)
        kept.append(isASCII ? "~" : "…")
        return String(kept)
      }
      kept.append(glyph)
      width += Int(glyph.width)
      excess = width < limit ? 0 : excess + 1 + glyph.marks.count
    }
    return String(kept)
  }
}
