/// The words of a filter: all must be found in what a row is searched in; one that begins with `!` must not.
package struct TableFilter: Sendable {
  private let wanted: [String]
  private let unwanted: [String]

  package init(_ text: String) {
    let words = text.lowercased().split(separator: " ").map(String.init)
    wanted = words.filter { !$0.hasPrefix("!") }
    unwanted = words.filter { $0.hasPrefix("!") && $0.count > 1 }.map { String($0.dropFirst()) }
  }

  /// True where every row matches.
  package var isEmpty: Bool { wanted.isEmpty && unwanted.isEmpty }

  /// True where all wanted words are found in the texts, without regard to case, and no unwanted one.
  package func matches(_ texts: [String]) -> Bool {
    if isEmpty { return true }
    let text = texts.joined(separator: "\n").lowercased()
    return wanted.allSatisfy { text.contains($0) } && !unwanted.contains { text.contains($0) }
  }
}
