/// How a column orders rows: by what it shows, so that nothing unseen moves a row. Values that are not shown come last
/// in either direction.
package enum SortKey: Equatable, Sendable {
  /// `shown` is the text of a figure that is shown rounded: two that read the same are equal.
  case number(Double?, shown: String? = nil)
  case text(String)

  /// True if a row with this key stands above one with `other` in a column's natural order: numbers largest
  /// first, text alphabetically. Nil where the two are equal.
  package func isAbove(_ other: SortKey, isReversed: Bool) -> Bool? {
    switch (self, other) {
    case (.number(let left, let leftText), .number(let right, let rightText)):
      guard let left else { return right == nil ? nil : false }
      guard let right else { return true }
      return left == right || leftText != nil && leftText == rightText
        ? nil : (left > right) != isReversed
    case (.text(let left), .text(let right)):
      return left == right ? nil : (left < right) != isReversed
    case (.number, .text): return true
    case (.text, .number): return false
    }
  }
}
