/// The names that somebody may have meant who wrote another one. Only to be suggested: none is ever taken for it.
package struct NearNames {
  /// More would be no help.
  private static let most = 3

  /// The nearest first.
  package let names: [String]

  package init(_ wanted: String, among names: [String]) {
    let wanted = wanted.lowercased()
    let scored = Set(names).compactMap { name in
      Self.distance(wanted, name.lowercased()).map { (name: name, distance: $0) }
    }
    self.names =
      scored
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(Self.most).map(\.name)
  }

  /// How far a name is from what was written; nil where it cannot have been meant. One slip for each four letters is
  /// allowed. The beginning of a name, or a part of it, counts as near.
  private static func distance(_ wanted: String, _ name: String) -> Int? {
    guard !wanted.isEmpty, !name.isEmpty else { return nil }
    let slips = max(1, wanted.count / 4)
    if abs(wanted.count - name.count) <= slips {
      let edits = edits(Array(wanted), Array(name))
      if edits <= slips, edits < wanted.count { return edits }
    }
    guard wanted.count >= 2 else { return nil }
    if name.hasPrefix(wanted) { return slips + 1 }
    if name.contains(wanted) || wanted.hasPrefix(name) { return slips + 2 }
    return nil
  }

  /// Letters to insert, drop, replace or swap with their neighbour.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var line = [row + 1]
      for column in right.indices {
        let isSame = left[row] == right[column]
        var best = min(line[column] + 1, last[column + 1] + 1, last[column] + (isSame ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        line.append(best)
      }
      beforeLast = last
      last = line
    }
    return last[right.count]
  }
}
