/// Takes an answer piece by piece while it comes, so that one of any length takes no room. Called on a thread of the
/// transport's, which waits for as long as a call takes: whoever is slow slows the server down.
package struct AnswerSink: Sendable {
  /// Called once, before the first piece of the body; never where no whole header came.
  package var head: @Sendable (AnswerHead) -> Void
  /// Called for each piece of the body; false ends the transfer, which then throws `cancelled`.
  package var piece: @Sendable (UnsafeRawBufferPointer) -> Bool

  package init(
    head: @escaping @Sendable (AnswerHead) -> Void,
    piece: @escaping @Sendable (UnsafeRawBufferPointer) -> Bool
  ) {
    self.head = head
    self.piece = piece
  }
}

/// What stands before the body of an answer, as it came.
package struct AnswerHead: Hashable, Sendable {
  package var status: Int
  /// The status line and the headers, without line ends.
  package var lines: [String]

  package init(status: Int, lines: [String]) {
    self.status = status
    self.lines = lines
  }

  /// The value of a header, by its name in any case; the first where it comes more than once.
  package func value(of name: String) -> String? {
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0].lowercased() == name.lowercased() {
        return String(parts[1].drop { $0 == " " || $0 == "\t" })
      }
    }
    return nil
  }
}
