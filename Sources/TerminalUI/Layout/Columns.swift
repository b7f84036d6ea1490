/// How a column of a table wants to be laid out.
package struct ColumnSpec: Hashable, Sendable {
  /// At which side of the column its texts stand.
  package enum Alignment: Hashable, Sendable {
    case left, right
  }

  package var title: String
  /// The narrowest it is of use, and the widest it makes use of.
  package var minimum: Int
  package var maximum: Int
  package var alignment: Alignment
  /// Columns leave in falling order of this number when room is short; 0 never leaves.
  package var dropOrder: Int

  package init(
    _ title: String, minimum: Int, maximum: Int? = nil, alignment: Alignment = .left,
    dropOrder: Int = 0
  ) {
    self.title = title
    self.minimum = minimum
    self.maximum = max(minimum, maximum ?? minimum)
    self.alignment = alignment
    self.dropOrder = dropOrder
  }
}

/// Where a column has come to lie.
package struct PlacedColumn: Hashable, Sendable {
  /// Index of its spec.
  package var index: Int
  /// First cell, relative to the table.
  package var column: Int
  package var width: Int
}

/// Gives the width of a table to its columns. Which column goes first is a fixed order, not chance.
package enum ColumnLayout {
  /// Columns with one blank between them, in the order of the specs. Those that do not fit are left out by
  /// `dropOrder`; what room is left goes to the flexible ones, in turn, up to their maximum.
  package static func place(_ specs: [ColumnSpec], width: Int) -> [PlacedColumn] {
    var kept = Array(specs.indices)
    func needed() -> Int {
      kept.reduce(0) { $0 + specs[$1].minimum } + max(0, kept.count - 1)
    }
    while needed() > width,
      let last = kept.filter({ specs[$0].dropOrder > 0 }).max(by: {
        specs[$0].dropOrder < specs[$1].dropOrder
      })
    {
      kept.removeAll { $0 == last }
    }
    var widths = Dictionary(uniqueKeysWithValues: kept.map { ($0, specs[$0].minimum) })
    var room = width - needed()
    var growing = kept.filter { specs[$0].maximum > specs[$0].minimum }
    while room > 0, !growing.isEmpty {
      for index in growing where room > 0 {
        widths[index, default: 0] += 1
        room -= 1
      }
      growing.removeAll { widths[$0, default: 0] >= specs[$0].maximum }
    }
    var column = 0
    return kept.map { index in
      let placed = PlacedColumn(index: index, column: column, width: widths[index, default: 0])
      column += placed.width + 1
      return placed
    }
  }
}

/// Keeps a selected row inside a window of rows, moving the window as little as possible.
package enum Scrolling {
  /// First visible row.
  package static func offset(selected: Int?, count: Int, height: Int, current: Int) -> Int {
    let last = max(0, count - height)
    guard let selected, height > 0 else { return min(max(0, current), last) }
    if selected < current { return max(0, min(selected, last)) }
    if selected >= current + height { return min(selected - height + 1, last) }
    return min(max(0, current), last)
  }
}

extension Int {
  /// The nearest number inside a range.
  package func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}
