import TerminalUI

extension String {
  /// A name within a sentence is cut to so many cells: Flink takes names of any length.
  private static let longestInSentence = 60

  /// A name of a job as a line on stderr says it, ending in `…` where it is too long for that.
  package var cutForSentence: String { CellWidth.truncate(self, to: Self.longestInSentence) }
}
