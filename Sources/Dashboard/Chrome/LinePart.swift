import TerminalUI

/// One thing that a line tells. Where room is short it is told in fewer words, and then left out whole: nothing is cut.
struct LinePart {
  /// In many words, and in few where there are fewer.
  var forms: [String]
  /// What matters less is shortened and left out before what matters more.
  var importance: Int

  init(_ forms: String..., importance: Int) {
    self.forms = forms
    self.importance = importance
  }

  /// The parts in their order in at most `width` cells: all of them in fewer words before one is left out.
  static func line(_ parts: [LinePart], separator: String, width: Int) -> String {
    var forms = parts.map { $0.forms[...] }
    let leastFirst = parts.indices.sorted { parts[$0].importance < parts[$1].importance }
    func text() -> String { forms.compactMap(\.first).joined(separator: separator) }
    func isTooLong() -> Bool { CellWidth.of(text()) > width }
    // What matters least goes before any other is told in fewer words.
    for index in leastFirst where isTooLong() {
      if forms[index].count > 1 {
        forms[index] = forms[index].suffix(1)
      } else if index == leastFirst.first {
        forms[index] = []
      }
    }
    for index in leastFirst where isTooLong() { forms[index] = [] }
    return text()
  }

  /// The first of some wordings that fits; empty where none does.
  static func first(_ wordings: [String], width: Int) -> String {
    wordings.first { CellWidth.of($0) <= width } ?? ""
  }

  /// As many of some words as fit whole, and how many more there are. Empty where not one fits.
  static func words(_ words: [String], separator: String = "  ", width: Int) -> String {
    func rest(_ shown: Int) -> String {
      shown == words.count ? "" : "\(separator)and \(words.count - shown) more"
    }
    var (used, best) = (0, 0)
    for (index, word) in words.enumerated() {
      used += CellWidth.of(word) + (index > 0 ? CellWidth.of(separator) : 0)
      if used > width { break }
      if used + CellWidth.of(rest(index + 1)) <= width { best = index + 1 }
    }
    guard best > 0 else { return "" }
    return words.prefix(best).joined(separator: separator) + rest(best)
  }
}

extension [[Span]] {
  /// The first of some wordings of a line that fits; else what of the last one fits whole.
  func first(width: Int) -> [Span] {
    first { $0.width <= width } ?? last?.whole(width: width) ?? []
  }
}

extension [Span] {
  /// The leading pieces that fit whole into so many cells; the first is kept in any case.
  func whole(width: Int) -> [Span] {
    var used = 0
    var kept: [Span] = []
    for span in self {
      used += CellWidth.of(span.text)
      if used > width, !kept.isEmpty { break }
      kept.append(span)
    }
    return kept
  }
}
