/// What keys and clicks do to a table, whatever its rows are.
package enum TableAction: Hashable, Sendable {
  /// Moves the cursor by some rows, stopping at either end.
  case move(by: Int)
  /// Puts the cursor on the row at a place among those listed.
  case go(to: Int)
  /// Marks the row under the cursor, or takes its mark away, and goes on.
  case mark
  /// Takes all marks away.
  case unmark
  /// Orders rows by the column of a name, as they are given for nil.
  case sort(by: String?, isReversed: Bool)
  case filter(String)
  /// Leaves the column of a name out, or takes it back in.
  case toggle(column: String)
}

extension TableState {
  /// Does what a key or a click asked for. What is listed is arranged anew after the input, not here.
  package mutating func take(_ action: TableAction) {
    switch action {
    case .move(let step):
      go(to: place.map { $0 + step.clamped(to: -order.count...order.count) } ?? 0)
    case .go(let place): go(to: place)
    case .mark:
      guard let cursor else { return }
      if marked.remove(cursor) == nil { marked.insert(cursor) }
      take(.move(by: 1))
    case .unmark: marked = []
    case .sort(let name, let isReversed):
      sort = name
      self.isReversed = isReversed
    case .filter(let text): filter = text
    case .toggle(let name):
      if hidden.remove(name) == nil { hidden.insert(name) }
    }
  }
}
