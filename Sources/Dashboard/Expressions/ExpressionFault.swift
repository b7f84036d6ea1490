/// Why what an expression names can't be asked for.
package struct ExpressionFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Nothing is called so.
    case notFound
    /// It can't be meant so: of several things none is taken.
    case unclear
    /// The cluster does not tell enough.
    case unknown
  }

  package var kind: Kind
  /// A sentence, with the column where it is about a place in the text.
  package var text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
