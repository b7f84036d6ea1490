/// A piece of a line: text with the style it is drawn in.
package struct Span: Hashable, Sendable {
  package var text: String
  package var style: Style

  package init(_ text: String, _ role: Role = .text, isBold: Bool = false, isReversed: Bool = false)
  {
    self.text = text
    style = Style(role, isReversed: isReversed, isBold: isBold)
  }
}

extension [Span] {
  /// The cells they take one after the other.
  package var width: Int { reduce(0) { $0 + CellWidth.of($1.text) } }
}

extension Frame {
  /// Writes a text in at most `limit` cells; one that is longer ends in an ellipsis. Returns the cells used.
  @discardableResult
  package mutating func put(
    _ text: String, column: Int, row: Int, limit: Int, style: Style = .text, charset: Charset
  ) -> Int {
    put(
      CellWidth.truncate(text, to: limit, isASCII: charset.isASCII), column: column, row: row,
      style: style)
  }

  /// Writes pieces one after the other; returns the column behind the last.
  @discardableResult
  package mutating func put(_ spans: [Span], column: Int, row: Int) -> Int {
    var column = column
    for span in spans { column += put(span.text, column: column, row: row, style: span.style) }
    return column
  }

  /// Writes pieces in at most `limit` cells; the one that goes beyond ends in an ellipsis, and the rest are left
  /// out. Returns the column behind the last.
  @discardableResult
  package mutating func put(
    _ spans: [Span], column: Int, row: Int, limit: Int, charset: Charset
  ) -> Int {
    guard spans.width > limit else { return put(spans, column: column, row: row) }
    var (column, room) = (column, limit)
    for span in spans where room > 0 {
      // What follows a piece that fills the line to its end is left out, so that piece is cut too.
      let isLast = CellWidth.of(span.text) >= room
      let used = put(
        isLast ? span.text + " " : span.text, column: column, row: row, limit: room,
        style: span.style, charset: charset)
      column += used
      room -= isLast ? room : used
    }
    return column
  }

  /// Writes pieces so that they end at `endColumn`; returns the column they begin at.
  @discardableResult
  package mutating func putRight(_ spans: [Span], endColumn: Int, row: Int) -> Int {
    let start = endColumn - spans.width
    put(spans, column: start, row: row)
    return start
  }
}
