/// Why a text is no expression, and where.
package struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// In characters from 1 on; nil where it is about the whole text.
  package let column: Int?
  package let reason: String

  package init(_ reason: String, column: Int? = nil) {
    self.reason = reason
    self.column = column
  }

  /// `column 14: expected ')'`.
  package var description: String { column.map { "column \($0): \(reason)" } ?? reason }
}
