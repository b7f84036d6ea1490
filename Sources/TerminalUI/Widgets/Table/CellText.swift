/// What a table shows in one cell, before it is cut to the column's width.
package struct CellText: Hashable, Sendable {
  package var text: String
  package var role: Role
  package var isBold: Bool
  /// Pieces of other roles right behind the text; never cut, so they fit the width that the cell was asked for.
  package var tail: [Span] = []

  package init(_ text: String, _ role: Role = .text, isBold: Bool = false) {
    self.text = text
    self.role = role
    self.isBold = isBold
  }

  /// A figure that is not known. Never 0.
  package static let unknown = CellText("-", .dim)
}
