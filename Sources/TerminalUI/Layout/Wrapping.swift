/// Breaks sentences into lines of a width.
package enum Wrapping {
  /// Lines of at most `width` cells, broken at blanks; a word longer than a line is cut across lines. At most
  /// `limit` lines, the last of them ending in an ellipsis if something is left out.
  package static func lines(
    _ text: String, width: Int, limit: Int = Int.max, isASCII: Bool = false
  ) -> [String] {
    guard width > 0, limit > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var rest = Substring(word)
      while !rest.isEmpty {
        let wordWidth = CellWidth.of(rest)
        if lineWidth > 0, lineWidth + 1 + wordWidth <= width {
          line += " " + rest
          lineWidth += 1 + wordWidth
          break
        }
        if lineWidth > 0 {
          lines.append(line)
          line = ""
          lineWidth = 0
        }
        if wordWidth <= width {
          line = String(rest)
          lineWidth = wordWidth
          break
        }
        var taken = 0
        var part = ""
        for character in rest {
          let characterWidth = CellWidth.of(String(character))
          if taken + characterWidth > width, taken > 0 { break }
          part.append(character)
          taken += characterWidth
        }
        lines.append(part)
        rest = rest.dropFirst(part.count)
      }
    }
    if lineWidth > 0 { lines.append(line) }
    guard lines.count > limit else { return lines }
    var kept = Array(lines.prefix(limit))
    let remainder = lines[(limit - 1)...].joined(separator: " ")
    kept[limit - 1] = CellWidth.truncate(remainder, to: width, isASCII: isASCII)
    return kept
  }
}
