/// Pieces of a line cut by cells, wherever that falls: for text that is not made of words, and to scroll sideways.
extension [Span] {
  /// In rows of at most `width` cells, at least one. A wide character that does not fit goes to the next row.
  package func rows(width: Int) -> [[Span]] {
    let width = Swift.max(2, width)
    var rows: [[Span]] = []
    var row: [Span] = []
    var room = width
    func end() {
      rows.append(row)
      row = []
      room = width
    }
    for span in self {
      var rest = span.text[...]
      while !rest.isEmpty {
        if room == 0 { end() }
        var (piece, isWhole) = rest.fitting(room)
        // Not even one character: the room left is a cell, and the character takes two.
        if piece.isEmpty, !isWhole {
          end()
          (piece, isWhole) = rest.fitting(room)
        }
        var shown = span
        shown.text = String(piece)
        row.append(shown)
        room -= CellWidth.of(piece)
        rest = rest[piece.endIndex...]
        if piece.isEmpty { break }
      }
    }
    end()
    return rows
  }

  /// Without what lies in the first so many cells. A wide character that is cut leaves a blank.
  package func dropping(cells count: Int) -> [Span] {
    var left = count
    var kept: [Span] = []
    for span in self {
      guard left > 0 else {
        kept.append(span)
        continue
      }
      let piece = span.text[...].fitting(left).piece
      left -= CellWidth.of(piece)
      let rest = span.text[piece.endIndex...]
      if rest.isEmpty { continue }
      var shown = span
      shown.text = left > 0 ? " " + rest.dropFirst() : String(rest)
      left = 0
      kept.append(shown)
    }
    return kept
  }
}

extension Substring {
  /// What of it fits into so many cells, and whether that is all.
  fileprivate func fitting(_ room: Int) -> (piece: Substring, isWhole: Bool) {
    if utf8.count <= room || utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      let isPlain = utf8.allSatisfy { (0x20...0x7E).contains($0) }
      if isPlain {
        let piece = self[
          ..<(utf8.index(startIndex, offsetBy: room, limitedBy: endIndex) ?? endIndex)]
        return (piece, piece.endIndex == endIndex)
      }
    }
    var width = 0
    var end = startIndex
    while end < endIndex {
      let next = index(after: end)
      let cells = CellWidth.of(self[end..<next])
      if width + cells > room { return (self[..<end], false) }
      width += cells
      end = next
    }
    return (self, true)
  }
}
