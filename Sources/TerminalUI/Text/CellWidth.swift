/// Where a text stands in a field wider than itself.
package enum Alignment: Hashable, Sendable {
  case left, right, center
}

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
    fit(String(text), limit: limit, isASCII: isASCII).text
  }

  /// A text of exactly `width` cells: cut as `truncate` does or filled up with blanks.
  package static func pad(
    _ text: some StringProtocol, to width: Int, alignment: Alignment = .left, isASCII: Bool = false
  ) -> String {
    let (kept, used) = fit(String(text), limit: width, isASCII: isASCII)
    let missing = max(0, width - used)
    if missing == 0 { return kept }
    let before =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return String(repeating: " ", count: before) + kept
      + String(repeating: " ", count: missing - before)
  }

  private static func fit(_ text: String, limit: Int, isASCII: Bool) -> (text: String, width: Int) {
    guard limit > 0 else { return ("", 0) }
    if let count = SafeText.printableASCIICount(text), count <= limit { return (text, count) }
    var kept = String.UnicodeScalarView()
    var width = 0
    // What has to go if the text does not fit: all since the last place that leaves room for the sign.
    var excess = 0
    var excessWidth = 0
    for glyph in Glyph.Sequence(text) {
      if width + Int(glyph.width) > limit {
        kept.removeLast(excess)
        kept.append(isASCII ? "~" : "…")
        return (String(kept), width - excessWidth + 1)
      }
      kept.append(glyph)
      width += Int(glyph.width)
      if width < limit {
        excess = 0
        excessWidth = 0
      } else {
        excess += 1 + glyph.marks.count
        excessWidth += Int(glyph.width)
      }
    }
    return (String(kept), width)
  }
}
